// Decimal numbers as texts of other makers: what a sum of doubles looks like when it is printed.
#pragma once

#include <string>

namespace yibao {

// "15.799999999999999" → "15.80": a sum of doubles, as many programs write it. Only what is off by
// a millionth of the last decimal, in a number with more digits than anybody types; everything else
// stays what it was.
std::string without_rounding_error(const std::string& text, int scale);

}  // namespace yibao
