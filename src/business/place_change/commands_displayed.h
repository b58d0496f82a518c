// 切换展示参保地: which existing relation the e-certificate shows. Instant, and no change of place:
// nothing else of the person is touched (R-107, R-109, R-110, C-04, C-17).
#pragma once

#include "business/use_case.h"

namespace yibao::place_change {

class SwitchDisplayedPlace : public business::Command {
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
};

}  // namespace yibao::place_change
