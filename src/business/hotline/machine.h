// The dialog of a call (语音导航) as a state machine: where the caller is, and what may follow.
//
// The table is made of two parts: what each state has of its own, and what is the same in every
// state that waits for the caller: hearing it again, silence, a person, the way back, the end. So
// nobody can be in a place from which there is no way out. What is said follows from state and
// event (words.h); which event a key is, from the rules (rules.h).
#pragma once

#include <array>
#include <string_view>

#include "base/machine.h"

namespace yibao::hotline {

enum class State {
  ringing,        // 来电
  region,         // 请输入地区: nothing has told of which place the caller speaks
  menu,           // 主菜单
  identity,       // 请输入身份证号
  password,       // 请输入查询密码
  proof,          // 挂失前核实: the password, or the telephone on record
  card_number,    // 请输入社保卡号
  factor,         // 选择第二重核实 (C-28)
  card_password,  // 激活: 查询密码
  card_code,      // 激活: 短信验证码
  confirm_loss,   // 确认挂失
  guide,          // 办事指南目录
  answered,       // 已播报: again, back, or the end
  ended,          // 通话结束
};
inline constexpr std::size_t kStates = 14;

enum class Event {
  place,          // the number dialled, or the caller's, names the place
  not_placed,     // neither does
  turn_away,      // too many calls or failures today
  find_region,    // 地区已知
  ask_who,        // 要先知道是谁
  ask_password,   // 要核对查询密码
  ask_proof,      // 挂失要核实
  ask_card,       // 激活要卡号
  ask_factor,     // 激活要第二重核实
  take_password,  // 用查询密码
  send_code,      // 用短信验证码
  confirm,        // 请确认
  open_guides,    // 办事指南
  slow_down,      // 放慢语速
  answer,         // 播报
  find_nobody,    // 没有参保记录
  not_offered,    // 当地没有开通
  done,           // 办好了
  refused,        // 不予办理
  wrong_pair,     // 证号与卡号不符
  wrong,          // 输入有误
  last_try,       // 连错太多
  unclear,        // 没有这个选项
  silence,        // 没有按键
  nobody_there,   // 一再没有按键
  repeat,         // 重听
  back,           // 返回主菜单
  go_to_person,   // 转人工
  person_away,    // 人工不在服务时间
  too_long,       // 步数用完
  hang_up,        // 挂机
};
inline constexpr std::size_t kEvents = 31;

std::string_view to_text(State state);
std::string_view to_text(Event event);

constexpr bool is_terminal(State state) {
  return state == State::ended;
}
// The caller is listened to; hearing the question again is always possible.
constexpr bool waits(State state) {
  return state != State::ringing && state != State::ended;
}

enum Effect : Effects {
  kAsk = 1,      // the question of the state that follows
  kRemark = 2,   // before it, the words of the event
  kAnswer = 4,   // what the topic has to tell
  kConnect = 8,  // the line is handed to a person
};

using HotlineTransition = Transition<State, Event>;

namespace table {

using S = State;
using E = Event;

inline constexpr std::array<HotlineTransition, 40> kOwn{{
    {S::ringing, E::place, S::menu, kRemark | kAsk},
    {S::ringing, E::not_placed, S::region, kRemark | kAsk},
    {S::ringing, E::turn_away, S::ended, kRemark},

    {S::region, E::find_region, S::menu, kRemark | kAsk},

    {S::menu, E::ask_who, S::identity, kAsk},
    {S::menu, E::ask_password, S::password, kAsk},
    {S::menu, E::ask_proof, S::proof, kAsk},
    {S::menu, E::ask_card, S::card_number, kAsk},
    {S::menu, E::confirm, S::confirm_loss, kAsk},
    {S::menu, E::refused, S::answered, kAnswer | kAsk},
    {S::menu, E::open_guides, S::guide, kAsk},
    {S::menu, E::slow_down, S::menu, kRemark | kAsk},
    {S::menu, E::answer, S::answered, kAnswer | kAsk},
    {S::menu, E::find_nobody, S::answered, kRemark | kAsk},
    {S::menu, E::not_offered, S::answered, kRemark | kAnswer | kAsk},

    {S::identity, E::ask_password, S::password, kAsk},
    {S::identity, E::ask_proof, S::proof, kAsk},
    {S::identity, E::ask_card, S::card_number, kAsk},
    {S::identity, E::answer, S::answered, kAnswer | kAsk},
    {S::identity, E::find_nobody, S::answered, kRemark | kAsk},

    {S::password, E::answer, S::answered, kAnswer | kAsk},

    {S::proof, E::confirm, S::confirm_loss, kAsk},
    {S::proof, E::refused, S::answered, kAnswer | kAsk},

    {S::card_number, E::ask_factor, S::factor, kAsk},
    {S::card_number, E::refused, S::answered, kAnswer | kAsk},
    {S::card_number, E::wrong_pair, S::identity, kRemark | kAsk},

    {S::factor, E::take_password, S::card_password, kAsk},
    {S::factor, E::send_code, S::card_code, kRemark | kAsk},
    {S::factor, E::refused, S::answered, kAnswer | kAsk},
    {S::factor, E::wrong_pair, S::identity, kRemark | kAsk},

    {S::card_password, E::done, S::answered, kRemark | kAsk},
    {S::card_password, E::refused, S::answered, kAnswer | kAsk},
    {S::card_password, E::wrong_pair, S::identity, kRemark | kAsk},
    {S::card_code, E::done, S::answered, kRemark | kAsk},
    {S::card_code, E::refused, S::answered, kAnswer | kAsk},
    {S::card_code, E::wrong_pair, S::identity, kRemark | kAsk},

    {S::confirm_loss, E::done, S::answered, kRemark | kAsk},
    {S::confirm_loss, E::refused, S::answered, kAnswer | kAsk},

    {S::guide, E::answer, S::answered, kAnswer | kAsk},

    {S::ringing, E::hang_up, S::ended, 0},
}};

// In every state that waits, from itself to itself or out.
struct Common {
  Event event;
  bool stays = false;
  State to = State::ended;
  Effects effects = 0;
};
inline constexpr std::array<Common, 9> kCommon{{
    {E::unclear, true, S::ended, kRemark | kAsk},
    {E::silence, true, S::ended, kAsk},
    {E::repeat, true, S::ended, kAsk},
    {E::person_away, true, S::ended, kRemark | kAsk},
    {E::nobody_there, false, S::ended, kRemark},
    {E::go_to_person, false, S::ended, kRemark | kConnect},
    {E::too_long, false, S::ended, kRemark},
    {E::back, false, S::menu, kAsk},
    {E::hang_up, false, S::ended, 0},
}};

// A number or a secret is asked there: it may be wrong, and wrong too often.
constexpr bool can_be_wrong(State state) {
  return waits(state) && state != S::menu && state != S::factor && state != S::confirm_loss &&
         state != S::guide && state != S::answered;
}
// Nothing is known before the region is: the way back leads nowhere.
constexpr bool has(const Common& common, State state) {
  return waits(state) && !(common.event == E::back && state == S::region);
}

constexpr std::size_t size() {
  std::size_t count = kOwn.size();
  for (std::size_t i = 0; i < kStates; ++i) {
    const auto state = static_cast<State>(i);
    for (const Common& common : kCommon) count += has(common, state) ? 1 : 0;
    count += can_be_wrong(state) ? 2 : 0;
  }
  return count;
}

}  // namespace table

inline constexpr auto kTable = [] {
  std::array<HotlineTransition, table::size()> all{};
  std::size_t at = 0;
  for (const HotlineTransition& own : table::kOwn) all[at++] = own;
  for (std::size_t i = 0; i < kStates; ++i) {
    const auto state = static_cast<State>(i);
    for (const table::Common& common : table::kCommon) {
      if (!table::has(common, state)) continue;
      all[at++] = {state, common.event, common.stays ? state : common.to, common.effects};
    }
    if (!table::can_be_wrong(state)) continue;
    all[at++] = {state, Event::wrong, state, kRemark | kAsk};
    all[at++] = {state, Event::last_try, State::ended, kRemark};
  }
  return all;
}();

inline constexpr MachineCheck<kStates, State, Event> kCheck{kTable, State::ringing, &is_terminal};
static_assert(kCheck.is_deterministic());
static_assert(kCheck.every_state_is_reachable());
static_assert(kCheck.ends_everywhere());

// Null where the event has no place in the state.
const HotlineTransition* find(State from, Event event);

std::string to_mermaid();

}  // namespace yibao::hotline
