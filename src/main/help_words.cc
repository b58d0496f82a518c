#include "main/help_words.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>

#include "adapters/files/data.h"

namespace yibao::main {

namespace {

// "退费:上传材料": the title of a service in front of what is done.
constexpr std::string_view kTitleEnd = ":";
constexpr std::string_view kBracket = " [";

bool is_english(const char* name) {
  const char* locale = std::getenv(name);
  return locale != nullptr && std::string_view(locale).starts_with("en");
}

// The first of the three that is set decides, as POSIX has it.
bool terminal_is_english() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* locale = std::getenv(name);
    if (locale != nullptr && *locale != '\0') return is_english(name);
  }
  return false;
}

std::map<std::string, std::string, std::less<>> table_of(const Tree& file, std::string_view name) {
  std::map<std::string, std::string, std::less<>> words;
  const Tree* table = file.find(name);
  if (table == nullptr || table->members() == nullptr) return words;
  for (const auto& [chinese, english] : *table->members()) {
    if (english.text() != nullptr) words.emplace(chinese, *english.text());
  }
  return words;
}

}  // namespace

HelpWords HelpWords::load(const std::string& home) {
  const std::string path = home + "/messages/help.en.toml";
  HelpWords words;
  // A home without it speaks Chinese: no command fails for its help.
  if (!std::filesystem::exists(path)) return words;
  const Decision<Tree> file = files::read_toml_file(path);
  if (!file) return words;
  words.words_ = table_of(*file, "help");
  words.within_ = table_of(*file, "within");
  return words;
}

std::string HelpWords::english_within(std::string text) const {
  for (const auto& [chinese, english] : within_) {
    std::size_t at = text.find(chinese);
    while (at != std::string::npos) {
      text.replace(at, chinese.size(), english);
      at = text.find(chinese, at + english.size());
    }
  }
  return text;
}

const std::string* HelpWords::find(const std::string& text) const {
  const auto found = words_.find(text);
  return found == words_.end() ? nullptr : &found->second;
}

std::string HelpWords::english(const std::string& text) const {
  if (const std::string* whole = find(text)) return *whole;
  if (text.ends_with(']')) {
    const std::size_t at = text.rfind(kBracket);
    if (at != std::string::npos) {
      const std::size_t kind = at + kBracket.size();
      return english(text.substr(0, at)) + std::string(kBracket) +
             english(text.substr(kind, text.size() - kind - 1)) + "]";
    }
  }
  const std::size_t at = text.find(kTitleEnd);
  if (at == std::string::npos) return text;
  const std::string* title = find(text.substr(0, at));
  const std::string rest = text.substr(at + kTitleEnd.size());
  const std::string* said = find(rest);
  const bool codes_only = std::ranges::all_of(rest, [](char c) { return c >= ' ' && c <= '~'; });
  if (title == nullptr || (said == nullptr && !codes_only)) return text;
  return *title + ":" + (codes_only ? rest : " " + *said);
}

namespace {

std::optional<Language> language_flag(int argc, const char* const* argv) {
  constexpr std::string_view kFlag = "--language";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    std::string_view wanted;
    if (word == kFlag && i + 1 < argc) wanted = argv[i + 1];
    if (word.starts_with(kFlag) && word.substr(kFlag.size()).starts_with('=')) {
      wanted = word.substr(kFlag.size() + 1);
    }
    if (!wanted.empty()) return wanted == "en" ? Language::english : Language::chinese;
  }
  return std::nullopt;
}

}  // namespace

Language asked_language(int argc, const char* const* argv, Language of_settings) {
  return language_flag(argc, argv).value_or(of_settings);
}

Language help_language(int argc, const char* const* argv, Language of_settings) {
  if (const auto asked = language_flag(argc, argv)) return *asked;
  if (of_settings == Language::english || terminal_is_english()) return Language::english;
  return Language::chinese;
}

}  // namespace yibao::main
