// 清算 (issue: hospitals and pharmacies): what the agencies owe an institution for a month, and
// what two regions owe each other for their people's care in the other's place, as values.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"
#include "business/clearing/machine.h"

namespace yibao::clearing {

using StatementId = Id<struct StatementTag>;

enum class Kind { institution, region };
inline constexpr std::array<std::string_view, 2> kKindTexts{"institution", "region"};
constexpr std::string_view to_text(Kind kind) {
  return kKindTexts[static_cast<std::size_t>(kind)];
}

struct Statement {
  RegionCode region;  // of the institution; of two regions, the one with the lower code
  StatementId id;
  std::string number;  // "441900-202503-P44190000001"
  Kind kind = Kind::institution;
  std::string party;  // code of the institution, or of the other region
  Month month;
  Instant cut_at;  // what was recorded later belongs to a later statement
  std::int64_t settlements = 0;
  std::int64_t postings = 0;
  Money bills;
  Money fund;     // what `region` owes
  Money account;  // what `region` owes of personal accounts
  Money counter;  // what `party` owes, where it is a region
  Money carried;  // below zero: overpaid by the statement before
  State state = State::drawn;
  std::string drawn_by;
  std::string first_by;
  RegionCode first_region;
  std::string second_by;
  std::string why;
  std::string payee_holder;
  std::string payee_sealed;  // under kPayeePurpose; empty: not approved
  int attempt = 1;
  std::string file_name;
  Date due_on;
  std::string calendar_version;  // that due_on was counted by
  std::optional<Date> paid_on;
  Instant recorded_at;

  Money amount() const { return fund + account - counter + carried; }
  // Who pays whom, once it is more than nothing.
  bool region_pays() const { return amount() > Money(); }
  Money to_pay() const { return region_pays() ? amount() : Money() - amount(); }
  // Of a pair of regions.
  RegionCode other_region() const { return RegionCode::parse(party).value_or(RegionCode()); }
  RegionCode payer() const { return region_pays() ? region : other_region(); }
  bool is_open() const { return state == State::drawn || state == State::approved_once; }
  bool is_refused() const { return state == State::refused; }
  // Counted through a year whose notice had not come: "2026.1+2027.0".
  bool due_is_provisional() const { return calendar_version.find(".0") != std::string::npos; }
  // What the bank answers with: an order that came back and is given again has another.
  std::string bank_reference() const { return number + "." + std::to_string(attempt); }
};

// What one region owes of an institution's statement.
struct Share {
  RegionCode region;  // of the institution
  StatementId statement;
  RegionCode debtor;
  std::int64_t settlements = 0;
  std::int64_t postings = 0;
  Money fund;
  Money account;
  StatementId pair;  // none: not yet in a statement of the two regions

  Money owed() const { return fund + account; }
};

// 收款账户 of an institution.
enum class AccountState { proposed, confirmed, replaced };
inline constexpr std::array<std::string_view, 3> kAccountStateTexts{"proposed", "confirmed",
                                                                    "replaced"};
constexpr std::string_view to_text(AccountState state) {
  return kAccountStateTexts[static_cast<std::size_t>(state)];
}
struct PayeeAccount {
  RegionCode region;
  std::int64_t id = 0;
  std::string institution;
  std::string holder;
  std::string bank_sealed;
  AccountState state = AccountState::proposed;
  std::string proposed_by;
  std::string confirmed_by;
  Instant recorded_at;
};

}  // namespace yibao::clearing
