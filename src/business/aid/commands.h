// Using a relative's account, and ending a binding. Two people's journals are locked in order, so
// that two tills never spend one limit twice.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "business/account/types.h"
#include "business/aid/store.h"
#include "business/card/presenting.h"
#include "business/contribution/receipts.h"
#include "business/use_case.h"

namespace yibao::aid {

// 使用共济支付: acct_pay of a beneficiary, own money first, the rest from a payer's account. The
// beneficiary stands at the till and presents what a payment of their own would want.
class PayWithAid : public business::Command {
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
  Decision<card::Presented::Accepted> check_beneficiary(const storage::Facts& facts,
                                                        const business::Context& context) const;
  Verdict check_reference(const storage::Facts& facts, const account::PostingText& text) const;

  PersonId person_;               // the beneficiary
  std::vector<PersonId> payers_;  // the one named, or all who share; none: nobody does
  Money amount_;
  std::string provider_;
  RegionCode place_of_care_;
  std::string reference_;
  card::Presented presented_;
};

// 代缴居民医保个人缴费 (205): a year of a relative's, or the payer's own, from the payer's
// accounts, in the order in which the payer's own payments take from them.
class PayContribution : public business::Command {
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
  Verdict check_people(const storage::Facts& facts, const business::Context& context) const;
  Decision<contribution::Receipts> take_year(const person::Person& insured,
                                             const storage::Facts& facts,
                                             const business::Context& context) const;
  storage::Plan plan_payment(contribution::Receipts receipts, std::vector<account::Share> shares,
                             const std::optional<Binding>& binding, const storage::Facts& facts,
                             const business::Context& context) const;

  PersonId payer_;
  PersonId insured_;
  int year_ = 0;
};

// 解除绑定: by either of the two, by an officer, or because one of them has died. At once.
class Unbind : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);
  // The system's own: after a death.
  Unbind() = default;
  Unbind(PersonId payer, std::int64_t binding) : payer_(payer), binding_(binding) {}

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId payer_;
  std::int64_t binding_ = 0;
};

// Bindings of the dead, at most `limit`; none once all have ended (效力矩阵 DEATH).
std::vector<std::unique_ptr<business::Command>> due_commands(storage::Session& reader, Date today,
                                                             int limit);

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::aid
