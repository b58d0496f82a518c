// Decimal numbers as texts of other makers: what a sum or a quotient of doubles looks like when it
// is printed.
#pragma once

#include <string>

namespace yibao {

// "15.799999999999999" → "15.80": a sum of doubles, as many programs write it. Only what is off by
// a millionth of the last decimal, in a number with more digits than anybody types; everything else
// stays what it was.
std::string without_rounding_error(const std::string& text, int scale);

// "3.33333335" → "3.333333": half up, away from nought. What has no decimals to lose, or no digits
// on either side of its point, stays what it was.
std::string rounded(const std::string& text, int scale);

}  // namespace yibao
