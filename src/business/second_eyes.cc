#include "business/second_eyes.h"

#include <algorithm>

namespace yibao::business {

namespace {

// A letter is entered by somebody: they are who has seen it.
std::string_view who_entered(std::string_view journal_name) {
  constexpr std::string_view kLetter = "on_paper:";
  if (!journal_name.starts_with(kLetter)) return journal_name;
  const std::size_t end = journal_name.find(':', kLetter.size());
  return end == std::string_view::npos ? std::string_view() : journal_name.substr(end + 1);
}

}  // namespace

std::string_view staff_number(std::string_view journal_name) {
  journal_name = who_entered(journal_name);
  const std::size_t colon = journal_name.find(':');
  if (colon == std::string_view::npos) return {};
  const auto role = role_of(journal_name.substr(0, colon));
  const bool staff = role && (kStaffRoles & static_cast<Roles>(*role)) != 0;
  return staff ? journal_name.substr(colon + 1) : std::string_view();
}

bool is_same_officer(std::string_view one, std::string_view other) {
  if (one.empty() || one == other) return !one.empty();
  const std::string_view number = staff_number(one);
  return !number.empty() && number == staff_number(other);
}

bool is_one_of_officers(std::string_view lines, std::string_view officer) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    if (is_same_officer(lines.substr(0, end), officer)) return true;
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return false;
}

Verdict check_second_officer(std::string_view first, std::string_view second) {
  if (!is_same_officer(first, second)) return Nothing{};
  return refuse("second_officer_needed");
}

}  // namespace yibao::business
