// 异地安置退休人员个人账户资金划入本人银行账户: a case whose relation does not move. The
// account stays open; the next payout is the next case.
#pragma once

#include <string>

#include "base/secret.h"
#include "business/transfer/case_command.h"
#include "business/transfer/plan_money.h"
#include "business/use_case.h"

namespace yibao::transfer {

inline constexpr std::string_view kRetireePayoutService = "retiree_payout";

// The relation that has filled the account there: of one that moved on inside the province the
// account stays, and is its owner's as before. Null where there never was one.
const enrolment::Enrolment* relation_of_account(const PersonFacts& known, RegionCode region);
RetireeFacts retiree_facts(const PersonFacts& known, RegionCode region, const std::string& holder,
                           Date today);

// Opens the case and sets the money aside; refused with every reason at once.
class RequestRetireePayout : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  RegionCode region_;
  BankAccount bank_account_;
  std::string bank_holder_;
};

// The region's officer approves, another one than who entered it: the money goes to the
// bank.
class ApproveRetireePayout : public CaseCommand {
 public:
  void need(storage::Needs& needs) const override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;
};

// Or says no: the money is free again.
class RefuseRetireePayout : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string why_;
};

}  // namespace yibao::transfer
