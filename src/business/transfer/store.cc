#include "business/transfer/store.h"

#include "business/casework/stored_json.h"

namespace yibao::transfer {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;
using storage::Value;

constexpr Column kTransferColumns[] = {{"person_id", ColumnType::integer},
                                       {"case_id", ColumnType::integer},
                                       {"origin", ColumnType::integer},
                                       {"target", ColumnType::integer},
                                       {"origin_enrolment", ColumnType::integer},
                                       {"target_enrolment", ColumnType::integer},
                                       {"origin_scheme", ColumnType::text},
                                       {"target_scheme", ColumnType::text},
                                       {"relation_state", ColumnType::text},
                                       {"money_state", ColumnType::text},
                                       {"running", ColumnType::integer},
                                       {"route", ColumnType::text},
                                       {"clear_on", ColumnType::text},
                                       {"amount_fen", ColumnType::integer},
                                       {"reservation_id", ColumnType::integer},
                                       {"origin_due_on", ColumnType::integer},
                                       {"target_due_on", ColumnType::integer},
                                       {"total_due_on", ColumnType::integer},
                                       {"provisional", ColumnType::integer},
                                       {"calendar_version", ColumnType::text},
                                       {"target_calendar_version", ColumnType::text},
                                       {"stops", ColumnType::text},
                                       {"handed_in", ColumnType::text},
                                       {"origin_approved_by", ColumnType::text},
                                       {"origin_approved_on", ColumnType::integer},
                                       {"sheet_version", ColumnType::integer},
                                       {"sheet_sent_on", ColumnType::integer},
                                       {"sheet_received_on", ColumnType::integer},
                                       {"target_approved_by", ColumnType::text},
                                       {"target_approved_on", ColumnType::integer},
                                       {"certificate_id", ColumnType::integer},
                                       {"bank_sealed", ColumnType::bytes},
                                       {"bank_holder", ColumnType::text},
                                       {"end_reason", ColumnType::text},
                                       {"recorded_at", ColumnType::integer},
                                       {"supplements", ColumnType::integer},
                                       {"reverses", ColumnType::integer},
                                       {"amount_proposed_fen", ColumnType::integer},
                                       {"amount_proposed_by", ColumnType::text}};
constexpr Column kInformationSheetColumns[] = {
    {"person_id", ColumnType::integer},   {"case_id", ColumnType::integer},
    {"version", ColumnType::integer},     {"content", ColumnType::text},
    {"balance_fen", ColumnType::integer}, {"uploaded_by", ColumnType::text},
    {"uploaded_on", ColumnType::integer}, {"correction", ColumnType::text},
    {"recorded_at", ColumnType::integer}};
constexpr Column kRecognisedMonthsColumns[] = {
    {"person_id", ColumnType::integer},  {"case_id", ColumnType::integer},
    {"line", ColumnType::integer},       {"region", ColumnType::integer},
    {"paid_at", ColumnType::integer},    {"first_month", ColumnType::integer},
    {"last_month", ColumnType::integer}, {"deemed", ColumnType::integer},
    {"entry_id", ColumnType::integer},   {"scheme", ColumnType::text}};
constexpr Column kRecognitionUndoneColumns[] = {{"person_id", ColumnType::integer},
                                                {"case_id", ColumnType::integer},
                                                {"by_case", ColumnType::integer},
                                                {"entry_id", ColumnType::integer}};

Value value_of(const std::optional<Date>& date) {
  return date ? Value(date->days()) : Value();
}
Value value_of(std::int64_t id) {
  return id == 0 ? Value() : Value(id);
}
Value value_of(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}
Value bytes_of(const std::string& sealed) {
  return sealed.empty() ? Value() : Value(storage::Bytes{sealed});
}

std::optional<Date> date_of(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}
std::string sealed_of(const Value& value) {
  return value.is_null() ? std::string() : value.bytes().data;
}

// The place of a word in a list of words, as the enumerator of that number.
template<class Enum, std::size_t Count>
Enum word_of(const std::array<std::string_view, Count>& words, const std::string& text) {
  for (std::size_t i = 0; i < Count; ++i) {
    if (words[i] == text) return static_cast<Enum>(i);
  }
  YB_CHECK(false, "an unknown word in the database: " + text);
}

// What must be true of every stored transfer, before it is saved and after it is loaded.
void check_transfer(const Transfer& transfer) {
  YB_CHECK(transfer.running == (transfer.relation != RelationState::draft && !transfer.is_over()),
           "running is: accepted and not over");
  YB_CHECK(!is_on_the_road(transfer.money) || !transfer.amount.is_zero(), "0.00 on the road");
  YB_CHECK((transfer.relation == RelationState::supplementary) == !transfer.supplements.is_none() ||
               transfer.relation == RelationState::draft,
           "supplementary is what supplements another one");
  YB_CHECK(is_set_aside(transfer.money) || transfer.reservation == 0,
           "money set aside in another state");
}

}  // namespace

const storage::Table kTransfer{
    50, "transfer", kTransferColumns, 2, Owner::person, 0, Mutability::mutable_rows};
const storage::Table kInformationSheet{
    51, "information_sheet",    kInformationSheetColumns, 3, Owner::person,
    0,  Mutability::append_only};
const storage::Table kRecognisedMonths{
    52, "recognised_months",    kRecognisedMonthsColumns, 3, Owner::person,
    0,  Mutability::append_only};
const storage::Table kRecognitionUndone{
    114, "recognition_undone",   kRecognitionUndoneColumns, 2, Owner::person,
    0,   Mutability::append_only};

const storage::KeyedSelect kTransfersOf{
    "transfers_of",
    "SELECT person_id, case_id, origin, target, origin_enrolment, target_enrolment, "
    "origin_scheme, target_scheme, relation_state, money_state, running, route, clear_on, "
    "amount_fen, reservation_id, origin_due_on, target_due_on, total_due_on, provisional, "
    "calendar_version, target_calendar_version, stops, handed_in, origin_approved_by, "
    "origin_approved_on, sheet_version, sheet_sent_on, sheet_received_on, target_approved_by, "
    "target_approved_on, certificate_id, bank_sealed, bank_holder, end_reason, recorded_at, "
    "supplements, reverses, amount_proposed_fen, amount_proposed_by "
    "FROM transfer WHERE person_id {key} ORDER BY person_id, case_id"};
const storage::KeyedSelect kSheetsOf{
    "information_sheets_of",
    "SELECT person_id, case_id, version, content, balance_fen, uploaded_by, uploaded_on, "
    "correction, recorded_at FROM information_sheet WHERE person_id {key} "
    "ORDER BY person_id, case_id, version"};

storage::Row transfer_row(const Transfer& transfer) {
  check_transfer(transfer);
  return {transfer.person.value(),
          transfer.id.value(),
          transfer.origin.value(),
          transfer.target.value(),
          value_of(transfer.origin_enrolment),
          value_of(transfer.target_enrolment),
          to_text(transfer.origin_scheme),
          to_text(transfer.target_scheme),
          to_text(transfer.relation),
          to_text(transfer.money),
          transfer.running ? 1 : 0,
          to_text(transfer.route),
          to_text_of_clear_on(transfer.clear_on),
          transfer.amount.fen(),
          value_of(transfer.reservation),
          value_of(transfer.origin_due),
          value_of(transfer.target_due),
          value_of(transfer.total_due),
          transfer.provisional ? 1 : 0,
          transfer.calendar_version,
          transfer.target_calendar_version,
          casework::stops_json(transfer.stops),
          casework::handed_in_value(transfer.handed_in),
          value_of(transfer.origin_approved_by),
          value_of(transfer.origin_approved_on),
          transfer.sheet_version,
          value_of(transfer.sheet_sent_on),
          value_of(transfer.sheet_received_on),
          value_of(transfer.target_approved_by),
          value_of(transfer.target_approved_on),
          value_of(transfer.certificate),
          bytes_of(transfer.bank_sealed),
          value_of(transfer.bank_holder),
          value_of(transfer.end_reason),
          transfer.recorded_at.milliseconds(),
          value_of(transfer.supplements.value()),
          value_of(transfer.reverses.value()),
          transfer.amount_proposed ? Value(transfer.amount_proposed->fen()) : Value(),
          value_of(transfer.amount_proposed_by)};
}

Transfer read_transfer(const storage::Row& row) {
  Transfer transfer;
  transfer.person = PersonId(row[0].integer());
  transfer.id = CaseId(row[1].integer());
  transfer.origin = region_of(row[2]);
  transfer.target = region_of(row[3]);
  transfer.origin_enrolment = static_cast<int>(row[4].integer_or(0));
  transfer.target_enrolment = static_cast<int>(row[5].integer_or(0));
  const auto origin_scheme = enrolment::parse_scheme(row[6].text());
  const auto target_scheme = enrolment::parse_scheme(row[7].text());
  const auto relation = parse_relation_state(row[8].text());
  const auto money = parse_money_state(row[9].text());
  YB_CHECK(origin_scheme && target_scheme && relation && money, "an unknown word in a transfer");
  transfer.origin_scheme = *origin_scheme;
  transfer.target_scheme = *target_scheme;
  transfer.relation = *relation;
  transfer.money = *money;
  transfer.running = row[10].integer() == 1;
  transfer.route = word_of<Route>(kRouteTexts, row[11].text());
  transfer.clear_on = word_of<policy::ClearOn>(kClearOnTexts, row[12].text());
  transfer.amount = Money::fen(row[13].integer());
  transfer.reservation = row[14].integer_or(0);
  transfer.origin_due = date_of(row[15]);
  transfer.target_due = date_of(row[16]);
  transfer.total_due = date_of(row[17]);
  transfer.provisional = row[18].integer() == 1;
  transfer.calendar_version = row[19].text();
  transfer.target_calendar_version = row[20].text();
  transfer.stops = casework::read_stops(row[21].text());
  transfer.handed_in = casework::read_handed_in(row[22]);
  transfer.origin_approved_by = row[23].text_or("");
  transfer.origin_approved_on = date_of(row[24]);
  transfer.sheet_version = static_cast<int>(row[25].integer());
  transfer.sheet_sent_on = date_of(row[26]);
  transfer.sheet_received_on = date_of(row[27]);
  transfer.target_approved_by = row[28].text_or("");
  transfer.target_approved_on = date_of(row[29]);
  transfer.certificate = row[30].integer_or(0);
  transfer.bank_sealed = sealed_of(row[31]);
  transfer.bank_holder = row[32].text_or("");
  transfer.end_reason = row[33].text_or("");
  transfer.recorded_at = Instant::from_milliseconds(row[34].integer());
  transfer.supplements = CaseId(row[35].integer_or(0));
  transfer.reverses = CaseId(row[36].integer_or(0));
  if (!row[37].is_null()) transfer.amount_proposed = Money::fen(row[37].integer());
  transfer.amount_proposed_by = row[38].text_or("");
  check_transfer(transfer);
  return transfer;
}

std::optional<Transfer> find_transfer(const storage::Rows& transfers, CaseId id) {
  for (const storage::Row& row : transfers) {
    if (row[1].integer() == id.value()) return read_transfer(row);
  }
  return std::nullopt;
}

std::optional<Transfer> running_among(const storage::Rows& transfers) {
  for (const storage::Row& row : transfers) {
    if (row[10].integer() == 1) return read_transfer(row);
  }
  return std::nullopt;
}

std::optional<Sheet> find_sheet(const storage::Rows& sheets, CaseId id) {
  std::optional<Sheet> latest;
  for (const storage::Row& row : sheets) {
    if (row[1].integer() != id.value()) continue;
    Sheet sheet;
    sheet.version = static_cast<int>(row[2].integer());
    sheet.content = casework::read_stored(row[3].text());
    sheet.lines = read_lines(*sheet.content.find("months"));
    sheet.balance = Money::fen(row[4].integer());
    sheet.correction = row[7].text_or("");
    sheet.entered_by = row[5].text();
    latest = std::move(sheet);
  }
  return latest;
}

}  // namespace yibao::transfer
