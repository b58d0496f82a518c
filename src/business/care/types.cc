#include "business/care/types.h"

#include <algorithm>
#include <iterator>

namespace yibao::care {

std::optional<Kind> parse_kind(std::string_view text) {
  for (std::size_t i = 0; i < kKindTexts.size(); ++i) {
    if (kKindTexts[i] == text) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

std::vector<Registration> holding_on(Date day, const std::vector<Registration>& all) {
  std::vector<Registration> holding;
  std::ranges::copy_if(all, std::back_inserter(holding),
                       [&](const Registration& each) { return each.holds_on(day); });
  return holding;
}

const Registration* find(const std::vector<Registration>& all, RegistrationId id) {
  const auto found = std::ranges::find(all, id, &Registration::id);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace yibao::care
