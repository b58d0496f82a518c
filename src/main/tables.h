// Every table of the program, whichever feature owns it: for verify, and for the test that the
// descriptors say what the schema says.
#pragma once

#include <vector>

#include "storage/value.h"

namespace yibao::main {

const std::vector<const storage::Table*>& all_tables();  // in the order of their numbers

}  // namespace yibao::main
