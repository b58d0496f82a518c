// Values of an answer that is checked, whoever wrote it: read with numbers marked, so that 1 and
// "1" are told apart (storage/json_marked.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/tree.h"

namespace yibao::provider {

// As it was written: a number, a text in quotes, or what it is.
std::string shown(const Tree& value);
// The digits of a JSON number, the text of a text; none of anything else.
std::optional<std::string> number_in(const Tree* value);
std::optional<std::string> text_in(const Tree* value);
// Fen of a member; nothing where it is not there: absent terms count as nought.
std::int64_t fen_of(const Tree& object, std::string_view name);
std::string yuan(std::int64_t fen);
// Numbers of documents are the same in either case.
std::string upper(std::string text);
// The day of a time that begins with yyyyMMdd; none where there is no such day.
std::optional<Date> compact_day(std::string_view text);
// Of a message, whose values are all texts: what its objects say of it, the first that does.
std::string said_in(const Tree& input, std::string_view name);

}  // namespace yibao::provider
