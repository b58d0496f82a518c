// Chinese characters as a voice is told to read them (汉字注音): pinyin with tone numbers,
// 您好 → nin2 hao3. By ICU's tables, and where a character has two readings, by the words it
// stands in here: 银行 is yin2 hang2.
#pragma once

#include <string>
#include <string_view>

namespace yibao::adapters {

std::string to_pinyin(std::string_view text);

}  // namespace yibao::adapters
