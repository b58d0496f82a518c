// What is wrong with a command line, and the nearest word that there is, in Chinese or in English:
// the library that reads it knows English only, and its own.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "base/language.h"

namespace yibao::main {

// Of a command line that `app` has just refused to read. Ends with how to ask for help.
std::string wrong_usage(const CLI::App& app, const CLI::ParseError& error, Language language);

}  // namespace yibao::main
