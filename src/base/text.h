// Small things that every reader of text needs. Text is UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yibao {

bool is_utf8(std::string_view text);                  // strict: no overlong forms, no surrogates
std::size_t count_characters(std::string_view text);  // code points
// What shows nothing or turns the text round: controls, line and paragraph separators, marks and
// overrides of direction, blanks without width, a byte order mark. Joiners are parts of writing.
bool has_control_characters(std::string_view text);
// Without the blanks of any width around it: what somebody wrote may be nothing else.
std::string_view without_blanks_around(std::string_view text);
std::optional<std::int64_t> parse_integer(std::string_view text);  // all of it, no sign but '-'
// The known word that is closest to a mistyped one; empty where none is close.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

}  // namespace yibao
