// The command line's help in English: its texts stand in Chinese where the commands are made, and
// in messages/help.en.toml with what they mean.
#pragma once

#include <map>
#include <string>

#include "base/language.h"

namespace yibao::main {

class HelpWords {
 public:
  static HelpWords load(const std::string& home);

  // A text of the help in English; as it is where nobody has said what it means.
  std::string english(const std::string& text) const;
  const std::map<std::string, std::string, std::less<>>& all() const { return words_; }
  // A text behind the options, with what it is known to say put into English.
  std::string english_within(std::string text) const;

 private:
  const std::string* find(const std::string& text) const;

  std::map<std::string, std::string, std::less<>> words_;
  std::map<std::string, std::string, std::less<>> within_;
};

// In which language something is to be told: what --language says, else the settings' language.
Language asked_language(int argc, const char* const* argv, Language of_settings);
// In which language the help is wanted: what --language says, else the settings' language where
// it is English, else that of the terminal (LC_ALL, LC_MESSAGES, LANG).
Language help_language(int argc, const char* const* argv, Language of_settings);

}  // namespace yibao::main
