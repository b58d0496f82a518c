// The words of the command line as data, and what is made of them: completion for three shells and
// a man page. (Only cli.cc knows the library that parses them.)
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"

namespace yibao::main {

struct CommandWord {
  struct Option {
    std::string name;  // "--region"
    std::string summary;
  };
  std::string name;
  std::string summary;
  std::vector<Option> options;
  std::vector<CommandWord> words;  // below it
};

// What may follow the words typed so far; the last one is still being typed.
std::vector<std::string> completions(const CommandWord& root,
                                     const std::vector<std::string>& typed);
// A script for bash, zsh or fish that asks `yibao completion words …`; empty for another shell.
std::string completion_script(std::string_view shell);
// roff, as `man` reads it.
std::string man_page(const CommandWord& root, Language language = Language::chinese);

}  // namespace yibao::main
