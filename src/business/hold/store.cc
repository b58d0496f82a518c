#include "business/hold/store.h"

namespace yibao::hold {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kHoldColumns[] = {{"person_id", ColumnType::integer},
                                   {"hold_id", ColumnType::integer},
                                   {"cause", ColumnType::text},
                                   {"region", ColumnType::integer},
                                   {"money_leaves", ColumnType::integer},
                                   {"case_id", ColumnType::integer},
                                   {"since", ColumnType::integer},
                                   {"until", ColumnType::integer},
                                   {"set_by", ColumnType::text},
                                   {"lifted_by", ColumnType::text},
                                   {"note", ColumnType::text},
                                   {"recorded_at", ColumnType::integer},
                                   {"card_id", ColumnType::integer},
                                   {"account_too", ColumnType::integer}};

}  // namespace

const storage::Table kHold{
    33, "hold", kHoldColumns, 2, storage::Owner::person, 0, storage::Mutability::mutable_rows};

const storage::KeyedSelect kHoldsOf{
    "holds_of",
    "SELECT person_id, hold_id, cause, region, money_leaves, case_id, since, until, set_by, "
    "lifted_by, note, recorded_at, card_id, account_too FROM hold WHERE person_id {key} AND until "
    "IS NULL "
    "ORDER BY person_id, hold_id"};

const storage::Statement kHoldsOfRange{
    "holds_of_range",
    "SELECT person_id, hold_id, cause, region, money_leaves, case_id, since, until, set_by, "
    "lifted_by, note, recorded_at, card_id, account_too FROM hold "
    "WHERE person_id >= $1 AND person_id <= $2 AND until IS NULL ORDER BY person_id, hold_id"};

const storage::KeyedSelect kHoldHistoryOf{
    "hold_history_of",
    "SELECT person_id, hold_id, cause, region, money_leaves, case_id, since, until, set_by, "
    "lifted_by, note, recorded_at, card_id, account_too FROM hold WHERE person_id {key} "
    "ORDER BY person_id, hold_id"};

std::vector<Hold> read_holds(const storage::Rows& rows) {
  std::vector<Hold> holds;
  for (const storage::Row& row : rows) {
    Hold hold;
    hold.id = HoldId(row[1].integer());
    const std::optional<HoldCause> cause = parse_hold_cause(row[2].text());
    YB_CHECK(cause.has_value(), "an unknown cause in the database");
    hold.cause = *cause;
    hold.region = RegionCode(static_cast<std::int32_t>(row[3].integer()));
    hold.money_leaves = row[4].integer() == 1;
    hold.since = Date::from_days(static_cast<std::int32_t>(row[6].integer()));
    if (!row[7].is_null()) {
      hold.until = Date::from_days(static_cast<std::int32_t>(row[7].integer()));
    }
    hold.card = row[12].integer_or(0);
    hold.account_too = row[13].integer() == 1;
    holds.push_back(hold);
  }
  return holds;
}

HoldId set_hold(storage::Plan& plan, const NewHold& hold, const business::Context& context) {
  YB_CHECK((scope_of(hold.cause) == Scope::card) == (hold.card != 0), "a hold on a card names it");
  const HoldId id = hold.id.is_none() ? HoldId(context.ids->next()) : hold.id;
  plan.insert(
      kHold,
      {hold.person.value(), id.value(), to_text(hold.cause), hold.region.value(),
       hold.money_leaves ? 1 : 0,
       hold.application ? storage::Value(hold.application->value()) : storage::Value(),
       context.today.days(), storage::Value(),
       hold.set_by.empty() ? context.actor->journal_name() : hold.set_by, storage::Value(),
       hold.note, context.now.milliseconds(),
       hold.card != 0 ? storage::Value(hold.card) : storage::Value(), hold.account_too ? 1 : 0});
  return id;
}

void lift_hold(storage::Plan& plan, const storage::Row& row, const business::Context& context) {
  YB_CHECK(row[7].is_null(), "a hold is lifted once");
  storage::Row lifted = row;
  lifted[7] = context.today.days();
  lifted[9] = context.actor->journal_name();
  plan.update(kHold, std::move(lifted));
}

void leave_account_out(storage::Plan& plan, const storage::Row& row) {
  YB_CHECK(row[7].is_null() && !row[12].is_null(), "no standing hold on a card");
  storage::Row on_card_alone = row;
  on_card_alone[13] = 0;
  plan.update(kHold, std::move(on_card_alone));
}

}  // namespace yibao::hold
