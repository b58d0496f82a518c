// tick: what the passing of time asks for. Deadlines that have gone by are flagged, late work is
// escalated, cases whose ground is gone are ended. The server does it by itself, once a minute.
#pragma once

#include "main/operations.h"

namespace yibao::main {

// Runs all commands that today asks for, as the system; returns how many were carried out.
int tick(Installation& installation);

// After a notice for a year without one: computes open cases' deadlines again. The old values stay
// in their time lines. Returns how many cases were looked at.
int recompute_deadlines(Installation& installation);

int tick_installation(Installation& installation, const Tree& arguments, Console& console);
int recompute_installation(Installation& installation, const Tree& arguments, Console& console);

}  // namespace yibao::main
