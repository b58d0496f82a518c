// backup: a consistent copy of the data while the server goes on. The embedded database is copied
// from one snapshot into one file; PostgreSQL has its own tool, which is run. The keys beside the
// database are not in the copy: without them it cannot be read, so they are kept elsewhere.
#pragma once

#include "main/operations.h"

namespace yibao::main {

int backup_installation(Installation& installation, const Tree& arguments, Console& console);

}  // namespace yibao::main
