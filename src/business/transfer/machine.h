// The two legs of a transfer (转移接续的两条线): the relation (关系) and the money (资金).
//
// They have their own state, clock and owner, because they part company: the money of a move
// inside 广东 never leaves, a refused relation still has money on the road, a payout is confirmed
// by a bank after the relation has long arrived. Each leg is one table; both together are the case.
// A case is over when both legs have ended, and no end of the money leg is "on the road".
//
// Source: 医保办发〔2021〕43号 for the way, the ruling N-22 for the ends. What people see (受理,
// 转出审核, …) is derived from the two: shown.h.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "base/machine.h"

namespace yibao::transfer {

enum class RelationState {
  draft,            // 草稿: filled in, not confirmed
  origin_review,    // 转出审核: accepted (受理), in front of the origin's officer
  returned,         // 退回补正: the applicant completes the materials, the clock stands still
  origin_approved,  // 转出审核通过: the information sheet is to be made
  sheet_in_post,    // 信息表邮寄中: to an agency on no system (N-24)
  target_review,    // 转入审核: the sheet is there
  disputed,         // 退回核实: the target found the sheet wrong, the origin corrects it (N-09)
  awaiting_money,   // 待到账: approved at the target, money still under way
  completed,        // 办结
  declined,         // 不予受理
  rejected,         // 转出不通过
  withdrawn,        // 已撤销, by the applicant
  refused,          // 转入不予接收
  ended,            // 终止: death, enrolled again at the origin, suspended at the target
  unmoved,          // 关系不动: a retiree's payout moves money only
  supplementary,    // 补转: the relation has moved before, money follows it (N-21)
};
inline constexpr std::size_t kRelationStates = 16;

enum class RelationEvent {
  accept,                 // 受理: both pre-checks passed
  decline,                // 不予受理: one did not
  keep_relation,          // a retiree's payout is accepted
  supplement,             // 补转: money follows a relation that has moved
  return_for_correction,  // 退回补正
  complete_materials,     // 补正
  reject,                 // 转出不通过
  approve_at_origin,      // 转出审核
  upload_sheet,           // 上传信息表
  post_sheet,             // 邮寄信息表
  receive_sheet,          // 收到信息表
  correct_sheet,          // 纠错
  post_correction,        // 纠错, and the corrected sheet goes by post
  dispute,                // 退回核实
  approve_at_target,      // 转入审核, the money is still under way
  complete,               // 办结
  refuse_at_target,       // 不予接收
  withdraw,               // 撤销
  end,                    // 终止
};

enum class MoneyState {
  planned,     // 已计划: the route is known, nothing is set aside
  reserved,    // 预留: set aside on the origin's account; what is credited later leaves with it
  in_transit,  // 在途: off the origin's account, not yet with the target
  arrived,     // 到账: with the target agency, matched to the case
  returning,   // 退回途中: on its way back to the origin agency
  paying_out,  // 支付中: ordered from a bank, to the person's own account
  bounced,  // 退汇待付: the bank sent it back; set aside at the origin until it is paid again
  none,  // 无资金转移: nothing moves; the route says why (no account, it stays, it was empty)
  credited,  // 入账: on the person's account at the target
  returned,  // 已退回: on the person's account at the origin again
  paid_out,  // 已支付本人: the bank has confirmed
  voided,    // 已解除: set free at the origin, it never left
};
inline constexpr std::size_t kMoneyStates = 12;

enum class MoneyEvent {
  reserve,          // 预留
  stay,             // 留存: the route keeps it where it is, or there is none
  send,             // 划转: the account is emptied (清零)
  nothing_to_send,  // the account was empty at the moment of clearing: never 0.00 in transit
  arrive,           // 到账
  credit,           // 入账
  send_back,        // 退回: the target does not take it, or the case ended
  come_back,        // 退回到账
  pay_out,          // 支付本人
  payout_paid,      // 银行回盘成功
  payout_bounced,   // 银行退汇: to be paid again, to another bank account
  keep,             // 退汇留存: what the bank sends back stays on the origin's account
  release,          // 解除预留: the case ended before the money left
};

// What a transition does besides changing the state. class Change performs them, nobody else: those
// of the relation in change.cc, those of the money in change_money.cc.
enum Effect : Effects {
  // relation
  kSetHold = 1,           // the TRANSFER hold on the origin relation
  kStartOriginClock = 2,
  kPauseClock = 4,
  kResumeClock = 8,
  kStartTargetClock = 16,  // from receipt of the sheet
  kRecogniseMonths = 32,   // the sheet's months become the target's
  // money
  kReserve = 64,
  kRelease = 128,         // what was set aside is free again
  kDebitOrigin = 256,     // 207 to the case's transit account
  kCreditTarget = 512,    // 107 from it
  kCreditOrigin = 1024,   // 104 from it
  kOrderPayout = 2048,    // 203 (or 202) to the payout, and the order to the bank
  kBouncePayout = 4096,   // 104 from the payout
  kConfirmPayout = 8192,  // the order is done
  kUseReserved = 32768,   // what was set aside leaves now
  // relation, again
  kCloseOrigin = 16384,  // the origin relation is closed: it has moved
};

using RelationTransition = Transition<RelationState, RelationEvent>;
using MoneyTransition = Transition<MoneyState, MoneyEvent>;

inline constexpr auto kRelationTable = [] {
  using S = RelationState;
  using E = RelationEvent;
  return std::array<RelationTransition, 39>{{
      {S::draft, E::accept, S::origin_review, kSetHold | kStartOriginClock},
      {S::draft, E::decline, S::declined},
      {S::draft, E::keep_relation, S::unmoved},
      {S::draft, E::supplement, S::supplementary, kStartOriginClock},
      {S::draft, E::withdraw, S::withdrawn},

      {S::origin_review, E::return_for_correction, S::returned, kPauseClock},
      {S::origin_review, E::reject, S::rejected},
      {S::origin_review, E::approve_at_origin, S::origin_approved},
      {S::origin_review, E::withdraw, S::withdrawn},
      {S::origin_review, E::end, S::ended},

      {S::returned, E::complete_materials, S::origin_review, kResumeClock},
      {S::returned, E::reject, S::rejected, kResumeClock},
      {S::returned, E::withdraw, S::withdrawn, kResumeClock},
      {S::returned, E::end, S::ended, kResumeClock},

      {S::origin_approved, E::upload_sheet, S::target_review, kStartTargetClock},
      {S::origin_approved, E::post_sheet, S::sheet_in_post},
      {S::origin_approved, E::withdraw, S::withdrawn},
      {S::origin_approved, E::end, S::ended},

      {S::sheet_in_post, E::receive_sheet, S::target_review, kStartTargetClock},
      {S::sheet_in_post, E::withdraw, S::withdrawn},
      {S::sheet_in_post, E::end, S::ended},

      // 自收到更正后的信息表起重新计算: it is another sheet.
      {S::target_review, E::correct_sheet, S::target_review, kStartTargetClock},
      {S::target_review, E::post_correction, S::sheet_in_post},
      {S::target_review, E::dispute, S::disputed},
      {S::target_review, E::approve_at_target, S::awaiting_money},
      {S::target_review, E::complete, S::completed, kRecogniseMonths | kCloseOrigin},
      {S::target_review, E::refuse_at_target, S::refused},
      {S::target_review, E::withdraw, S::withdrawn},
      {S::target_review, E::end, S::ended},

      {S::disputed, E::correct_sheet, S::target_review, kStartTargetClock},
      {S::disputed, E::post_correction, S::sheet_in_post},
      {S::disputed, E::refuse_at_target, S::refused},
      {S::disputed, E::withdraw, S::withdrawn},
      {S::disputed, E::end, S::ended},

      {S::awaiting_money, E::correct_sheet, S::target_review,
       kStartTargetClock},  // looked at again
      {S::awaiting_money, E::post_correction, S::sheet_in_post},
      {S::awaiting_money, E::complete, S::completed, kRecogniseMonths | kCloseOrigin},
      {S::awaiting_money, E::refuse_at_target, S::refused},
      {S::awaiting_money, E::end, S::ended},
  }};
}();

inline constexpr auto kMoneyTable = [] {
  using S = MoneyState;
  using E = MoneyEvent;
  return std::array<MoneyTransition, 20>{{
      {S::planned, E::reserve, S::reserved, kReserve},
      // A payout that recurs leaves in the moment in which its case is opened.
      {S::planned, E::pay_out, S::paying_out, kOrderPayout},
      {S::planned, E::stay, S::none},
      {S::planned, E::release, S::voided},

      {S::reserved, E::send, S::in_transit, kUseReserved | kDebitOrigin},
      {S::reserved, E::nothing_to_send, S::none},
      {S::reserved, E::pay_out, S::paying_out, kUseReserved | kOrderPayout},
      {S::reserved, E::release, S::voided, kRelease},

      {S::in_transit, E::arrive, S::arrived},
      // 来函余额看错,应当为零: it never was on the road.
      {S::in_transit, E::nothing_to_send, S::none, kCreditOrigin},
      {S::in_transit, E::send_back, S::returning},

      {S::arrived, E::credit, S::credited, kCreditTarget},
      {S::arrived, E::send_back, S::returning},

      {S::returning, E::come_back, S::returned, kCreditOrigin},
      {S::returning, E::pay_out, S::paying_out, kCreditOrigin | kOrderPayout},

      {S::paying_out, E::payout_paid, S::paid_out, kConfirmPayout},
      {S::paying_out, E::payout_bounced, S::bounced, kBouncePayout | kReserve},
      {S::paying_out, E::keep, S::returned, kBouncePayout},

      {S::bounced, E::pay_out, S::paying_out, kUseReserved | kOrderPayout},
      {S::bounced, E::keep, S::returned, kRelease},
  }};
}();

// The only ways back from an end of a leg; they lead to where the table ends again.
// 银行先报成功、次日 退汇: what had been paid out is back. 来函余额看错,并非为零: it is on the road
// after all.
inline constexpr std::array<MoneyTransition, 3> kReopenings{{
    {MoneyState::paid_out, MoneyEvent::payout_bounced, MoneyState::bounced,
     kBouncePayout | kReserve | kSetHold},
    {MoneyState::paid_out, MoneyEvent::keep, MoneyState::returned, kBouncePayout},
    {MoneyState::none, MoneyEvent::send, MoneyState::in_transit, kDebitOrigin},
}};

constexpr bool is_terminal(RelationState state) {
  return state >= RelationState::completed;
}
constexpr bool is_terminal(MoneyState state) {
  return state >= MoneyState::none;
}
constexpr bool is_over(RelationState relation, MoneyState money) {
  return is_terminal(relation) && is_terminal(money);
}

// The relation does not move in this case: the money is all there is.
constexpr bool is_money_only(RelationState state) {
  return state == RelationState::unmoved || state == RelationState::supplementary;
}

// Off the person's account, and so on the case's transit account "case:<id>".
constexpr bool is_on_the_road(MoneyState state) {
  return state == MoneyState::in_transit || state == MoneyState::arrived ||
         state == MoneyState::returning;
}
// 个人账户资金到账后方可办结(R-017): nothing is under way any more that the relation waits for.
// What a bank sent back waits for the person, not for the target.
constexpr bool is_settled(MoneyState state) {
  return is_terminal(state) || state == MoneyState::bounced;
}
// Set aside on the origin's account for this case.
constexpr bool is_set_aside(MoneyState state) {
  return state == MoneyState::reserved || state == MoneyState::bounced;
}
// Still on the origin's account, free to stay there: withdrawal is possible, also after the
// sheet where the origin clears the account only on the target's confirmation.
constexpr bool has_not_left(MoneyState state) {
  return state == MoneyState::planned || state == MoneyState::reserved || state == MoneyState::none;
}

constexpr const RelationTransition* find(RelationState from, RelationEvent event) {
  return find_transition(std::span<const RelationTransition>(kRelationTable), from, event);
}
constexpr const MoneyTransition* find(MoneyState from, MoneyEvent event) {
  const std::span<const MoneyTransition> table =
      is_terminal(from) ? std::span<const MoneyTransition>(kReopenings) : kMoneyTable;
  return find_transition(table, from, event);
}

std::string_view to_text(RelationState state);
std::string_view to_text(RelationEvent event);
std::string_view to_text(MoneyState state);
std::string_view to_text(MoneyEvent event);
std::optional<RelationState> parse_relation_state(std::string_view text);
std::optional<MoneyState> parse_money_state(std::string_view text);

// What the relation's end asks of the money: the event that clears it away, or none where the
// money has already ended or is on its way to an end by itself.
constexpr std::optional<MoneyEvent> event_at_end(MoneyState state) {
  switch (state) {
    case MoneyState::planned:
    case MoneyState::reserved:
      return MoneyEvent::release;
    case MoneyState::in_transit:
    case MoneyState::arrived:
      return MoneyEvent::send_back;
    case MoneyState::bounced:
      return MoneyEvent::keep;
    case MoneyState::returning:
    case MoneyState::paying_out:
    case MoneyState::none:
    case MoneyState::credited:
    case MoneyState::returned:
    case MoneyState::paid_out:
    case MoneyState::voided:
      return std::nullopt;
  }
  return std::nullopt;
}

namespace check {
inline constexpr MachineCheck<kRelationStates, RelationState, RelationEvent> kRelation{
    kRelationTable, RelationState::draft, &is_terminal};
static_assert(kRelation.is_deterministic());
static_assert(kRelation.every_state_is_reachable());
static_assert(kRelation.ends_everywhere());
inline constexpr MachineCheck<kMoneyStates, MoneyState, MoneyEvent> kMoney{
    kMoneyTable, MoneyState::planned, &is_terminal};
static_assert(kMoney.is_deterministic());
static_assert(kMoney.every_state_is_reachable());
static_assert(kMoney.ends_everywhere());
}  // namespace check

}  // namespace yibao::transfer
