#include "business/visit/store.h"

#include <algorithm>

namespace yibao::visit {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Row;
using storage::Value;

constexpr Column kVisitColumns[] = {{"person_id", ColumnType::integer},
                                    {"visit_id", ColumnType::integer},
                                    {"institution", ColumnType::text},
                                    {"place_of_care", ColumnType::integer},
                                    {"insured_place", ColumnType::integer},
                                    {"insurance", ColumnType::text},
                                    {"kind", ColumnType::text},
                                    {"number", ColumnType::text},
                                    {"begun_on", ColumnType::integer},
                                    {"cancelled", ColumnType::integer},
                                    {"recorded_at", ColumnType::integer},
                                    {"begun_at", ColumnType::text},
                                    {"medium", ColumnType::text}};

constexpr Column kLineColumns[] = {{"person_id", ColumnType::integer},
                                   {"visit_id", ColumnType::integer},
                                   {"serial", ColumnType::text},
                                   {"batch", ColumnType::text},
                                   {"item", ColumnType::text},
                                   {"own_item", ColumnType::text},
                                   {"amount_fen", ColumnType::integer},
                                   {"quantity", ColumnType::text},
                                   {"price", ColumnType::text},
                                   {"level", ColumnType::text},
                                   {"charge_kind", ColumnType::text},
                                   {"own_paid_fen", ColumnType::integer},
                                   {"over_limit_fen", ColumnType::integer},
                                   {"first_paid_fen", ColumnType::integer},
                                   {"in_scope_fen", ColumnType::integer},
                                   {"settlement_id", ColumnType::integer},
                                   {"happened_on", ColumnType::integer},
                                   {"cancelled", ColumnType::integer},
                                   {"price_limit_fen", ColumnType::integer},
                                   {"own_share", ColumnType::integer},
                                   {"detail", ColumnType::text}};

constexpr Column kSettlementColumns[] = {{"person_id", ColumnType::integer},
                                         {"settlement_id", ColumnType::integer},
                                         {"visit_id", ColumnType::integer},
                                         {"institution", ColumnType::text},
                                         {"place_of_care", ColumnType::integer},
                                         {"insured_place", ColumnType::integer},
                                         {"insurance", ColumnType::text},
                                         {"kind", ColumnType::text},
                                         {"medium", ColumnType::text},
                                         {"msgid", ColumnType::text},
                                         {"total_fen", ColumnType::integer},
                                         {"own_paid_fen", ColumnType::integer},
                                         {"over_limit_fen", ColumnType::integer},
                                         {"first_paid_fen", ColumnType::integer},
                                         {"in_scope_fen", ColumnType::integer},
                                         {"deductible_fen", ColumnType::integer},
                                         {"fund_fen", ColumnType::integer},
                                         {"account_fen", ColumnType::integer},
                                         {"shared_fen", ColumnType::integer},
                                         {"cash_fen", ColumnType::integer},
                                         {"balance_fen", ColumnType::integer},
                                         {"account_region", ColumnType::integer},
                                         {"own_posting", ColumnType::integer},
                                         {"payer_id", ColumnType::integer},
                                         {"shared_posting", ColumnType::integer},
                                         {"reverses", ColumnType::integer},
                                         {"recognition_id", ColumnType::integer},
                                         {"registration_id", ColumnType::integer},
                                         {"care_on", ColumnType::integer},
                                         {"happened_on", ColumnType::integer},
                                         {"entry_id", ColumnType::integer},
                                         {"recorded_at", ColumnType::integer},
                                         {"fund_rate", ColumnType::integer},
                                         {"fund_left_fen", ColumnType::integer}};

constexpr Column kRecordColumns[] = {
    {"person_id", ColumnType::integer},   {"visit_id", ColumnType::integer},
    {"condition_text", ColumnType::text}, {"disease_kind", ColumnType::text},
    {"disease", ColumnType::text},        {"disease_name", ColumnType::text},
    {"detail", ColumnType::text},         {"uploads", ColumnType::integer},
    {"entry_id", ColumnType::integer},    {"recorded_at", ColumnType::integer}};

constexpr Column kDiagnosisColumns[] = {{"person_id", ColumnType::integer},
                                        {"visit_id", ColumnType::integer},
                                        {"ordinal", ColumnType::integer},
                                        {"kind", ColumnType::text},
                                        {"sort_number", ColumnType::integer},
                                        {"code", ColumnType::text},
                                        {"name", ColumnType::text},
                                        {"department", ColumnType::text},
                                        {"doctor", ColumnType::text},
                                        {"doctor_name", ColumnType::text},
                                        {"diagnosed_on", ColumnType::integer},
                                        {"valid", ColumnType::integer}};

// Each: what its number leads to, whose account was shared.
constexpr storage::Statement kVisitUnder{
    "visit_under",
    "SELECT COALESCE(p.merged_into, p.person_id), 0 FROM visit AS v "
    "JOIN person AS p ON p.person_id = v.person_id WHERE v.person_id = $1 AND v.visit_id = $2"};
constexpr storage::Statement kSettlementUnder{
    "settlement_under",
    "SELECT COALESCE(p.merged_into, p.person_id), s.payer_id FROM settlement AS s "
    "JOIN person AS p ON p.person_id = s.person_id "
    "WHERE s.person_id = $1 AND s.settlement_id = $2"};
constexpr storage::Statement kMessageUnder{
    "settlement_of_message_under",
    "SELECT COALESCE(p.merged_into, p.person_id), s.payer_id FROM settlement AS s "
    "JOIN person AS p ON p.person_id = s.person_id "
    "WHERE s.person_id = $1 AND s.institution = $2 AND s.msgid = $3 "
    "AND s.reverses IS NULL ORDER BY s.settlement_id LIMIT 1"};

Place place_under(PersonId owner, const Row& row, storage::Session& reader) {
  Place place{owner, {owner, {}}, PersonId(row[1].integer_or(0)), {}};
  const PersonId kept(row[0].integer());
  if (kept != owner) place.numbers = person::load_numbers(kept, reader);
  if (!place.payer.is_none()) place.payer_numbers = person::load_way(place.payer, reader);
  return place;
}

// Under the number that was said; else under another of the same person. The number is the first
// parameter.
Place find_place(const storage::Statement& statement, std::vector<Value> parameters,
                 storage::Session& reader) {
  const PersonId said(parameters.front().integer());
  const storage::Rows rows = reader.select(statement, parameters);
  if (!rows.empty()) return place_under(said, rows.front(), reader);
  for (const PersonId each : person::load_numbers(said, reader).all()) {
    if (each == said) continue;
    parameters.front() = Value(each.value());
    const storage::Rows found = reader.select(statement, parameters);
    if (!found.empty()) return place_under(each, found.front(), reader);
  }
  return {};
}

RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}
Date date_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
Money money(const Value& value) {
  return Money::fen(value.integer());
}
template<class Id>
Value maybe(Id id) {
  return id.is_none() ? Value() : Value(id.value());
}

ItemLevel level_of(const std::string& code) {
  for (const ItemLevel level : {ItemLevel::whole, ItemLevel::part, ItemLevel::own}) {
    if (code_of(level) == code) return level;
  }
  YB_CHECK(false, "an unknown level of an item in the database");
}

}  // namespace

const storage::Table kVisit{
    171, "visit", kVisitColumns, 2, storage::Owner::person, 0, storage::Mutability::mutable_rows};
const storage::Table kVisitLine{172,
                                "visit_line",
                                kLineColumns,
                                3,
                                storage::Owner::person,
                                0,
                                storage::Mutability::mutable_rows,
                                storage::Layout::by_time};
const storage::Table kSettlement{173,
                                 "settlement",
                                 kSettlementColumns,
                                 2,
                                 storage::Owner::person,
                                 0,
                                 storage::Mutability::append_only,
                                 storage::Layout::by_time};

const storage::Table kRecord{181,
                             "visit_record",
                             kRecordColumns,
                             2,
                             storage::Owner::person,
                             0,
                             storage::Mutability::mutable_rows};
const storage::Table kDiagnosis{182,
                                "visit_diagnosis",
                                kDiagnosisColumns,
                                3,
                                storage::Owner::person,
                                0,
                                storage::Mutability::mutable_rows};

const storage::KeyedSelect kRecordsOf{
    "visit_records_of",
    "SELECT person_id, visit_id, condition_text, disease_kind, disease, disease_name, detail, "
    "uploads, entry_id, recorded_at FROM visit_record WHERE person_id {key} "
    "ORDER BY person_id, visit_id"};
const storage::KeyedSelect kDiagnosesOf{
    "visit_diagnoses_of",
    "SELECT person_id, visit_id, ordinal, kind, sort_number, code, name, department, doctor, "
    "doctor_name, diagnosed_on, valid FROM visit_diagnosis WHERE person_id {key} "
    "ORDER BY person_id, visit_id, ordinal"};
const storage::KeyedSelect kVisitsOf{
    "visits_of",
    "SELECT person_id, visit_id, institution, place_of_care, insured_place, insurance, kind, "
    "number, begun_on, cancelled, recorded_at, begun_at, medium FROM visit WHERE person_id {key} "
    "ORDER BY person_id, visit_id"};
const storage::Statement kLinesOfVisit{
    "visit_lines_of",
    "SELECT person_id, visit_id, serial, batch, item, own_item, amount_fen, quantity, price, "
    "level, charge_kind, own_paid_fen, over_limit_fen, first_paid_fen, in_scope_fen, "
    "settlement_id, happened_on, cancelled, price_limit_fen, own_share, detail FROM visit_line "
    "WHERE visit_id = $2 AND person_id = $1 ORDER BY serial"};
const storage::KeyedSelect kSettlementsOf{
    "settlements_of",
    "SELECT s.person_id, s.settlement_id, s.visit_id, s.institution, s.place_of_care, "
    "s.insured_place, s.insurance, s.kind, s.medium, s.msgid, s.total_fen, s.own_paid_fen, "
    "s.over_limit_fen, s.first_paid_fen, s.in_scope_fen, s.deductible_fen, s.fund_fen, "
    "s.account_fen, s.shared_fen, s.cash_fen, s.balance_fen, s.account_region, s.own_posting, "
    "s.payer_id, s.shared_posting, s.reverses, s.recognition_id, s.registration_id, s.care_on, "
    "s.happened_on, s.entry_id, s.recorded_at, s.fund_rate, s.fund_left_fen FROM visit AS v "
    "JOIN settlement AS s ON s.visit_id = v.visit_id AND s.person_id = v.person_id "
    "WHERE v.person_id {key} ORDER BY v.person_id, s.settlement_id"};

const storage::Statement kSettlementsOfVisit{
    "settlements_of_visit",
    "SELECT person_id, settlement_id, visit_id, institution, place_of_care, insured_place, "
    "insurance, kind, medium, msgid, total_fen, own_paid_fen, over_limit_fen, first_paid_fen, "
    "in_scope_fen, deductible_fen, fund_fen, account_fen, shared_fen, cash_fen, balance_fen, "
    "account_region, own_posting, payer_id, shared_posting, reverses, recognition_id, "
    "registration_id, care_on, happened_on, entry_id, recorded_at, fund_rate, fund_left_fen "
    "FROM settlement WHERE visit_id = $2 AND person_id = $1 ORDER BY settlement_id"};
// Most of what is settled at a pharmacy has used nothing: an index holds the rest.
const storage::KeyedSelect kFundUsesOf{
    "fund_uses_of",
    "SELECT person_id, insurance, kind, care_on, deductible_fen, fund_fen FROM settlement "
    "WHERE person_id {key} AND (deductible_fen <> 0 OR fund_fen <> 0) "
    "ORDER BY person_id, settlement_id"};

const storage::KeyedSelect kSettlementsOfMessage{
    "settlements_of_message",
    "SELECT msgid, person_id, COALESCE(reverses, settlement_id), institution FROM settlement "
    "WHERE msgid {key} ORDER BY msgid, settlement_id",
    storage::ColumnType::text};

Visit read_visit(const Row& row) {
  return {PersonId(row[0].integer()),
          VisitId(row[1].integer()),
          row[2].text(),
          region_of(row[3]),
          region_of(row[4]),
          row[5].text(),
          row[6].text(),
          row[7].text(),
          date_of(row[8]),
          row[9].integer() == 1,
          Instant::from_milliseconds(row[10].integer()),
          row[11].text(),
          row[12].text()};
}

Row visit_row(const Visit& visit) {
  return {visit.person.value(),
          visit.id.value(),
          visit.institution,
          visit.place_of_care.value(),
          visit.insured_place.value(),
          visit.insurance,
          visit.kind,
          visit.number,
          visit.begun_on.days(),
          visit.is_cancelled ? 1 : 0,
          visit.recorded_at.milliseconds(),
          visit.begun_at,
          visit.medium};
}

std::optional<Visit> find_visit(const storage::Rows& rows, VisitId id) {
  for (const Row& row : rows) {
    if (row[1].integer() == id.value()) return read_visit(row);
  }
  return std::nullopt;
}

std::vector<KeptLine> read_lines(const storage::Rows& rows, VisitId visit) {
  std::vector<KeptLine> lines;
  for (const Row& row : rows) {
    if (row[1].integer() != visit.value()) continue;
    KeptLine kept;
    kept.visit = visit;
    kept.line = {row[2].text(),  row[3].text(),   row[4].text(),  row[5].text(),
                 money(row[6]),  row[7].text(),   row[8].text(),  level_of(row[9].text()),
                 row[10].text(), money(row[11]),  money(row[12]), money(row[13]),
                 money(row[14]), date_of(row[16])};
    if (!row[18].is_null()) kept.line.price_limit = money(row[18]);
    kept.line.own_share = Rate::basis_points(row[19].integer());
    kept.line.detail = row[20].text();
    kept.settlement = SettlementId(row[15].integer_or(0));
    kept.is_cancelled = row[17].integer() == 1;
    lines.push_back(std::move(kept));
  }
  return lines;
}

Row line_row(PersonId person, const KeptLine& kept) {
  const Line& line = kept.line;
  return {person.value(),
          kept.visit.value(),
          line.serial,
          line.batch,
          line.item,
          line.own_item,
          line.amount.fen(),
          line.quantity,
          line.price,
          code_of(line.level),
          line.charge_kind,
          line.own_paid.fen(),
          line.over_limit.fen(),
          line.first_paid.fen(),
          line.in_scope.fen(),
          maybe(kept.settlement),
          line.happened_on.days(),
          kept.is_cancelled ? 1 : 0,
          line.price_limit ? Value(line.price_limit->fen()) : Value(),
          line.own_share.basis_points(),
          line.detail};
}

std::vector<Settlement> read_settlements(const storage::Rows& rows) {
  std::vector<Settlement> all;
  for (const Row& row : rows) {
    Settlement each;
    each.person = PersonId(row[0].integer());
    each.id = SettlementId(row[1].integer());
    each.visit = VisitId(row[2].integer());
    each.institution = row[3].text();
    each.place_of_care = region_of(row[4]);
    each.insured_place = region_of(row[5]);
    each.insurance = row[6].text();
    each.kind = row[7].text();
    each.medium = row[8].text();
    each.msgid = row[9].text();
    each.scope = {money(row[10]), money(row[11]), money(row[12]), money(row[13]), money(row[14])};
    each.parts = {money(row[15]), money(row[16]), money(row[17]), money(row[18]), money(row[19])};
    each.balance = money(row[20]);
    each.account_region = region_of(row[21]);
    each.own_posting = PostingId(row[22].integer_or(0));
    each.payer = PersonId(row[23].integer_or(0));
    each.shared_posting = PostingId(row[24].integer_or(0));
    each.reverses = SettlementId(row[25].integer_or(0));
    each.recognition = care::RegistrationId(row[26].integer_or(0));
    each.registration = care::RegistrationId(row[27].integer_or(0));
    each.care_on = date_of(row[28]);
    each.happened_on = date_of(row[29]);
    each.entry_id = row[30].integer();
    each.recorded_at = Instant::from_milliseconds(row[31].integer());
    each.fund_rate = Rate::basis_points(row[32].integer());
    each.fund_left = money(row[33]);
    all.push_back(std::move(each));
  }
  return all;
}

std::vector<FundUse> read_fund_uses(const storage::Rows& rows) {
  std::vector<FundUse> all;
  all.reserve(rows.size());
  for (const Row& row : rows) {
    all.push_back({row[1].text(), row[2].text(), date_of(row[3]), money(row[4]), money(row[5])});
  }
  return all;
}

Row settlement_row(const Settlement& settlement) {
  const Scope& scope = settlement.scope;
  const Parts& parts = settlement.parts;
  YB_CHECK(scope.total == parts.fund + parts.account + parts.cash,
           "a settlement that does not add up");
  return {settlement.person.value(),
          settlement.id.value(),
          settlement.visit.value(),
          settlement.institution,
          settlement.place_of_care.value(),
          settlement.insured_place.value(),
          settlement.insurance,
          settlement.kind,
          settlement.medium,
          settlement.msgid,
          scope.total.fen(),
          scope.own_paid.fen(),
          scope.over_limit.fen(),
          scope.first_paid.fen(),
          scope.in_scope.fen(),
          parts.deductible.fen(),
          parts.fund.fen(),
          parts.account.fen(),
          parts.shared.fen(),
          parts.cash.fen(),
          settlement.balance.fen(),
          settlement.account_region.value(),
          maybe(settlement.own_posting),
          maybe(settlement.payer),
          maybe(settlement.shared_posting),
          maybe(settlement.reverses),
          maybe(settlement.recognition),
          maybe(settlement.registration),
          settlement.care_on.days(),
          settlement.happened_on.days(),
          settlement.entry_id,
          settlement.recorded_at.milliseconds(),
          settlement.fund_rate.basis_points(),
          settlement.fund_left.fen()};
}

std::optional<Record> find_record(const storage::Rows& rows, VisitId visit) {
  for (const Row& row : rows) {
    if (row[1].integer() != visit.value()) continue;
    return Record{PersonId(row[0].integer()),
                  visit,
                  row[2].text(),
                  row[3].text(),
                  row[4].text(),
                  row[5].text(),
                  row[6].text(),
                  static_cast<int>(row[7].integer()),
                  row[8].integer(),
                  Instant::from_milliseconds(row[9].integer())};
  }
  return std::nullopt;
}

Row record_row(const Record& record) {
  return {record.person.value(), record.visit.value(),
          record.condition,      record.disease_kind,
          record.disease,        record.disease_name,
          record.detail,         record.uploads,
          record.entry_id,       record.recorded_at.milliseconds()};
}

std::vector<Diagnosis> read_diagnoses(const storage::Rows& rows, VisitId visit) {
  std::vector<Diagnosis> all;
  for (const Row& row : rows) {
    if (row[1].integer() != visit.value()) continue;
    all.push_back({row[3].text(), static_cast<int>(row[4].integer()), row[5].text(), row[6].text(),
                   row[7].text(), row[8].text(), row[9].text(), date_of(row[10]),
                   row[11].integer() == 1});
  }
  return all;
}

Row diagnosis_row(PersonId person, VisitId visit, int ordinal, const Diagnosis& diagnosis) {
  return {person.value(),
          visit.value(),
          ordinal,
          diagnosis.kind,
          diagnosis.sort_number,
          diagnosis.code,
          diagnosis.name,
          diagnosis.department,
          diagnosis.doctor,
          diagnosis.doctor_name,
          diagnosis.diagnosed_on.days(),
          diagnosis.is_valid ? 1 : 0};
}

Place place_of_visit(PersonId any, VisitId visit, storage::Session& reader) {
  return find_place(kVisitUnder, {any.value(), visit.value()}, reader);
}

Place place_of_settlement(PersonId any, SettlementId settlement, storage::Session& reader) {
  return find_place(kSettlementUnder, {any.value(), settlement.value()}, reader);
}

Place place_of_settlement(PersonId any, const std::string& institution, const std::string& msgid,
                          storage::Session& reader) {
  return find_place(kMessageUnder, {any.value(), institution, msgid}, reader);
}

bool is_reversed(const std::vector<Settlement>& all, SettlementId id) {
  return std::ranges::any_of(all, [&](const Settlement& each) { return each.reverses == id; });
}

}  // namespace yibao::visit
