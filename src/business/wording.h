// The words of codes, for the few places where words are part of what is decided: a written
// decision keeps the sentences that were served, whatever is said for the same codes later.
#pragma once

#include <string>
#include <string_view>

#include "base/tree.h"

namespace yibao::business {

class Wording {
 public:
  virtual ~Wording() = default;
  // How a fact is shown: 东莞市 for region 441900, 2025年4月25日 for a day.
  virtual std::string shown(std::string_view fact, std::string_view value) const = 0;
  // A word of a list of messages/names.zh-CN.toml; the code where it has none.
  virtual std::string word(std::string_view list, std::string_view code) const = 0;
  // Gives every stored reason in the tree its title, detail and next_step, and every parameter
  // that it read its name and the title of its source.
  virtual void tell(Tree& reasons) const = 0;
};

}  // namespace yibao::business
