#include "business/transfer/days.h"

#include <algorithm>

namespace yibao::transfer {

namespace {

constexpr std::string_view kCleared[] = {"account_cleared"};
// The months are recognised, or no longer, in the moment of completion.
constexpr std::string_view kCompleted[] = {"months_recognised", "recognition_undone"};
constexpr std::string_view kEnded[] = {"rejected", "refused_at_target", "withdrawn", "ended"};

}  // namespace

const storage::KeyedSelect kDaysOf{
    "days_of_cases",
    "SELECT person_id, case_id, event, happened_on FROM case_step WHERE person_id {key} "
    "ORDER BY person_id, case_id, step"};

std::optional<Date> last_day_of(const storage::Rows& days, CaseId id,
                                std::span<const std::string_view> events) {
  std::optional<Date> last;
  for (const storage::Row& row : days) {
    if (row[1].integer() != id.value()) continue;
    if (std::ranges::find(events, row[2].text()) == events.end()) continue;
    const Date day = Date::from_days(static_cast<std::int32_t>(row[3].integer()));
    last = std::max(last.value_or(day), day);
  }
  return last;
}

std::optional<Date> left_on(const Transfer& transfer, const storage::Rows& days) {
  if (!transfer.origin_on_system()) return std::nullopt;  // its bank was faster than its letter
  return last_day_of(days, transfer.id, kCleared);
}

std::optional<Date> ended_on(const Transfer& transfer, const std::optional<Date>& closed_on,
                             const storage::Rows& days) {
  if (!is_terminal(transfer.relation)) return std::nullopt;
  if (is_money_only(transfer.relation)) return closed_on;
  const bool completed = transfer.relation == RelationState::completed;
  // A target on no system recognises nothing here: it ended on the day of its letter.
  if (completed && !transfer.target_on_system() && transfer.target_approved_on) {
    return transfer.target_approved_on;
  }
  const std::optional<Date> day = completed ? last_day_of(days, transfer.id, kCompleted)
                                            : last_day_of(days, transfer.id, kEnded);
  if (day) return day;
  return closed_on ? closed_on : transfer.target_approved_on;
}

}  // namespace yibao::transfer
