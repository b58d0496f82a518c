// What is told in words before an installation is open, or where none can be: wrong settings, wrong
// data files, a database that does not fit. In the language that was asked for.
#pragma once

#include <string>

#include "base/decision.h"
#include "base/language.h"
#include "main/installation.h"

namespace yibao::main {

// The data files; throws Fault with every mistake of every file, in that language.
Data load_data(const std::string& home, Language language);

// In codes where not even the words can be read.
std::string explain_early(const Refusal& refusal, const std::string& home, Language language);

}  // namespace yibao::main
