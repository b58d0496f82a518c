// 追回: an heir gives back what they got of somebody who lives (debts.h). From the heir's own
// account where the share went there, or paid to the agency, by the line of its bank statement.
// Journaled with both people; no more than is owed, and no line twice.
#pragma once

#include <optional>
#include <string>

#include "business/account/returning.h"
#include "business/inheritance/debts.h"
#include "business/person/numbers.h"
#include "business/use_case.h"

namespace yibao::inheritance {

class RecoverShare : public business::Command {
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
  bool from_account() const { return bank_serial_.empty(); }
  Verdict check(const storage::Facts& facts, const business::Context& context) const;
  PostingId debit_heir(storage::Plan& plan, const account::PostingText& text,
                       const storage::Facts& facts, const business::Context& context) const;

  PersonId person_;
  SharePaid share_;         // as it was carried out: it never changes
  person::Numbers own_;     // whose account was divided, and the number that it leads to
  person::Numbers heir_;    // none: not on this system
  RegionCode heir_region_;  // of the account that the share went to
  Money amount_;
  std::string bank_serial_;
  Date arrived_on_;
};

// GET: what is owed, what has come back, and by whom.
Decision<Tree> answer_share_debts(const business::Request& request,
                                  const business::Context& context, storage::Session& session);

}  // namespace yibao::inheritance
