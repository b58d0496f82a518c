// JSON text to a Tree, strictly: bounded depth, whole numbers only, no member twice, UTF-8.
#pragma once

#include <string_view>

#include "base/decision.h"
#include "base/tree.h"

namespace yibao::storage {

Decision<Tree> parse_json(std::string_view text);
// The same, with every number as the text that it was written as: for senders whose amounts have
// decimals. "58.00" and 58.00 are one.
Decision<Tree> parse_json_with_texts(std::string_view text);

}  // namespace yibao::storage
