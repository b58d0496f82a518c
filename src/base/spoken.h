// Chinese text as it is spoken (念法): numbers, amounts, days and telephone numbers in words, so
// that a voice reads 1,234.50元 as 一千二百三十四元五角 and 12393 figure by figure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/money.h"

namespace yibao {

std::string spoken_number(std::int64_t number);       // 2008 → 两千零八
std::string spoken_figures(std::string_view digits);  // 12393 → 幺二三九三
std::string spoken_amount(Money amount);              // 一千二百三十四元五角六分

// A whole sentence: every number in it by what stands behind it.
std::string read_aloud(std::string_view text);

}  // namespace yibao
