// 医保目录: which items the fund looks at, and how. Data of the region, as a file: what is not in
// it is the person's own (自费).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/decision.h"
#include "business/visit/types.h"

namespace yibao::visit {

class ItemCatalogue {
 public:
  // Lines "code,name,level,first_paid_basis_points,price_limit_fen,charge_kind" behind a head line;
  // every mistake is named with its line.
  static Decision<ItemCatalogue> load(std::string_view csv);

  const Item& find(std::string_view code) const;
  std::size_t size() const { return items_.size(); }

 private:
  std::map<std::string, Item, std::less<>> items_;
};

}  // namespace yibao::visit
