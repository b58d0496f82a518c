// doctor: is this installation well? What it needs is looked at one by one; what is wrong is told
// with what to do. Changes nothing.
#pragma once

#include "main/commands.h"

namespace yibao::main {

int doctor(const Settings& settings, Output output);

}  // namespace yibao::main
