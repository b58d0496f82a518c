#include "business/place_change/company.h"

#include "base/check.h"
#include "business/place_change/types.h"

namespace yibao::place_change {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;
using storage::Value;

constexpr Column kCompanyMoveColumns[] = {{"region", ColumnType::integer},
                                          {"move_id", ColumnType::integer},
                                          {"employer_id", ColumnType::integer},
                                          {"target", ColumnType::integer},
                                          {"target_employer_id", ColumnType::integer},
                                          {"effective_on", ColumnType::integer},
                                          {"state", ColumnType::text},
                                          {"filed_by", ColumnType::text},
                                          {"accepted_by", ColumnType::text},
                                          {"approved_by", ColumnType::text},
                                          {"refused_because", ColumnType::text},
                                          {"recorded_at", ColumnType::integer}};
constexpr Column kMemberColumns[] = {
    {"person_id", ColumnType::integer},  {"move_id", ColumnType::integer},
    {"attempt", ColumnType::integer},    {"outcome", ColumnType::text},
    {"reasons", ColumnType::text},       {"change_case", ColumnType::integer},
    {"recorded_at", ColumnType::integer}};

RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}
Value value_of(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}

void check_move(const CompanyMove& move) {
  YB_CHECK(move.region != move.target && move.employer != move.target_employer,
           "a company that moves nowhere");
  YB_CHECK(move.state != MoveState::approved || move.accepted_by != move.approved_by,
           "both agencies by one officer");
  YB_CHECK((move.state == MoveState::refused) == !move.refused_because.empty(),
           "a refusal says why");
}

}  // namespace

const storage::Table kCompanyMove{
    112, "company_move", kCompanyMoveColumns, 2, Owner::region, 0, Mutability::mutable_rows};
const storage::Table kCompanyMoveMember{
    113, "company_move_member", kMemberColumns, 3, Owner::person, 0, Mutability::append_only};

// The first column of a keyed select is its key.
const storage::KeyedSelect kCompanyMoveById{
    "company_move_by_id",
    "SELECT move_id, region, move_id, employer_id, target, target_employer_id, effective_on, "
    "state, "
    "filed_by, accepted_by, approved_by, refused_because, recorded_at FROM company_move "
    "WHERE move_id {key} ORDER BY move_id"};
const storage::KeyedSelect kCompanyMovesOf{
    "company_moves_of",
    "SELECT employer_id, region, move_id, employer_id, target, target_employer_id, effective_on, "
    "state, filed_by, accepted_by, approved_by, refused_because, recorded_at FROM company_move "
    "WHERE employer_id {key} ORDER BY employer_id, move_id"};
const storage::KeyedSelect kMoveMembersOf{
    "company_move_members_of",
    "SELECT person_id, move_id, attempt, outcome, reasons, change_case, recorded_at "
    "FROM company_move_member WHERE person_id {key} ORDER BY person_id, move_id, attempt"};

CompanyMove read_company_move(const storage::Row& row) {
  CompanyMove move;
  move.region = region_of(row[0]);
  move.id = row[1].integer();
  move.employer = EmployerId(row[2].integer());
  move.target = region_of(row[3]);
  move.target_employer = EmployerId(row[4].integer());
  move.effective_on = Date::from_days(static_cast<std::int32_t>(row[5].integer()));
  const auto state = parse_word<MoveState>(kMoveStateTexts, row[6].text());
  YB_CHECK(state.has_value(), "an unknown state of a company's move: " + row[6].text());
  move.state = *state;
  move.filed_by = row[7].text();
  move.accepted_by = row[8].text_or("");
  move.approved_by = row[9].text_or("");
  move.refused_because = row[10].text_or("");
  move.recorded_at = Instant::from_milliseconds(row[11].integer());
  check_move(move);
  return move;
}

std::optional<CompanyMove> find_company_move(const storage::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return read_company_move(storage::Row(rows.front().begin() + 1, rows.front().end()));
}

std::optional<MemberAttempt> last_attempt(const storage::Rows& rows, std::int64_t move) {
  std::optional<MemberAttempt> last;
  for (const storage::Row& row : rows) {
    if (row[1].integer() != move) continue;
    last = MemberAttempt{static_cast<int>(row[2].integer()), row[3].text() == "moved"};
  }
  return last;
}

storage::Row company_move_row(const CompanyMove& move) {
  check_move(move);
  return {move.region.value(),
          move.id,
          move.employer.value(),
          move.target.value(),
          move.target_employer.value(),
          move.effective_on.days(),
          to_text(move.state),
          move.filed_by,
          value_of(move.accepted_by),
          value_of(move.approved_by),
          value_of(move.refused_because),
          move.recorded_at.milliseconds()};
}

}  // namespace yibao::place_change
