#include "main/wrong_usage.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "main/said_in.h"

namespace yibao::main {

namespace {

constexpr std::size_t kListed = 12;

// The words as far as they were understood: yibao, account, pay.
std::vector<const CLI::App*> understood(const CLI::App& app) {
  std::vector<const CLI::App*> way{&app};
  for (auto next = app.get_subcommands(); !next.empty(); next = way.back()->get_subcommands()) {
    way.push_back(next.back());
  }
  return way;
}

std::vector<std::string> words_after(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
    words.push_back(each->get_name());
  }
  return words;
}

std::vector<const CLI::Option*> options_of(const std::vector<const CLI::App*>& way) {
  std::vector<const CLI::Option*> all;
  for (const CLI::App* each : way) {
    for (const CLI::Option* option : each->get_options()) all.push_back(option);
  }
  return all;
}

// In one of the two languages: the sentences stand together, so that neither is forgotten.
class Teller {
 public:
  Teller(const CLI::App& app, Language language) : way_(understood(app)), language_(language) {}

  std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& error) const;
  std::string where_help_is() const { return say("用法见: ", "For help: ") + told() + " --help\n"; }

 private:
  std::string say(const char* chinese, const char* english) const {
    return std::string(said_in(language_, chinese, english));
  }
  std::string quoted(const std::string& word) const {
    return say("“", "\"") + word + say("”", "\"");
  }
  std::string between() const { return say("、", ", "); }
  std::string told() const;
  std::string perhaps(const std::string& word, const std::vector<std::string>& known) const;
  std::string listed(const std::vector<std::string>& words) const;
  std::string unknown_word(const std::string& given) const;
  std::string missing() const;
  std::vector<std::string> named_in(const std::string& text) const;
  std::string within(const std::string& text) const;

  std::vector<const CLI::App*> way_;
  Language language_;
};

std::string Teller::told() const {
  std::string text;
  for (const CLI::App* each : way_) text += (text.empty() ? "" : " ") + each->get_name();
  return text;
}

std::string Teller::perhaps(const std::string& word, const std::vector<std::string>& known) const {
  const std::string nearest = nearest_word(word, known);
  return nearest.empty() ? "" : say(",您要写的可能是 ", "; did you mean ") + nearest;
}

std::string Teller::listed(const std::vector<std::string>& words) const {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), kListed); ++i) {
    text += (i == 0 ? "" : between()) + words[i];
  }
  return words.size() > kListed ? text + say(" 等", " and others") : text;
}

std::string Teller::unknown_word(const std::string& given) const {
  const std::string stop = say("。", ".");
  if (given.starts_with('-') && given.size() > 1) {
    const std::string name = given.substr(0, given.find('='));
    std::vector<std::string> known;
    for (const CLI::Option* option : options_of(way_)) known.push_back(option->get_name());
    return say("没有选项 ", "There is no option ") + name + perhaps(name, known) + stop;
  }
  const std::vector<std::string> known = words_after(*way_.back());
  if (known.empty()) return quoted(given) + say("是多余的", " is one word too many") + stop;
  const std::string suggested = perhaps(given, known);
  return told() + say(" 之后没有", " has no ") + quoted(given) +
         (suggested.empty() ? say(",可以写: ", "; it has: ") + listed(known) : suggested) + stop;
}

// All that is missing, not the first only.
std::string Teller::missing() const {
  std::string text;
  for (const CLI::Option* option : options_of(way_)) {
    if (!option->get_required() || option->count() > 0) continue;
    const std::string what = option->get_description();
    text += (text.empty() ? "" : between()) + option->get_name() +
            (what.empty() ? "" : say("(", " (") + what + say(")", ")"));
  }
  if (!text.empty()) return say("还须写明 ", "Still missing: ") + text + say("。", ".");
  return told() + say(" 之后还须写明要做什么: ", " wants one of: ") +
         listed(words_after(*way_.back())) + say("。", ".");
}

// The options that the library names, in its order.
std::vector<std::string> Teller::named_in(const std::string& text) const {
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const CLI::Option* option : options_of(way_)) {
    const std::string name = option->get_name();
    const std::size_t at = text.find(name);
    if (at == std::string::npos) continue;
    const std::size_t end = at + name.size();
    const bool whole =
        end == text.size() || std::string_view(" :,").find(text[end]) != std::string_view::npos;
    if (whole) found.emplace_back(at, name);
  }
  std::ranges::sort(found);
  std::vector<std::string> names;
  for (const auto& [at, name] : found) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

// "… not in range 0 to 65535"
std::string Teller::within(const std::string& text) const {
  constexpr std::string_view kRange = " not in range ";
  const std::size_t at = text.find(kRange);
  if (at == std::string::npos) return "";
  std::string range = text.substr(at + kRange.size());
  const std::size_t to = range.find(" to ");
  if (to != std::string::npos) range.replace(to, 4, say(" 至 ", " to "));
  return say(",应为 ", "; it must be ") + range;
}

std::string Teller::what_is_wrong(const CLI::App& app, const CLI::ParseError& error) const {
  const std::string text = error.what();
  const std::vector<std::string> names = named_in(text);
  const std::string kind = error.get_name();
  if (kind == "ExcludesError" && names.size() > 1) {
    return names[0] + say(" 与 ", " and ") + names[1] +
           say(" 不能同时写。", " cannot be given together.");
  }
  if (kind == "ArgumentMismatch" && !names.empty()) {
    return names[0] + say(" 之后须写一个值,而且只写一次。", " takes one value, and once only.");
  }
  if ((kind == "ConversionError" || kind == "ValidationError") && !names.empty()) {
    return say("", "The value of ") + names[0] + say(" 的值不正确", " is not right") +
           within(text) + say("。", ".");
  }
  const std::vector<std::string> unknown = app.remaining(true);
  if (!unknown.empty()) return unknown_word(unknown.front());
  if (kind == "RequiredError") return missing();
  return say("写法不正确。", "It cannot be read.");
}

}  // namespace

std::string wrong_usage(const CLI::App& app, const CLI::ParseError& error, Language language) {
  const Teller teller(app, language);
  return teller.what_is_wrong(app, error) + "\n" + teller.where_help_is();
}

}  // namespace yibao::main
