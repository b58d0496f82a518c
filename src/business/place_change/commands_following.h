// What time goes on with after a change was approved: the awaited transfer is opened once both
// places find it in order, and the change is complete when its transfer is over.
#pragma once

#include <memory>
#include <vector>

#include "business/application/command.h"

namespace yibao::place_change {

// Refused as place_change_goes_on where there is nothing to do yet.
class ContinuePlaceChange : public application::ApplicationCommand {
 public:
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;

 protected:
  application::Side side() const override { return application::Side::agency; }
  Decision<storage::Plan> decide_known(const application::Known& known,
                                       const application::Asked& asked,
                                       const business::Context& context) const override;
};

// Run each as the system, ask again until none is carried out; at most `limit`.
std::vector<std::unique_ptr<business::Command>> due_commands(storage::Session& reader,
                                                             const storage::Vault& vault,
                                                             Date today, int limit);

}  // namespace yibao::place_change
