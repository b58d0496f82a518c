// 挂号、登记 at a provider: what is shown there is looked at, and a card used for the first time is
// activated by it. Nothing is paid.
#pragma once

#include "business/card/presenting.h"
#include "business/use_case.h"

namespace yibao::card {

class CheckIn : public business::Command {
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
  Presented presented_;
};

}  // namespace yibao::card
