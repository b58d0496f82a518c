// A guide as it is read at a terminal, and as its own lint reads it: heading, sections with the
// source of every value in [brackets], whom to ask.
#pragma once

#include <string>

#include "base/language.h"
#include "base/tree.h"

namespace yibao::main {

// `guide` has its words. Without contacts it says how they are had, and which number to call.
std::string guide_text(const Tree& guide, const std::string& hotline, Language language);

}  // namespace yibao::main
