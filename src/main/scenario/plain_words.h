// Whether a sentence for people is written in words: no code, no region's number, no ISO date
// stands in it, and no fact was left out. What was typed by somebody stands in “…” and is left
// alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/tree.h"

namespace yibao::main {

// The first raw code of a sentence, or none.
std::optional<std::string> raw_code_in(std::string_view sentence);
// The first sentence of an answer (title, detail, next_step, next_steps, shown) with a raw code.
std::optional<std::string> raw_sentence_in(const Tree& answer);

}  // namespace yibao::main
