// Sentences about transfers.
#include "main/scenario/steps.h"

namespace yibao::main {

std::vector<Step> transfer_steps() { return {}; }

std::vector<Step> transfer_expectations() { return {}; }

}  // namespace yibao::main
