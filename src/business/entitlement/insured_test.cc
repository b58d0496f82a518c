// Goal: who was insured as what in each month (insured.h): a resident's year beside the months as
// an employee, wherever either was paid (domain 1.7 云浮 2, C-26).
#include "business/entitlement/insured.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/files/data.h"
#include "business/entitlement/facts.h"

namespace yibao::entitlement {
namespace {

using contribution::Contribution;
using enrolment::EnrolmentKind;
using enrolment::Scheme;

constexpr RegionCode kChangsha(430100);
constexpr RegionCode kNanchang(360100);

const policy::PolicySet& policies() {
  static const policy::PolicySet set =
      files::load_policy(std::string(YIBAO_SOURCE_DIR) + "/policy").value();
  return set;
}

// A life of relations one behind the other and what was paid under them.
class Life {
 public:
  Life& stay(EnrolmentKind kind, RegionCode region, Date from, std::optional<Date> until = {}) {
    enrolment::Enrolment row;
    row.ordinal = static_cast<int>(record_.enrolments.size()) + 1;
    row.region = region;
    row.kind = kind;
    row.scheme = enrolment::scheme_of(kind);
    if (kind == EnrolmentKind::employee) row.employer = EmployerId(7);
    row.started_on = from;
    row.suspended_on = until;
    record_.enrolments.push_back(row);
    return *this;
  }
  // Under the last relation.
  Life& pays(Month first, Month last) {
    for (Month month = first; month <= last; month = month + 1) {
      Contribution row;
      row.month = month;
      row.enrolment = record_.enrolments.back().ordinal;
      row.received_on = first.first_day();
      record_.contributions.push_back(row);
    }
    return *this;
  }
  // As the rows stand in the store: by month.
  Life& pays_up(Month first, Month last, Date received_on) {
    const std::size_t before = record_.contributions.size();
    pays(first, last);
    for (std::size_t i = before; i < record_.contributions.size(); ++i) {
      record_.contributions[i].kind = contribution::ReceiptKind::supplementary;
      record_.contributions[i].received_on = received_on;
    }
    std::ranges::stable_sort(record_.contributions, {}, &Contribution::month);
    return *this;
  }
  Life& takes_over(RegionCode paid_at, Month first, Month last) {
    record_.recognised.push_back(
        {record_.enrolments.back().region, paid_at, first, last, false, Scheme::employee});
    return *this;
  }
  Life& pays_year(int year) { return pays(Month::of(year, 1), Month::of(year, 12)); }
  Life& sheet(Month first, Month last, Scheme scheme) {
    record_.recognised.push_back({kChangsha, RegionCode(530100), first, last, false, scheme});
    return *this;
  }
  const PersonRecord& record() const { return record_; }
  InsuredMonths insured(Date today = Date::of(2025, 10, 20)) const {
    return insured_months(record_, record_.contributions, policies(), today);
  }

 private:
  PersonRecord record_;
};

Life resident_then_employee(RegionCode resident_at) {
  Life life;
  life.stay(EnrolmentKind::resident_adult, resident_at, Date::of(2024, 11, 6), Date::of(2025, 4, 1))
      .pays_year(2025)
      .stay(EnrolmentKind::employee, kChangsha, Date::of(2025, 4, 1), Date::of(2025, 7, 1));
  return life;
}

// The year is nobody's month any more once there was one as an employee, paid or owed, in
// whichever city it was paid for.
TEST(InsuredMonths, a_year_ends_with_the_first_month_as_an_employee) {
  for (const RegionCode place : {kChangsha, kNanchang}) {
    Life life = resident_then_employee(place);
    EXPECT_EQ(life.insured().as_resident.to_string(), "2025-01..2025-03");  // all is owed
    life.pays(Month::of(2025, 4), Month::of(2025, 6));
    EXPECT_EQ(life.insured().employee.to_string(), "2025-04..2025-06");
    EXPECT_EQ(life.insured().as_resident.to_string(), "2025-01..2025-03");
    EXPECT_EQ(life.insured().year_months.to_string(), "2025-01..2025-12");
    // Taken in as a resident again, the rest of the year is back.
    life.stay(EnrolmentKind::resident_adult, place, Date::of(2025, 8, 5));
    EXPECT_EQ(life.insured().as_resident.to_string(), "2025-01..2025-03, 2025-08..2025-12");
  }
}

// Who left as a resident and is nothing else keeps the year; who came in its course has all of it.
TEST(InsuredMonths, a_year_paid_for_is_kept_whole) {
  Life left;
  left.stay(EnrolmentKind::resident_adult, kChangsha, Date::of(2024, 11, 4), Date::of(2025, 4, 1))
      .pays_year(2025);
  EXPECT_EQ(left.insured().as_resident.to_string(), "2025-01..2025-12");
  Life came;
  came.stay(EnrolmentKind::employee, kChangsha, Date::of(2023, 1, 1), Date::of(2024, 7, 1))
      .pays(Month::of(2023, 1), Month::of(2024, 6))
      .stay(EnrolmentKind::resident_adult, kChangsha, Date::of(2025, 6, 10))
      .pays_year(2025);
  EXPECT_EQ(came.insured().as_resident.to_string(), "2025-01..2025-12");
}

// A flexible worker owes nothing, but is a resident no more from the first roster on; before the
// cut-off of the month of the change the month is the resident's.
TEST(InsuredMonths, a_flexible_workers_roster_ends_the_year_too) {
  Life life;
  life.stay(EnrolmentKind::resident_adult, kChangsha, Date::of(2024, 11, 4), Date::of(2025, 4, 28))
      .pays_year(2025)
      .stay(EnrolmentKind::flexible, kChangsha, Date::of(2025, 4, 28));
  EXPECT_EQ(life.insured().as_resident.to_string(), "2025-01..2025-04");
  EXPECT_TRUE(life.insured().employee.empty());
}

// No hole between the schemes: until the first month as an employee the resident's fund answers,
// though the relation as an employee has begun.
TEST(InsuredMonths, the_days_before_the_first_month_as_an_employee_are_the_residents) {
  Life life;
  life.stay(EnrolmentKind::resident_adult, kNanchang, Date::of(2024, 11, 4), Date::of(2025, 4, 28))
      .pays_year(2025)
      .stay(EnrolmentKind::employee, kChangsha, Date::of(2025, 4, 28))
      .pays(Month::of(2025, 5), Month::of(2025, 5));
  const auto answering = [&](Date day) {
    return relation_answering(day, life.record(), policies(), Date::of(2025, 5, 20))->ordinal;
  };
  EXPECT_EQ(answering(Date::of(2025, 4, 27)), 1);
  EXPECT_EQ(answering(Date::of(2025, 4, 30)), 1);
  EXPECT_EQ(answering(Date::of(2025, 5, 1)), 2);
}

// N-20: between two relations the place whose month covers the day pays. The later one was nobody's
// place yet; it pays for what was paid up to it, where that covers retroactively.
TEST(RelationAnswering, a_day_between_two_relations_belongs_to_whose_month_covers_it) {
  const auto answering = [](const Life& life, Date day) {
    return relation_answering(day, life.record(), policies(), Date::of(2026, 3, 10))->ordinal;
  };
  Life life;
  life.stay(EnrolmentKind::employee, RegionCode(420100), Date::of(2025, 6, 3),
            Date::of(2025, 10, 1))
      .pays(Month::of(2025, 6), Month::of(2025, 9))
      .stay(EnrolmentKind::employee, RegionCode(350900), Date::of(2026, 2, 3))
      .pays(Month::of(2026, 2), Month::of(2026, 3));
  for (const Date day : {Date::of(2025, 9, 30), Date::of(2025, 10, 1), Date::of(2025, 10, 31),
                         Date::of(2025, 11, 1), Date::of(2026, 1, 31), Date::of(2026, 2, 2)}) {
    const bool of_paid_month = Month::containing(day) == Month::of(2026, 2);
    EXPECT_EQ(answering(life, day), of_paid_month ? 2 : 1) << day.to_string();
  }
  EXPECT_EQ(answering(life, Date::of(2026, 2, 3)), 2);
  // 43号: moved there, and the gap paid up there, which covers it: the first month is still the
  // earlier place's, by its own September.
  Life moved;
  moved
      .stay(EnrolmentKind::flexible, RegionCode(420100), Date::of(2025, 1, 1),
            Date::of(2025, 10, 1))
      .pays(Month::of(2025, 1), Month::of(2025, 9))
      .stay(EnrolmentKind::flexible, kChangsha, Date::of(2026, 1, 5))
      .takes_over(RegionCode(420100), Month::of(2025, 1), Month::of(2025, 9))
      .pays(Month::of(2026, 1), Month::of(2026, 3))
      .pays_up(Month::of(2025, 10), Month::of(2025, 12), Date::of(2026, 1, 8));
  EXPECT_EQ(answering(moved, Date::of(2025, 10, 31)), 1);
  EXPECT_EQ(answering(moved, Date::of(2025, 11, 1)), 2);
  EXPECT_EQ(answering(moved, Date::of(2026, 1, 4)), 2);
}

// N-24: of a place on paper only its sheet is known.
TEST(InsuredMonths, a_sheets_year_ends_with_the_first_month_as_an_employee) {
  Life life;
  life.stay(EnrolmentKind::employee, kChangsha, Date::of(2025, 4, 1), Date::of(2025, 5, 1))
      .pays(Month::of(2025, 4), Month::of(2025, 4))
      .sheet(Month::of(2024, 1), Month::of(2025, 12), Scheme::resident);
  EXPECT_EQ(life.insured().as_resident.to_string(), "2024-01..2025-03");
  Life before;  // an employee first, a resident since
  before.stay(EnrolmentKind::employee, kChangsha, Date::of(2026, 1, 1))
      .sheet(Month::of(2025, 1), Month::of(2025, 4), Scheme::employee)
      .sheet(Month::of(2025, 1), Month::of(2025, 12), Scheme::resident);
  EXPECT_EQ(before.insured(Date::of(2026, 1, 10)).as_resident.to_string(), "2025-05..2025-12");
}

}  // namespace
}  // namespace yibao::entitlement
