// The unified social credit code (统一社会信用代码) by which an employer is known: GB 32100-2015.
// 18 characters of an alphabet without I, O, S, V and Z; the last one checks the others, modulo
// 31. Whether the employer exists is not known here.
#pragma once

#include <string>
#include <string_view>

#include "base/decision.h"

namespace yibao {

// The code in capitals, or employer_code_shape, employer_code_check_digit. Trims nothing.
Decision<std::string> check_employer_code(std::string_view text);

// The last character for the first 17; they must be of the alphabet. Also makes synthetic codes.
char employer_check_character(std::string_view first17);

}  // namespace yibao
