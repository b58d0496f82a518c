// Commands on the personal account.
#pragma once

#include "business/account/types.h"
#include "business/card/presenting.h"
#include "business/late_record/commands.h"
#include "business/use_case.h"

namespace yibao::account {

// 个人账户支付 at a provider's till, of the place of insurance or of another city of the province
// from as many accounts as it takes. The till's region is the cashier's; an officer names
// it.
class PayFromAccount : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Till till(const std::vector<Account>& accounts, const storage::Facts& facts,
            const business::Context& context) const;

  PersonId person_;
  Money amount_;
  std::string provider_;  // 定点医药机构编码: H or P, 6 digits of the region, 5 of a serial
  RegionCode place_of_care_;   // from the provider's code
  std::string reference_;      // the till's own number
  card::Presented presented_;  // what was shown at the till
};

// 补录: the balance that an account brings from the system it was kept in before. Once per account,
// before anything else was posted to it; proposed by an officer of the place, for a senior officer.
class ProposeOpeningBalance : public business::Command {
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
  Money amount_;
  std::string evidence_;  // the record that the amount was taken from
};

// Approved, it is posted.
class DecideOpeningBalance : public late_record::DecideLateRecord {
 public:
  DecideOpeningBalance() : DecideLateRecord(late_record::What::balance) {}
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;

 private:
  Verdict enter(late_record::LateRecord& record, const storage::Facts& facts,
                const business::Context& context, storage::Plan& plan) const override;
};

}  // namespace yibao::account
