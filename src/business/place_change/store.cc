#include "business/place_change/store.h"

#include "base/check.h"

namespace yibao::place_change {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;
using storage::Value;

constexpr Column kDisplayedPlaceColumns[] = {{"person_id", ColumnType::integer},
                                             {"region", ColumnType::integer},
                                             {"chosen_on", ColumnType::integer},
                                             {"recorded_at", ColumnType::integer}};
constexpr Column kPlaceChangeColumns[] = {{"person_id", ColumnType::integer},
                                          {"case_id", ColumnType::integer},
                                          {"reason", ColumnType::text},
                                          {"ground", ColumnType::text},
                                          {"person_group", ColumnType::text},
                                          {"origin", ColumnType::integer},
                                          {"target", ColumnType::integer},
                                          {"old_enrolment", ColumnType::integer},
                                          {"new_enrolment", ColumnType::integer},
                                          {"old_change_type", ColumnType::integer},
                                          {"new_change_type", ColumnType::integer},
                                          {"approved_on", ColumnType::integer},
                                          {"begins_on", ColumnType::integer},
                                          {"following", ColumnType::text},
                                          {"transfer_case", ColumnType::integer},
                                          {"card_ordered", ColumnType::integer},
                                          {"company_move", ColumnType::integer},
                                          {"recorded_at", ColumnType::integer},
                                          {"told_obstacles", ColumnType::text}};

RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer_or(0)));
}
Date date_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
Value value_of(std::int64_t number) {
  return number == 0 ? Value() : Value(number);
}

template<class Enum, std::size_t Count>
Enum word_of(const std::array<std::string_view, Count>& words, const Value& value) {
  const std::optional<Enum> word = parse_word<Enum>(words, value.text());
  YB_CHECK(word.has_value(), "an unknown word in the database: " + value.text());
  return *word;
}

// What must be true of every stored change, before it is saved and after it is loaded.
void check_change(const PlaceChange& change) {
  YB_CHECK(!change.target.is_none() && change.origin != change.target, "a change to nowhere");
  YB_CHECK(change.origin.is_none() == (change.old_enrolment == 0) &&
               change.origin.is_none() == (change.old_change_type == 0),
           "an origin has its relation and its code");
  YB_CHECK(change.new_enrolment != 0 && change.new_enrolment != change.old_enrolment,
           "a change begins another relation");
  YB_CHECK((change.following == Following::opened) == !change.transfer.is_none(),
           "an opened transfer has its case");
}

}  // namespace

const storage::Table kDisplayedPlace{
    110, "displayed_place", kDisplayedPlaceColumns, 1, Owner::person, 0, Mutability::mutable_rows};
const storage::Table kPlaceChange{
    111, "place_change", kPlaceChangeColumns, 2, Owner::person, 0, Mutability::mutable_rows};

const storage::KeyedSelect kDisplayedPlaceOf{
    "displayed_place_of",
    "SELECT person_id, region, chosen_on, recorded_at FROM displayed_place "
    "WHERE person_id {key} ORDER BY person_id"};
const storage::KeyedSelect kPlaceChangesOf{
    "place_changes_of",
    "SELECT person_id, case_id, reason, ground, person_group, origin, target, old_enrolment, "
    "new_enrolment, old_change_type, new_change_type, approved_on, begins_on, following, "
    "transfer_case, card_ordered, company_move, recorded_at, told_obstacles FROM place_change "
    "WHERE person_id {key} ORDER BY person_id, case_id"};

DisplayedPlace read_displayed_place(const storage::Row& row) {
  return {PersonId(row[0].integer()), region_of(row[1]), date_of(row[2]),
          Instant::from_milliseconds(row[3].integer())};
}

storage::Row displayed_place_row(const DisplayedPlace& place) {
  YB_CHECK(!place.region.is_none(), "displayed nowhere");
  return {place.person.value(), place.region.value(), place.chosen_on.days(),
          place.recorded_at.milliseconds()};
}

std::optional<DisplayedPlace> displayed_among(const storage::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return read_displayed_place(rows.front());
}

PlaceChange read_place_change(const storage::Row& row) {
  PlaceChange change;
  change.person = PersonId(row[0].integer());
  change.id = CaseId(row[1].integer());
  change.reason = word_of<ChangeReason>(kChangeReasonTexts, row[2]);
  change.ground = word_of<Ground>(kGroundTexts, row[3]);
  change.group = word_of<PersonGroup>(kPersonGroupTexts, row[4]);
  change.origin = region_of(row[5]);
  change.target = region_of(row[6]);
  change.old_enrolment = static_cast<int>(row[7].integer_or(0));
  change.new_enrolment = static_cast<int>(row[8].integer());
  change.old_change_type = static_cast<int>(row[9].integer_or(0));
  change.new_change_type = static_cast<int>(row[10].integer());
  change.approved_on = date_of(row[11]);
  change.begins_on = date_of(row[12]);
  change.following = word_of<Following>(kFollowingTexts, row[13]);
  change.transfer = CaseId(row[14].integer_or(0));
  change.card_ordered = row[15].integer() == 1;
  change.company_move = row[16].integer_or(0);
  change.recorded_at = Instant::from_milliseconds(row[17].integer());
  change.told_obstacles = row[18].text_or("");
  check_change(change);
  return change;
}

storage::Row place_change_row(const PlaceChange& change) {
  check_change(change);
  return {change.person.value(),
          change.id.value(),
          to_text(change.reason),
          to_text(change.ground),
          to_text(change.group),
          value_of(change.origin.value()),
          change.target.value(),
          value_of(change.old_enrolment),
          change.new_enrolment,
          value_of(change.old_change_type),
          change.new_change_type,
          change.approved_on.days(),
          change.begins_on.days(),
          to_text(change.following),
          value_of(change.transfer.value()),
          change.card_ordered ? 1 : 0,
          value_of(change.company_move),
          change.recorded_at.milliseconds(),
          change.told_obstacles.empty() ? Value() : Value(change.told_obstacles)};
}

std::optional<PlaceChange> find_place_change(const storage::Rows& rows, CaseId id) {
  for (const storage::Row& row : rows) {
    if (row[1].integer() == id.value()) return read_place_change(row);
  }
  return std::nullopt;
}

}  // namespace yibao::place_change
