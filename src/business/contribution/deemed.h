// 视同缴费认定 (PSN_CHG_TYPE 38, N-26): months before there was an account to pay into, that count
// all the same. What makes a pension age reachable is no entry of one officer: it is proposed with
// the paper that it is taken from, and decided by another officer of the agency (late_record).
#pragma once

#include "business/contribution/receipts.h"
#include "business/late_record/commands.h"
#include "business/use_case.h"

namespace yibao::contribution {

inline constexpr int kDeemedMonthsMax = 600;

// Under the employee relation of the place that began last; asked as receipts are: none twice, none
// before birth or after death.
class ProposeDeemed : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  RegionCode region_;
  Month first_;
  Month last_;
  std::string evidence_;
};

// Approved, the months are written.
class DecideDeemed : public late_record::DecideLateRecord {
 public:
  DecideDeemed() : DecideLateRecord(late_record::What::deemed) {}
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;

 private:
  Verdict enter(late_record::LateRecord& record, const storage::Facts& facts,
                const business::Context& context, storage::Plan& plan) const override;
};

}  // namespace yibao::contribution
