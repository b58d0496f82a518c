// 冲正、退费 (N-13): a payment is taken back at the provider where it was made, whole, to the
// accounts that paid it: what a relative's account shared, to that one. Nothing is edited: a
// posting of its own names the one that it takes back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/account/types.h"
#include "business/person/numbers.h"
#include "business/person/types.h"
#include "business/settlement/rules.h"
#include "business/settlement/store.h"
#include "business/use_case.h"

namespace yibao::settlement {

class ReversePayment : public business::Command {
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
  // Those whose money it was, under the number that paid and the one that it leads to now.
  std::vector<person::Numbers> owners() const;
  ReversalFacts facts_of(const storage::Facts& facts) const;
  // The own part, back on the accounts that paid it. None: nothing of their own.
  PostingId give_own_back(storage::Plan& plan, const person::Person& owner,
                          const account::PostingText& text, const storage::Facts& facts,
                          const business::Context& context) const;

  PersonId person_;
  person::Numbers own_;             // of the payment's own part
  person::Numbers payer_;           // of the shared part
  std::optional<Payment> payment_;  // as it was posted, where it is one of this provider
  std::string provider_;
  RegionCode place_of_care_;
  std::string reference_;
};

}  // namespace yibao::settlement
