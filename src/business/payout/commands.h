// What becomes of a payout that an application has ordered (application/service.h): the bank's
// answer, and a second order where the first came back. The application stays under way until every
// amount has been paid. The death of who applied takes no answer from the bank: what comes back of
// theirs stays on the account for their heirs, what others were to get is ordered again; the
// application ends when nothing is on its way any more (N-22). A transfer, with its own machine,
// answers for its own payouts.
//
// 先成功、后退汇: what the bank has reported as paid may come back later. Then the application goes
// on where it had ended, and the money is ordered again; where the number that it had left was
// merged meanwhile it goes on to the kept number's account, and is applied for there (N-12).
#pragma once

#include <memory>
#include <string>

#include "business/account/returning.h"
#include "business/application/change.h"
#include "business/application/types.h"
#include "business/casework/types.h"
#include "business/hold/types.h"
#include "business/payout/store.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::payout {

// A payout with its case and its account.
struct Known {
  Payout payout;
  std::string applicant_name;
  std::optional<Date> applicant_died_on;
  application::Application application;
  casework::CaseFile file;
  std::optional<casework::Task> task;
  account::Account account;
  storage::Rows set_aside;        // pending reservations of this case on the account's person
  std::vector<Payout> of_case;    // all orders of the case, this one among them
  std::vector<hold::Hold> holds;  // of the account's person, in force today
  PersonId kept;                  // to whom that person's number leads
  std::optional<account::Returning> accounts;  // of both
  bool owner_lives = true;                     // of the account
  storage::Rows other_accounts;                // entered by officers, for what came back
  bool another_runs = false;  // the applicant has begun another application for the same

  bool account_was_merged() const { return kept != payout.person; }
};

class PayoutCommand : public business::Command {
 public:
  template<class C>
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session) {
    auto command = std::make_unique<C>();
    auto reader = business::Reader::body(request, context);
    command->read_payout(reader, context, session);
    command->read(reader, context);
    if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
    return business::CommandOrRefusal(std::move(command));
  }

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const final;

 protected:
  virtual void read(business::Reader&, const business::Context&) {}
  virtual Decision<storage::Plan> decide_known(const Known& known,
                                               const business::Context& context) const = 0;

 private:
  void read_payout(business::Reader& reader, const business::Context& context,
                   storage::Session& session);
  Decision<Known> load(const storage::Facts& facts) const;

  std::int64_t payout_ = 0;
  PersonId person_;      // whose account
  person::Numbers way_;  // that number and the one that it leads to
  PersonId applicant_;   // whose case
  CaseId application_;
};

// 银行回盘: paid, or returned to the account and set aside there; also what was reported as paid.
class RecordResult : public PayoutCommand {
 public:
  void read(business::Reader& reader, const business::Context& context) override;

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;

 private:
  void take_return(application::Change& change, const Known& known,
                   const business::Context& context) const;

  bool paid_ = false;
  std::string why_;
};

// 退汇后重新付款: the same amount to another bank account of the same holder; at the counter two
// officers say so (other_account.h).
class PayAgain : public PayoutCommand {
 public:
  void read(business::Reader& reader, const business::Context& context) override;

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;

 private:
  std::string bank_sealed_;
};

}  // namespace yibao::payout
