#include "business/aid/store.h"

#include <algorithm>

#include "base/check.h"

namespace yibao::aid {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kBindingColumns[] = {
    {"person_id", ColumnType::integer},      {"binding_id", ColumnType::integer},
    {"beneficiary_id", ColumnType::integer}, {"relation", ColumnType::text},
    {"limit_fen", ColumnType::integer},      {"state", ColumnType::text},
    {"since", ColumnType::integer},          {"ended_on", ColumnType::integer},
    {"end_reason", ColumnType::text},        {"used_year", ColumnType::integer},
    {"used_fen", ColumnType::integer},       {"case_id", ColumnType::integer},
    {"recorded_at", ColumnType::integer}};
constexpr Column kUseColumns[] = {
    {"person_id", ColumnType::integer},   {"posting_id", ColumnType::integer},
    {"binding_id", ColumnType::integer},  {"beneficiary_id", ColumnType::integer},
    {"kind", ColumnType::text},           {"year", ColumnType::integer},
    {"shared_fen", ColumnType::integer},  {"total_fen", ColumnType::integer},
    {"own_posting", ColumnType::integer}, {"entry_id", ColumnType::integer}};

constexpr storage::Statement kPayersFor{
    "aid_payers_for",
    "SELECT person_id FROM aid_binding WHERE beneficiary_id = $1 AND state = 'active' "
    "ORDER BY binding_id LIMIT $2"};

Date date_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

}  // namespace

const storage::Table kAidBinding{121,
                                 "aid_binding",
                                 kBindingColumns,
                                 2,
                                 storage::Owner::person,
                                 0,
                                 storage::Mutability::mutable_rows};
const storage::Table kAidUse{
    122, "aid_use", kUseColumns, 2, storage::Owner::person, 0, storage::Mutability::append_only};

const storage::KeyedSelect kBindingsOf{
    "aid_bindings_of",
    "SELECT person_id, binding_id, beneficiary_id, relation, limit_fen, state, since, ended_on, "
    "end_reason, used_year, used_fen, case_id, recorded_at FROM aid_binding "
    "WHERE person_id {key} ORDER BY person_id, binding_id"};

const storage::KeyedSelect kUsesOf{
    "aid_uses_of",
    "SELECT person_id, posting_id, binding_id, beneficiary_id, kind, year, shared_fen, total_fen, "
    "own_posting, entry_id FROM aid_use WHERE person_id {key} ORDER BY person_id, posting_id"};

const storage::KeyedSelect kPaidPartsOf{
    "aid_paid_parts_of",
    "SELECT p.person_id, p.entry_id, p.posting_id, p.region, p.amount_fen FROM posting p "
    "JOIN aid_use u ON u.person_id = p.person_id AND u.entry_id = p.entry_id "
    "WHERE p.person_id {key} AND p.direction = 'debit' AND u.kind = 'payment' "
    "ORDER BY p.person_id, p.posting_id"};

const storage::KeyedSelect kActiveBindingsFor{
    "aid_active_bindings_for",
    "SELECT beneficiary_id, person_id, binding_id FROM aid_binding "
    "WHERE beneficiary_id {key} AND state = 'active' ORDER BY beneficiary_id, binding_id"};

storage::Row binding_row(const Binding& binding) {
  YB_CHECK(binding.payer != binding.beneficiary, "aid with oneself");
  YB_CHECK(binding.active == !binding.ended_on, "an active binding that has ended");
  return {binding.payer.value(),
          binding.id,
          binding.beneficiary.value(),
          to_text(binding.relation),
          binding.limit_per_year.fen(),
          binding.active ? "active" : "ended",
          binding.since.days(),
          binding.ended_on ? Value(binding.ended_on->days()) : Value(),
          binding.end_reason.empty() ? Value() : Value(binding.end_reason),
          binding.used_year,
          binding.used.fen(),
          binding.application.value(),
          binding.recorded_at.milliseconds()};
}

Binding read_binding(const storage::Row& row) {
  Binding binding;
  binding.payer = PersonId(row[0].integer());
  binding.id = row[1].integer();
  binding.beneficiary = PersonId(row[2].integer());
  const auto relation = parse_relation(row[3].text());
  YB_CHECK(relation.has_value(), "an unknown word in the database: " + row[3].text());
  binding.relation = *relation;
  binding.limit_per_year = Money::fen(row[4].integer());
  binding.active = row[5].text() == "active";
  binding.since = date_of(row[6]);
  if (!row[7].is_null()) binding.ended_on = date_of(row[7]);
  binding.end_reason = row[8].text_or("");
  binding.used_year = static_cast<int>(row[9].integer());
  binding.used = Money::fen(row[10].integer());
  binding.application = CaseId(row[11].integer());
  binding.recorded_at = Instant::from_milliseconds(row[12].integer());
  return binding;
}

std::vector<Binding> read_bindings(const storage::Rows& rows) {
  std::vector<Binding> all;
  all.reserve(rows.size());
  for (const storage::Row& row : rows) all.push_back(read_binding(row));
  return all;
}

std::optional<Binding> find_binding(const storage::Rows& bindings, std::int64_t id) {
  for (const storage::Row& row : bindings) {
    if (row[1].integer() == id) return read_binding(row);
  }
  return std::nullopt;
}

std::optional<Binding> active_for(const storage::Rows& bindings, PersonId beneficiary) {
  for (const storage::Row& row : bindings) {
    if (row[2].integer() == beneficiary.value() && row[5].text() == "active") {
      return read_binding(row);
    }
  }
  return std::nullopt;
}

storage::Row use_row(const Use& use) {
  YB_CHECK(use.shared > Money() && use.shared <= use.total, "a use of nothing, or of too much");
  return {use.payer.value(),
          use.posting.value(),
          use.binding,
          use.beneficiary.value(),
          to_text(use.kind),
          use.year,
          use.shared.fen(),
          use.total.fen(),
          use.own_posting == 0 ? Value() : Value(use.own_posting),
          use.entry_id};
}

Use read_use(const storage::Row& row) {
  Use use;
  use.payer = PersonId(row[0].integer());
  use.posting = PostingId(row[1].integer());
  use.binding = row[2].integer();
  use.beneficiary = PersonId(row[3].integer());
  const auto kind = std::ranges::find(kUseKindTexts, row[4].text());
  YB_CHECK(kind != kUseKindTexts.end(), "an unknown word in the database: " + row[4].text());
  use.kind = static_cast<UseKind>(kind - kUseKindTexts.begin());
  use.year = static_cast<int>(row[5].integer());
  use.shared = Money::fen(row[6].integer());
  use.total = Money::fen(row[7].integer());
  use.own_posting = row[8].integer_or(0);
  use.entry_id = row[9].integer();
  return use;
}

void record_use(storage::Plan& plan, const Binding& binding, const Use& use) {
  Binding counted = binding;
  counted.used = binding.used_in(use.year) + use.shared;
  counted.used_year = use.year;
  plan.update(kAidBinding, binding_row(counted));
  plan.insert(kAidUse, use_row(use));
}

void record_reversal(storage::Plan& plan, const Binding& binding, const Use& reversal) {
  YB_CHECK(reversal.kind == UseKind::reversal, "a use that takes nothing back");
  if (binding.used_year == reversal.year) {
    YB_CHECK(binding.used >= reversal.shared, "more is given back than was used");
    Binding counted = binding;
    counted.used = binding.used - reversal.shared;
    plan.update(kAidBinding, binding_row(counted));
  }
  plan.insert(kAidUse, use_row(reversal));
}

std::vector<PersonId> payers_for(PersonId beneficiary, storage::Session& reader) {
  std::vector<PersonId> payers;
  for (const storage::Row& row : reader.select(kPayersFor, {beneficiary.value(), kPayersMax})) {
    payers.push_back(PersonId(row[0].integer()));
  }
  return payers;
}

}  // namespace yibao::aid
