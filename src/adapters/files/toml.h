// The one reader that turns TOML text into a Tree.
//
// Dates become ISO text ("2025-04-25"). A fraction or a time of day is refused: money is whole fen,
// rates are basis points, days are days. Members keep the order in which they were written. What
// the members mean is not known here: calendar and policy check that.
#pragma once

#include <string>
#include <string_view>

#include "base/decision.h"
#include "base/tree.h"

namespace yibao::files {

// Refuses with `toml_syntax` and the facts file, line, column and problem.
Decision<Tree> read_toml(std::string_view text, const std::string& file);

}  // namespace yibao::files
