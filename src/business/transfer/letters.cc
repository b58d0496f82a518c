#include "business/transfer/letters.h"

#include <algorithm>
#include <string_view>

#include "business/transfer/days.h"

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

}  // namespace

std::optional<Date> answered_on(const Transfer& transfer, Date sent_on, const storage::Rows& days) {
  if (transfer.origin_on_system()) {
    return last_day_of(days, transfer.id, kBeforeLetterOfTarget);
  }
  const std::optional<Date> before = last_day_of(days, transfer.id, kBeforeLetterOfOrigin);
  // 看错的来函: the letter of the sheet is read once more. Another one answers the dispute.
  if (sent_on == transfer.sheet_sent_on) return before;
  return std::max(before, last_day_of(days, transfer.id, kDispute));
}

}  // namespace yibao::transfer
