#include "business/contribution/arrears_pass.h"

#include <algorithm>
#include <optional>

#include "business/contribution/roster.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/person/types.h"

namespace yibao::contribution {

namespace {

using storage::Row;
using storage::Rows;
using storage::Value;

constexpr int kRowsOfPage = 4'000;

constexpr storage::Statement kRostersBehind{
    "arrears_rosters_behind",
    "SELECT e.person_id, e.kind, e.employer_id, e.base_fen, e.started_on, e.suspended_on, "
    "p.died_on, p.retired_on, e.entered_on, "
    "p.retirement_benefits_from FROM enrolment AS e JOIN person AS p ON p.person_id = e.person_id "
    "WHERE e.person_id > $2 AND e.region = $1 AND e.scheme = 'employee' "
    "AND p.merged_into IS NULL ORDER BY e.person_id, e.ordinal LIMIT $3"};
// Per person: how many rows, from which month to which; a month that was paid twice or taken back
// shows in the last two.
constexpr storage::Statement kPaidCounts{
    "arrears_paid_counts",
    "SELECT e.person_id, CAST(COUNT(*) AS BIGINT), MIN(c.month), MAX(c.month), MAX(c.serial), "
    "MAX(CASE WHEN c.kind = 20 THEN 1 ELSE 0 END) FROM enrolment AS e "
    "CROSS JOIN contribution AS c WHERE e.person_id >= $2 AND e.person_id <= $3 AND e.region = $1 "
    "AND e.scheme = 'employee' AND c.person_id = e.person_id AND c.month <= $4 "
    "AND c.enrolment = e.ordinal GROUP BY e.person_id ORDER BY e.person_id"};

std::optional<Date> optional_date(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

enrolment::Enrolment enrolment_of(const Row& row, RegionCode region) {
  enrolment::Enrolment each;
  each.person = PersonId(row[0].integer());
  each.region = region;
  const auto kind = parse_enrolment_kind(row[1].text());
  YB_CHECK(kind.has_value(), "an unknown kind of enrolment in the database");
  each.kind = *kind;
  each.employer = EmployerId(row[2].integer_or(0));
  each.base = Money::fen(row[3].integer());
  each.started_on = *optional_date(row[4]);
  each.suspended_on = optional_date(row[5]);
  each.entered_on = optional_date(row[8]);
  return each;
}

class Pass {
 public:
  Pass(storage::Session& reader, RegionCode region, Month until, const policy::PolicySet& policies,
       Date today)
      : reader_(reader),
        region_(region),
        until_(until),
        policies_(policies),
        policy_(policies.on(region, today)),
        today_(today) {}

  Debts run() {
    for (PersonId behind; read_page(behind);) {
    }
    return std::move(debts_);
  }

 private:
  // False where nothing is left.
  bool read_page(PersonId& behind) {
    Rows rows = reader_.select(kRostersBehind, {region_.value(), behind.value(), kRowsOfPage});
    if (rows.empty()) return false;
    const bool more = rows.size() == kRowsOfPage;
    if (more) leave_last_person(rows);
    const std::int64_t last = rows.back()[0].integer();
    const Rows counts = reader_.select(
        kPaidCounts, {region_.value(), rows.front()[0].integer(), last, until_.index()});
    judge(rows, counts);
    behind = PersonId(last);
    return more;
  }

  // Whose enrolments may go on behind the page is read with the next one.
  static void leave_last_person(Rows& rows) {
    const std::int64_t person = rows.back()[0].integer();
    YB_CHECK(rows.front()[0].integer() != person, "more enrolments than a page holds");
    while (rows.back()[0].integer() == person) rows.pop_back();
  }

  void judge(const Rows& rows, const Rows& counts) {
    std::vector<PersonId> doubtful;
    std::size_t count = 0;
    std::vector<enrolment::Enrolment> enrolments;
    person::Person person;
    for (std::size_t i = 0; i < rows.size();) {
      const std::int64_t id = rows[i][0].integer();
      enrolments.clear();
      person.died_on = optional_date(rows[i][6]);
      person.retired_on = optional_date(rows[i][7]);
      person.retirement_benefits_from = optional_date(rows[i][9]);
      for (; i < rows.size() && rows[i][0].integer() == id; ++i) {
        enrolments.push_back(enrolment_of(rows[i], region_));
      }
      while (count < counts.size() && counts[count][0].integer() < id) ++count;
      const bool counted = count < counts.size() && counts[count][0].integer() == id;
      if (is_paid(roster_at(region_, enrolments, person, policy_, until_.last_day()),
                  counted ? &counts[count] : nullptr)) {
        continue;
      }
      doubtful.emplace_back(id);
    }
    look_closely(doubtful);
  }

  // Certainly nothing owed: as many months as an unbroken roster of employers has, all within it,
  // each paid once and none taken back. Whatever is not certain is looked at closely.
  static bool is_paid(const std::vector<RosterMonth>& roster, const Row* counts) {
    const RosterMonth* first = nullptr;
    const RosterMonth* last = nullptr;
    std::int64_t owed = 0;
    for (const RosterMonth& month : roster) {
      if (month.kind != EnrolmentKind::employee) continue;
      if (first == nullptr) first = &month;
      last = &month;
      ++owed;
    }
    if (owed == 0) return true;
    if (counts == nullptr) return false;
    return last->month - first->month + 1 == owed && (*counts)[1].integer() == owed &&
           (*counts)[2].integer() == first->month.index() &&
           (*counts)[3].integer() == last->month.index() && (*counts)[4].integer() == 0 &&
           (*counts)[5].integer() == 0;
  }

  void look_closely(const std::vector<PersonId>& people) {
    std::vector<Value> keys;
    for (const PersonId person : people) keys.emplace_back(person.value());
    if (keys.empty()) return;
    const std::vector<Rows> enrolments = reader_.select_keyed(enrolment::kEnrolmentsOf, keys);
    const std::vector<Rows> contributions = reader_.select_keyed(kContributionsOf, keys);
    const std::vector<Rows> deaths = reader_.select_keyed(kLifeOf, keys);
    for (std::size_t i = 0; i < people.size(); ++i) {
      person::Person person;
      person.died_on = optional_date(deaths[i].front()[1]);
      person.retired_on = optional_date(deaths[i].front()[2]);
      person.retirement_benefits_from = optional_date(deaths[i].front()[3]);
      add(people[i], arrears_at(region_, enrolment::read_enrolments(enrolments[i]),
                                read_contributions(contributions[i]), person, policies_, today_));
    }
  }

  void add(PersonId person, const std::vector<Arrears>& owed) {
    for (const Arrears& item : owed) {
      if (item.month > until_) continue;
      EmployerDebt& debt = debts_[item.employer];
      debt.months.insert(item.month);
      debt.amount += item.amount_due;
      debt.late_fee += item.late_fee;
      if (debt.people.empty() || debt.people.back() != person) debt.people.push_back(person);
    }
  }

  static constexpr storage::KeyedSelect kLifeOf{
      "arrears_life_of",
      "SELECT person_id, died_on, retired_on, retirement_benefits_from FROM person "
      "WHERE person_id {key}"};

  storage::Session& reader_;
  RegionCode region_;
  Month until_;
  const policy::PolicySet& policies_;
  const policy::RegionPolicy& policy_;
  Date today_;
  Debts debts_;
};

}  // namespace

Debts find_debts(storage::Session& reader, RegionCode region, Month until,
                 const policy::PolicySet& policies, Date today) {
  reader.begin();
  try {
    Debts debts = Pass(reader, region, until, policies, today).run();
    reader.rollback();
    return debts;
  } catch (...) {
    reader.rollback();
    throw;
  }
}

}  // namespace yibao::contribution
