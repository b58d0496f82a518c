#include "business/entitlement/pass.h"

#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/entitlement/facts.h"
#include "business/entitlement/rules.h"
#include "business/hold/store.h"
#include "policy/policy_set.h"

namespace yibao::entitlement {

namespace {

using storage::Row;
using storage::Rows;
using storage::Value;

constexpr int kPeopleOfPage = 2'000;

// Merged numbers as well: what stands under them lies among the rows of the others.
constexpr storage::Statement kPeopleBehind{
    "pass_people_behind",
    "SELECT person_id, birth_date, died_on, retired_on, retirement_benefits_from, recorded_at, "
    "merged_into FROM person WHERE person_id > $1 ORDER BY person_id LIMIT $2"};
constexpr storage::Statement kEnrolmentsOfRange{
    "pass_enrolments_of_range",
    "SELECT person_id, ordinal, region, scheme, kind, employer_id, account_type, state, base_fen, "
    "started_on, suspended_on, ended_on, end_reason, duplicate, recorded_at, entered_on "
    "FROM enrolment WHERE person_id >= $1 AND person_id <= $2 ORDER BY person_id, ordinal"};
// No more of a month than what counts for entitlement.
constexpr storage::Statement kMonthsOfRange{
    "pass_months_of_range",
    "SELECT person_id, month, enrolment, kind, received_on FROM contribution "
    "WHERE person_id >= $1 AND person_id <= $2 ORDER BY person_id, month, serial"};
constexpr storage::Statement kRecognisedOfRange{
    "pass_recognised_of_range",
    "SELECT m.person_id, m.case_id, m.line, m.region, m.paid_at, m.first_month, m.last_month, "
    "m.deemed, m.entry_id, m.scheme FROM recognised_months m "
    "WHERE m.person_id >= $1 AND m.person_id <= $2 "
    "AND NOT EXISTS (SELECT 1 FROM recognition_undone u WHERE u.person_id = m.person_id "
    "AND u.case_id = m.case_id) ORDER BY m.person_id, m.case_id, m.line"};

std::optional<Date> optional_date(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

// The rows of one person, out of rows in order of person.
Rows take_rows(Rows& rows, std::size_t& at, std::int64_t person) {
  Rows own;
  while (at < rows.size() && rows[at].front().integer() == person) {
    own.push_back(std::move(rows[at++]));
  }
  return own;
}

class Pass {
 public:
  Pass(storage::Session& session, Date day, const business::Context& context)
      : session_(session), day_(day), context_(context) {}

  std::vector<PersonStanding> judge_page(const Rows& people) {
    const Value range[] = {people.front().front(), people.back().front()};
    Rows enrolments = session_.select(kEnrolmentsOfRange, range);
    Rows recognised = session_.select(kRecognisedOfRange, range);
    Rows holds = session_.select(hold::kHoldsOfRange, range);
    std::size_t enrolment = 0;
    std::size_t line = 0;
    std::size_t held = 0;
    std::size_t next = 0;  // of the people
    const auto start = [&](std::size_t index) {
      const Row& row = people[index];
      const std::int64_t id = row[0].integer();
      record_.person.id = PersonId(id);
      record_.person.birth_date = *optional_date(row[1]);
      record_.person.died_on = optional_date(row[2]);
      record_.person.retired_on = optional_date(row[3]);
      record_.person.retirement_benefits_from = optional_date(row[4]);
      record_.person.recorded_at = Instant::from_milliseconds(row[5].integer());
      merged_ = !row[6].is_null();
      record_.enrolments = enrolment::read_enrolments(take_rows(enrolments, enrolment, id));
      record_.recognised = contribution::read_recognised_lines(take_rows(recognised, line, id));
      record_.holds = hold::read_holds(take_rows(holds, held, id));
      record_.contributions.clear();
    };
    const auto judge_until = [&](std::int64_t person) {  // whose months begin now
      while (next < people.size() && people[next][0].integer() < person) {
        judge();
        if (++next < people.size()) start(next);
      }
    };
    start(0);
    session_.visit(kMonthsOfRange, range, [&](std::span<const Value> row) {
      const std::int64_t person = row[0].integer();
      if (record_.person.id.value() != person) judge_until(person);
      YB_CHECK(record_.person.id.value() == person, "a contribution of nobody");
      contribution::Contribution month;
      month.person = record_.person.id;
      month.month = Month::from_index(static_cast<std::int32_t>(row[1].integer()));
      month.enrolment = static_cast<int>(row[2].integer());
      month.kind = static_cast<contribution::ReceiptKind>(row[3].integer());
      month.received_on = Date::from_days(static_cast<std::int32_t>(row[4].integer()));
      record_.contributions.push_back(month);
    });
    judge_until(people.back()[0].integer() + 1);
    return std::move(standings_);
  }

 private:
  void judge() {
    if (merged_) return;  // the number that it leads to is judged
    record_.recognised = contribution::still_recognised(std::move(record_.recognised),
                                                        record_.contributions, record_.enrolments);
    const enrolment::Enrolment* relation =
        relation_answering(day_, record_, *context_.policies, context_.today);
    PersonStanding& told = standings_.emplace_back(record_.person.id, record_.person.recorded_at);
    if (relation == nullptr) return;
    const policy::RegionPolicy& policy = context_.policies->on(relation->region, day_);
    told.region = relation->region;
    told.standing = standing_on(
        day_, facts_of(*relation, record_, *context_.policies, policy, context_.today), policy);
  }

  storage::Session& session_;
  Date day_;
  const business::Context& context_;
  PersonRecord record_;
  bool merged_ = false;
  std::vector<PersonStanding> standings_;
};

}  // namespace

Rows people_behind(PersonId behind, storage::Session& session) {
  return session.select(kPeopleBehind, {behind.value(), kPeopleOfPage});
}

PersonId last_of_page(const Rows& page) {
  return PersonId(page.back().front().integer());
}

std::vector<PersonStanding> judge_page(const Rows& page, Date day, const business::Context& context,
                                       storage::Session& session) {
  return Pass(session, day, context).judge_page(page);
}

}  // namespace yibao::entitlement
