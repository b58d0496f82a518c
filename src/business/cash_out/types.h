// Grounds of a cash-out (个人账户一次性支取) as values. The death of the holder is no ground of
// these: then the money is inherited (inheritance/). A retiree settled elsewhere is paid by
// transfer/.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "base/region_code.h"

namespace yibao::cash_out {

enum class Ground {
  settled_abroad,        // 出国(境)定居
  foreign_retiree,       // 外地户籍退休人员,关系无法转移
  receiver_cannot_take,  // 关系已转出,转入地不能接收资金
};
inline constexpr std::array<std::string_view, 3> kGroundTexts{"settled_abroad", "foreign_retiree",
                                                              "receiver_cannot_take"};
constexpr std::string_view to_text(Ground ground) {
  return kGroundTexts[static_cast<std::size_t>(ground)];
}
constexpr std::optional<Ground> parse_ground(std::string_view text) {
  for (std::size_t i = 0; i < kGroundTexts.size(); ++i) {
    if (kGroundTexts[i] == text) return static_cast<Ground>(i);
  }
  return std::nullopt;
}

struct CashOutFacts {
  Date today;
  RegionCode region;
  Ground ground = Ground::settled_abroad;
  RegionCode moved_to;                   // of receiver_cannot_take, as the form says
  std::optional<RegionCode> insured_at;  // where they participate today, if not here
  std::optional<RegionCode> sent_to;     // where a transfer from here has taken the relation
  std::optional<Date> died_on;
  bool retired = false;
  bool enrolled_here = false;  // a relation at the region that has not ended
  bool was_enrolled_here = false;
  std::optional<Date> ended_on;  // first day without participation, of the last one there
  bool bills_settled = false;    // as declared: no medical bill is open
  bool transfer_running = false;
  bool holder_is_person = true;  // of the bank account
  Money reserved_by_others;      // set aside for other cases
  Money available;               // to be paid out,
  Money earned;                  // with the interest up to the day before
};

}  // namespace yibao::cash_out
