// token issue: an access token for an actor, shown once.
#pragma once

#include "main/operations.h"

namespace yibao::main {

int issue_token(Installation& installation, const Tree& arguments, Console& console);

}  // namespace yibao::main
