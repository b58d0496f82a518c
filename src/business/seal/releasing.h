// The record of why a hold was lifted (解除的依据), where no other feature's facts tell it: by an
// application, an appeal, a correction, a new identity document. What ends by itself (a transfer
// that is over, a card that was replaced) or through a second officer (解冻) has its ground in its
// own rows.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::seal {

enum class Ground {
  found,             // 卡已找到: the loss report is taken back
  case_over,         // 转移已经结束
  override_,         // 转移未结束, 经两人同意 (C-10)
  order_ended,       // 冻结的原因消除
  overturned,        // 申诉成立
  error,             // 系统差错更正
  identity_updated,  // 身份证件已更新
  numbers_merged,    // 编号并入另一个: the hold goes on there, or its card is void (N-12)
};
inline constexpr std::array<std::string_view, 8> kGroundTexts{
    "found",      "case_over", "override",         "order_ended",
    "overturned", "error",     "identity_updated", "numbers_merged"};
constexpr std::string_view to_text(Ground ground) {
  return kGroundTexts[static_cast<std::size_t>(ground)];
}

extern const storage::Table kHoldRelease;

struct Releasing {
  Ground ground = Ground::found;
  CaseId application;    // none: identity_updated
  std::string evidence;  // as the officer wrote it
};

// Ends a standing hold, given as its stored row, and records why.
void release_hold(storage::Plan& plan, const storage::Row& hold, const Releasing& why,
                  const business::Context& context);

// The standing row of a hold; null where it does not stand.
const storage::Row* standing_row(const storage::Rows& history, HoldId id);

}  // namespace yibao::seal
