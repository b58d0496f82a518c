#include "business/transfer/letters.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace yibao::transfer {

namespace {

// What the origin answers with a letter, and what it has written itself. 资金退回的收函 answers the
// refusal, or the end of the case.
constexpr std::string_view kBeforeLetterOfOrigin[] = {
    "accepted",          "returned", "materials_completed", "approved_at_origin", "sheet_uploaded",
    "refused_at_target", "ended"};
constexpr std::string_view kBeforeLetterOfTarget[] = {
    "accepted",       "approved_at_origin", "sheet_uploaded",    "sheet_received",
    "sheet_disputed", "sheet_corrected",    "approved_at_target"};
constexpr std::string_view kDispute[] = {"sheet_disputed"};

std::optional<Date> last_day_of(std::span<const std::string_view> events, CaseId id,
                                const storage::Rows& step_days) {
  std::optional<Date> last;
  for (const storage::Row& row : step_days) {
    if (row[1].integer() != id.value()) continue;
    if (std::ranges::find(events, row[2].text()) == events.end()) continue;
    const Date day = Date::from_days(static_cast<std::int32_t>(row[3].integer()));
    last = std::max(last.value_or(day), day);
  }
  return last;
}

}  // namespace

const storage::KeyedSelect kStepDaysOf{
    "transfer_step_days_of",
    "SELECT person_id, case_id, event, happened_on FROM case_step WHERE person_id {key} "
    "ORDER BY person_id, case_id, step"};

std::optional<Date> answered_on(const Transfer& transfer, Date sent_on,
                                const storage::Rows& step_days) {
  if (transfer.origin_on_system()) {
    return last_day_of(kBeforeLetterOfTarget, transfer.id, step_days);
  }
  const std::optional<Date> before = last_day_of(kBeforeLetterOfOrigin, transfer.id, step_days);
  // 看错的来函: the letter of the sheet is read once more. Another one answers the dispute.
  if (sent_on == transfer.sheet_sent_on) return before;
  return std::max(before, last_day_of(kDispute, transfer.id, step_days));
}

}  // namespace yibao::transfer
