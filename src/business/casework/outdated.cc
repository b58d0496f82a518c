#include "business/casework/outdated.h"

#include <algorithm>
#include <charconv>

namespace yibao::casework {

bool is_outdated(std::string_view version, const calendar::Calendar& calendar) {
  while (!version.empty()) {
    const std::size_t plus = std::min(version.find('+'), version.size());
    const std::string_view one = version.substr(0, plus);
    int year = 0;
    std::from_chars(one.data(), one.data() + one.size(), year);
    if (one != calendar.version_of(year)) return true;
    version.remove_prefix(std::min(plus + 1, version.size()));
  }
  return false;
}

std::vector<std::string> outdated_among(const storage::Rows& versions,
                                        const calendar::Calendar& calendar) {
  std::vector<std::string> outdated;
  for (const storage::Row& row : versions) {
    if (is_outdated(row[0].text(), calendar)) outdated.push_back(row[0].text());
  }
  std::ranges::sort(outdated);
  const auto twice = std::ranges::unique(outdated);
  outdated.erase(twice.begin(), twice.end());
  return outdated;
}

}  // namespace yibao::casework
