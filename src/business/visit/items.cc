#include "business/visit/items.h"

#include <vector>

#include "base/text.h"

namespace yibao::visit {

namespace {

constexpr std::size_t kColumns = 6;

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::optional<ItemLevel> level_of(std::string_view code) {
  for (const ItemLevel level : {ItemLevel::whole, ItemLevel::part, ItemLevel::own}) {
    if (code_of(level) == code) return level;
  }
  return std::nullopt;
}

std::optional<Item> item_of(const std::vector<std::string_view>& columns) {
  if (columns.size() != kColumns || columns[0].empty()) return std::nullopt;
  const auto level = level_of(columns[2]);
  const auto first = parse_integer(columns[3]);
  const auto limit =
      columns[4].empty() ? std::optional<std::int64_t>(0) : parse_integer(columns[4]);
  if (!level || !first || *first < 0 || *first > 10'000 || !limit || *limit < 0) {
    return std::nullopt;
  }
  Item item;
  item.level = *level;
  item.first_paid = Rate::basis_points(*first);
  if (*limit > 0) item.price_limit = Money::fen(*limit);
  item.charge_kind = std::string(columns[5]);
  item.name = std::string(columns[1]);
  return item;
}

}  // namespace

Decision<ItemCatalogue> ItemCatalogue::load(std::string_view csv) {
  ItemCatalogue catalogue;
  std::vector<Reason> mistakes;
  int number = 0;
  for (std::string_view line : split(csv, '\n')) {
    if (++number == 1 || line.empty()) continue;
    const std::vector<std::string_view> columns = split(line, ',');
    const std::optional<Item> item = item_of(columns);
    const bool is_new = item && catalogue.items_.emplace(std::string(columns[0]), *item).second;
    if (!is_new) {
      mistakes.push_back(
          {"file_not_as_expected", {{"where", "line " + std::to_string(number)}}, {}});
    }
  }
  if (!mistakes.empty()) return Refusal{RefusalKind::malformed, std::move(mistakes)};
  return catalogue;
}

const Item& ItemCatalogue::find(std::string_view code) const {
  static const Item kUnknown{ItemLevel::own, {}, {}, "14"};
  const auto found = items_.find(code);
  return found == items_.end() ? kUnknown : found->second;
}

}  // namespace yibao::visit
