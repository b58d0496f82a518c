// 缴费证明、个人账户对账单、支付凭证: what a person shows to others, with a number and a
// code.
#pragma once

#include "business/document/types.h"
#include "business/enquiry/sheets.h"
#include "business/use_case.h"

namespace yibao::enquiry {

class IssueStatement : public business::Command {
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
  RegionCode region_;  // the agency that issues it
  document::Kind kind_ = document::Kind::contribution_statement;
  Period period_;
  std::int64_t posting_ = 0;  // of a receipt
};

}  // namespace yibao::enquiry
