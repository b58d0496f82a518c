// JSON text to a Tree that still knows what was a number: for who checks the messages of others.
#pragma once

#include "storage/json.h"

namespace yibao::storage {

// As parse_json_with_texts(), with a mark before the text of a number: 58.00 is not "58.00".
constexpr char kNumberMark = '\x01';
Decision<Tree> parse_json_marking_numbers(std::string_view text);

}  // namespace yibao::storage
