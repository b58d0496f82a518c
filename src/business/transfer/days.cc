#include "business/transfer/days.h"

#include <span>
#include <string_view>

namespace yibao::transfer {

namespace {

// The last of these steps of the case.
std::optional<Date> day_of_step(const storage::Rows& days, CaseId id,
                                std::span<const std::string_view> events) {
  std::optional<Date> day;
  for (const storage::Row& row : days) {
    if (row[1].integer() != id.value()) continue;
    for (const std::string_view event : events) {
      if (row[2].text() == event) {
        day = Date::from_days(static_cast<std::int32_t>(row[3].integer()));
      }
    }
  }
  return day;
}

constexpr std::string_view kCleared[] = {"account_cleared"};
// The months are recognised, or no longer, in the moment of completion.
constexpr std::string_view kCompleted[] = {"months_recognised", "recognition_undone"};
constexpr std::string_view kEnded[] = {"rejected", "refused_at_target", "withdrawn", "ended"};

}  // namespace

const storage::KeyedSelect kDaysOf{
    "days_of_cases",
    "SELECT person_id, case_id, event, happened_on FROM case_step WHERE person_id {key} "
    "AND event IN ('account_cleared', 'months_recognised', 'recognition_undone', 'rejected', "
    "'refused_at_target', 'withdrawn', 'ended') ORDER BY person_id, case_id, step"};

std::optional<Date> left_on(const Transfer& transfer, const storage::Rows& days) {
  if (!transfer.origin_on_system()) return std::nullopt;  // its bank was faster than its letter
  return day_of_step(days, transfer.id, kCleared);
}

std::optional<Date> ended_on(const Transfer& transfer, const std::optional<Date>& closed_on,
                             const storage::Rows& days) {
  if (!is_terminal(transfer.relation)) return std::nullopt;
  if (is_money_only(transfer.relation)) return closed_on;
  const bool completed = transfer.relation == RelationState::completed;
  const std::optional<Date> day = completed ? day_of_step(days, transfer.id, kCompleted)
                                            : day_of_step(days, transfer.id, kEnded);
  if (day) return day;
  return closed_on ? closed_on : transfer.target_approved_on;
}

}  // namespace yibao::transfer
