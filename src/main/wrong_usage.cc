#include "main/wrong_usage.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

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

std::string told(const std::vector<const CLI::App*>& way) {
  std::string text;
  for (const CLI::App* each : way) text += (text.empty() ? "" : " ") + each->get_name();
  return text;
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

std::string perhaps(const std::string& word, const std::vector<std::string>& known) {
  const std::string nearest = nearest_word(word, known);
  return nearest.empty() ? "" : ",您要写的可能是 " + nearest;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), kListed); ++i) {
    text += (i == 0 ? "" : "、") + words[i];
  }
  return words.size() > kListed ? text + " 等" : text;
}

std::string unknown_word(const std::string& given, const std::vector<const CLI::App*>& way) {
  if (given.starts_with('-') && given.size() > 1) {
    const std::string name = given.substr(0, given.find('='));
    std::vector<std::string> known;
    for (const CLI::Option* option : options_of(way)) known.push_back(option->get_name());
    return "没有选项 " + name + perhaps(name, known) + "。";
  }
  const std::vector<std::string> known = words_after(*way.back());
  if (known.empty()) return "“" + given + "”是多余的。";
  const std::string suggested = perhaps(given, known);
  return told(way) + " 之后没有“" + given + "”" +
         (suggested.empty() ? ",可以写: " + listed(known) : suggested) + "。";
}

// All that is missing, not the first only.
std::string missing(const std::vector<const CLI::App*>& way) {
  std::string text;
  for (const CLI::Option* option : options_of(way)) {
    if (!option->get_required() || option->count() > 0) continue;
    const std::string what = option->get_description();
    text +=
        (text.empty() ? "" : "、") + option->get_name() + (what.empty() ? "" : "(" + what + ")");
  }
  if (!text.empty()) return "还须写明 " + text + "。";
  return told(way) + " 之后还须写明要做什么: " + listed(words_after(*way.back())) + "。";
}

// The options that the library names, in its order.
std::vector<std::string> named_in(const std::string& text,
                                  const std::vector<const CLI::App*>& way) {
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const CLI::Option* option : options_of(way)) {
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
std::string within(const std::string& text) {
  constexpr std::string_view kRange = " not in range ";
  const std::size_t at = text.find(kRange);
  if (at == std::string::npos) return "";
  std::string range = text.substr(at + kRange.size());
  const std::size_t to = range.find(" to ");
  if (to != std::string::npos) range.replace(to, 4, " 至 ");
  return ",应为 " + range;
}

std::string what_is_wrong(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<const CLI::App*> way = understood(app);
  const std::string text = error.what();
  const std::vector<std::string> names = named_in(text, way);
  const std::string kind = error.get_name();
  if (kind == "ExcludesError" && names.size() > 1) {
    return names[0] + " 与 " + names[1] + " 不能同时写。";
  }
  if (kind == "ArgumentMismatch" && !names.empty()) {
    return names[0] + " 之后须写一个值,而且只写一次。";
  }
  if ((kind == "ConversionError" || kind == "ValidationError") && !names.empty()) {
    return names[0] + " 的值不正确" + within(text) + "。";
  }
  if (kind == "ValidationError") return "设置有误: " + text;
  const std::vector<std::string> unknown = app.remaining(true);
  if (!unknown.empty()) return unknown_word(unknown.front(), way);
  if (kind == "RequiredError") return missing(way);
  return "写法不正确。";
}

}  // namespace

std::string wrong_usage(const CLI::App& app, const CLI::ParseError& error) {
  return what_is_wrong(app, error) + "\n用法见: " + told(understood(app)) + " --help\n";
}

}  // namespace yibao::main
