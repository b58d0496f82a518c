// A text for the terminal that stands where it is said, in both languages, so that neither is
// forgotten.
#pragma once

#include <string_view>

#include "base/language.h"

namespace yibao::main {

inline std::string_view said_in(Language language, std::string_view chinese,
                                std::string_view english) {
  return language == Language::english ? english : chinese;
}

}  // namespace yibao::main
