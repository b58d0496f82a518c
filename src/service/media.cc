#include "service/media.h"

#include <algorithm>
#include <string>

namespace yibao::service {

namespace {

constexpr std::string_view kTaken = "application/json";
constexpr std::size_t kShownMax = 60;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view text, std::string_view lowered) {
  return std::ranges::equal(text, lowered, {}, lower);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// What stands before the next semicolon, which goes with it.
std::string_view take_part(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(';'), rest.size());
  const std::string_view part = trimmed(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return part;
}

// Empty where the parameter is another one.
std::string_view charset_of(std::string_view parameter) {
  const std::size_t equals = parameter.find('=');
  if (equals == std::string_view::npos || !same(trimmed(parameter.substr(0, equals)), "charset")) {
    return {};
  }
  std::string_view value = trimmed(parameter.substr(equals + 1));
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
    value = value.substr(1, value.size() - 2);
  }
  return value;
}

// Headers may hold any byte; what is shown of one is a word.
std::string shown(std::string_view text) {
  std::string word(text.substr(0, kShownMax));
  std::ranges::replace_if(
      word, [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return word;
}

}  // namespace

Verdict check_media(std::string_view content_type, std::string_view content_encoding) {
  const std::string_view encoding = trimmed(content_encoding);
  if (!encoding.empty() && !same(encoding, "identity")) {
    return refuse(RefusalKind::wrong_media, "body_encoding", {{"encoding", shown(encoding)}});
  }
  std::string_view rest = content_type;
  const std::string_view type = take_part(rest);
  if (type.empty()) return refuse(RefusalKind::wrong_media, "body_media_type_missing");
  if (!same(type, kTaken)) {
    return refuse(RefusalKind::wrong_media, "body_media_type", {{"media_type", shown(type)}});
  }
  while (!rest.empty()) {
    const std::string_view charset = charset_of(take_part(rest));
    if (!charset.empty() && !same(charset, "utf-8") && !same(charset, "utf8")) {
      return refuse(RefusalKind::wrong_media, "body_charset", {{"charset", shown(charset)}});
    }
  }
  return Nothing{};
}

}  // namespace yibao::service
