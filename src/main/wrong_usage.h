// What is wrong with a command line, in Chinese, and the nearest word that there is: the library
// that reads it knows English only.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace yibao::main {

// Of a command line that `app` has just refused to read. Ends with how to ask for help.
std::string wrong_usage(const CLI::App& app, const CLI::ParseError& error);

}  // namespace yibao::main
