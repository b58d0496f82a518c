// 解冻: the agency that ordered a freeze ends it, whenever its ground is gone; who ordered it and
// who ends it are the two people (lifting.h).
#pragma once

#include "business/hold/commands.h"

namespace yibao::seal {

class EndFreeze : public hold::HoldCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  HoldId hold_;
};

}  // namespace yibao::seal
