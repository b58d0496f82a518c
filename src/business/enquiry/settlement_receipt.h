// 医疗费用结算凭证: what was settled at a hospital or a pharmacy, who paid which part of it and by
// which rules, or why the fund has paid none. Void as soon as the settlement is taken back.
#pragma once

#include "business/use_case.h"
#include "business/visit/types.h"

namespace yibao::enquiry {

class IssueSettlementReceipt : public business::Command {
 public:
  // Of POST …/settlements/{settlement}/receipt.
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);
  // Where the settlement is known by whoever asks.
  static business::CommandOrRefusal of(PersonId person, visit::SettlementId settlement,
                                       storage::Session& session);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  PersonId owner_;  // the number that it stands under (N-12)
  visit::SettlementId settlement_;
  std::string institution_;
  RegionCode region_;  // whose fund settled it: its agency issues the paper
};

}  // namespace yibao::enquiry
