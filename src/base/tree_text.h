// Reading texts out of a tree that somebody else has written, where what is missing is no fault.
#pragma once

#include <string>
#include <string_view>

#include "base/tree.h"

namespace yibao {

// The text of a member; empty where there is none, or where it is no text.
inline std::string text_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}

}  // namespace yibao
