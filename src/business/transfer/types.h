// A transfer of relation and contributions (关系转移接续) as a value: one case, two legs.
//
// origin (转出地) is where the relation sits before, target (转入地) where it is meant to go. What
// the two legs may do is in machine.h, who may start one in precheck.h, what becomes of the money
// in plan_money.h, until when in deadlines.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"
#include "business/casework/clock.h"
#include "business/contribution/types.h"
#include "business/transfer/machine.h"
#include "policy/parameters.h"

namespace yibao::transfer {

using enrolment::Scheme;

// 43号's three ways: A 职工→职工, B 居民→居民, C between the two schemes.
enum class Category { a, b, c };

// What becomes of the personal account's money.
enum class Route {
  move,         // 随关系划转
  stay_usable,  // 不划转、不提现, usable where it is
  payout,       // 划入本人银行账户
  none,         // residents and others without an account
};

// Why the relation leg ended by `end` (N-22), and what the person is told.
enum class EndReason { death, reenrolled_at_origin, suspended_at_target, retired };

using casework::Stop;

struct Transfer {
  PersonId person;
  CaseId id;
  RegionCode origin;
  RegionCode target;
  int origin_enrolment = 0;  // ordinal; 0 where the origin is on no system
  int target_enrolment = 0;
  Scheme origin_scheme = Scheme::employee;
  Scheme target_scheme = Scheme::employee;

  RelationState relation = RelationState::draft;
  MoneyState money = MoneyState::planned;
  bool running = false;  // accepted and not over: at most one of a person

  Route route = Route::none;
  policy::ClearOn clear_on = policy::ClearOn::upload;
  Money amount;                  // what left the account; zero before
  std::int64_t reservation = 0;  // none: nothing set aside

  std::optional<Date> origin_due;
  std::optional<Date> target_due;
  std::optional<Date> total_due;  // shown beside the two
  bool provisional = false;       // one of them passes through a year without a calendar
  std::string calendar_version;   // of origin_due and total_due
  std::string target_calendar_version;
  std::vector<Stop> stops;
  casework::HandedIn handed_in;

  std::string origin_approved_by;  // actors; empty before
  std::optional<Date> origin_approved_on;
  int sheet_version = 0;  // 信息表; 0: none yet
  std::optional<Date> sheet_sent_on;
  std::optional<Date> sheet_received_on;
  std::string target_approved_by;
  std::optional<Date> target_approved_on;

  std::int64_t certificate = 0;  // 参保凭证 the case was filed with; 0: none on this system
  std::string bank_sealed;       // the person's own bank account, sealed; empty: none given
  std::string bank_holder;
  std::string end_reason;
  Instant recorded_at;
  CaseId supplements;  // 补转: the transfer whose money this is (N-21); none: it is one by itself
  CaseId reverses;     // 撤回错误转移: the wrong transfer that this one undoes (N-23)
  // 来函余额更正: what one officer reads on the letter in place of `amount`; another one agrees
  // (N-09).
  std::optional<Money> amount_proposed;
  std::string amount_proposed_by;

  bool is_within_province() const { return origin.province() == target.province(); }
  bool is_over() const { return transfer::is_over(relation, money); }
  // Otherwise the agency is reached by paper: its steps come by post (N-24).
  bool origin_on_system() const { return origin_enrolment != 0; }
  bool target_on_system() const { return target_enrolment != 0; }
};

inline constexpr std::array<std::string_view, 3> kCategoryTexts{"a", "b", "c"};
inline constexpr std::array<std::string_view, 4> kRouteTexts{"move", "stay_usable", "payout",
                                                             "none"};
inline constexpr std::array<std::string_view, 4> kEndReasonTexts{"death", "reenrolled_at_origin",
                                                                 "suspended_at_target", "retired"};
inline constexpr std::array<std::string_view, 3> kClearOnTexts{"approve", "upload",
                                                               "target_confirm"};

constexpr std::string_view to_text(Category category) {
  return kCategoryTexts[static_cast<std::size_t>(category)];
}
constexpr std::string_view to_text(Route route) {
  return kRouteTexts[static_cast<std::size_t>(route)];
}
constexpr std::string_view to_text(EndReason reason) {
  return kEndReasonTexts[static_cast<std::size_t>(reason)];
}
// Not to_text(): the enumeration is policy's, and would be found there.
constexpr std::string_view to_text_of_clear_on(policy::ClearOn clear_on) {
  return kClearOnTexts[static_cast<std::size_t>(clear_on)];
}

constexpr Category category_of(Scheme origin, Scheme target) {
  if (origin != target) return Category::c;
  return origin == Scheme::employee ? Category::a : Category::b;
}

}  // namespace yibao::transfer
