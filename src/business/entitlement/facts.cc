#include "business/entitlement/facts.h"

#include <algorithm>
#include <map>
#include <set>

#include "business/contribution/roster.h"
#include "business/contribution/rules.h"
#include "business/enrolment/store.h"
#include "business/entitlement/insured.h"
#include "business/entitlement/rules.h"

namespace yibao::entitlement {

namespace {

using contribution::Contribution;
using contribution::ReceiptKind;
using enrolment::Enrolment;
using enrolment::Scheme;

const Enrolment& under(const Contribution& receipt, const PersonRecord& record) {
  const Enrolment* found = enrolment::with_ordinal(record.enrolments, receipt.enrolment);
  YB_CHECK(found != nullptr, "a contribution under an enrolment that is not there");
  return *found;
}

// The months that arrived after their end, by day of arrival. A month that another receipt had
// paid in time was not late. A resident pays a year, which ends on 31 December (ruling 5): paid in
// the course of it, its months are not late; only a repaired year is.
void set_late_months(EntitlementFacts& facts, const PersonRecord& record,
                     const std::vector<Contribution>& standing) {
  std::map<Date, MonthSet> late;
  MonthSet in_time;
  for (const Contribution& receipt : standing) {
    const bool yearly = under(receipt, record).scheme == Scheme::resident;
    if (yearly && !facts.as_resident.contains(receipt.month)) continue;
    if (receipt.kind == ReceiptKind::deemed || receipt.received_on <= receipt.month.last_day() ||
        (yearly && receipt.kind == ReceiptKind::normal)) {
      in_time.insert(receipt.month);
    } else {
      late[receipt.received_on].insert(receipt.month);
    }
  }
  for (const auto& [day, months] : late) {
    const MonthSet rest = months.without(in_time);
    if (!rest.empty()) facts.supplementary.push_back({rest, day});
  }
}

// 转移之后在转入地缴费的第一个月. A month paid up later (补缴) is part of the gap, not its end; but
// a month of the new employer is its own, however late it pays.
std::vector<Month> first_after_transfer(RegionCode region, const PersonRecord& record,
                                        const std::vector<Contribution>& standing,
                                        const MonthSet& employer_months) {
  MonthSet here;
  for (const Contribution& receipt : standing) {
    if (under(receipt, record).region != region) continue;
    if (receipt.kind == contribution::ReceiptKind::normal ||
        employer_months.contains(receipt.month)) {
      here.insert(receipt.month);
    }
  }
  std::set<Month> months;
  for (const contribution::RecognisedMonths& line : record.recognised) {
    if (line.region != region) continue;
    if (const std::optional<Month> next = here.first_from(line.last + 1)) months.insert(*next);
  }
  return {months.begin(), months.end()};
}

// 由居民医保转入职工医保后缴费的第一个月.
std::vector<Month> first_after_switch(const EntitlementFacts& facts) {
  std::vector<Month> months;
  if (facts.as_resident.empty()) return months;
  const MonthSet insured = facts.insured();
  for (const Month month : facts.paid.to_vector()) {
    const std::optional<Month> before = insured.last_before(month);
    if (before && facts.as_resident.contains(*before)) months.push_back(month);
  }
  return months;
}

// 新生儿在规定天数内补缴出生年度的,不是修复: the window may run past the end of the year.
bool pays_year_of_birth(const Contribution& receipt, const PersonRecord& record,
                        const policy::ResidentPolicy& policy) {
  const Date born_on = record.person.birth_date;
  return under(receipt, record).kind == enrolment::EnrolmentKind::newborn &&
         receipt.month.year() == born_on.year() &&
         receipt.received_on - born_on <= policy.newborn_window_days.value;
}

// What a resident paid, by year: to this region's fund, to another's, or as a repair; each with the
// day of the first receipt.
struct YearsPaid {
  std::map<int, Date> here;
  std::map<int, Date> elsewhere;
  std::map<int, Date> repaired;
  std::set<int> under_this;  // by a receipt of the relation that is asked of
};

void keep_first(std::map<int, Date>& years, int year, Date received_on) {
  const auto [at, is_new] = years.try_emplace(year, received_on);
  at->second = std::min(at->second, received_on);
}

YearsPaid years_paid(const Enrolment& relation, const PersonRecord& record,
                     const std::vector<Contribution>& standing,
                     const policy::RegionPolicy& policy) {
  YearsPaid years;
  for (const Contribution& receipt : standing) {
    const Enrolment& payer = under(receipt, record);
    if (payer.scheme != Scheme::resident) continue;
    const bool repair = receipt.kind == ReceiptKind::supplementary &&
                        !pays_year_of_birth(receipt, record, policy.resident);
    std::map<int, Date>& of_place = payer.region == relation.region ? years.here : years.elsewhere;
    if (payer.ordinal == relation.ordinal) years.under_this.insert(receipt.month.year());
    keep_first(repair ? years.repaired : of_place, receipt.month.year(), receipt.received_on);
  }
  return years;
}

// 待遇由缴费所在的统筹区支付: a year that was paid elsewhere keeps up continuity and covers nothing
// here. A year that was paid up later belongs, as a repair, to the next year that was paid in the
// ordinary way.
std::vector<ResidentYear> resident_years(const Enrolment& relation, const PersonRecord& record,
                                         const std::vector<Contribution>& standing,
                                         const policy::PolicySet& policies,
                                         const policy::RegionPolicy& policy) {
  const YearsPaid paid = years_paid(relation, record, standing, policy);
  std::map<int, Date> ordinary = paid.here;
  ordinary.insert(paid.elsewhere.begin(), paid.elsewhere.end());
  std::vector<ResidentYear> years;
  int previous = 0;
  for (const auto& [year, received_on] : ordinary) {
    const policy::RegionPolicy& of_then =
        policies.on(relation.region, std::max(received_on, Month::of(year, 1).first_day()));
    ResidentYear& one = years.emplace_back();
    one.year = year;
    one.received_on = received_on;
    for (const auto& [missed, paid_up_on] : paid.repaired) {
      if (missed > previous && missed < year) one.repairs.push_back(paid_up_on);
    }
    one.exempt = is_exempt_on(received_on, record.groups, of_then.resident);
    one.policy = &of_then;
    one.here = paid.here.contains(year);
    if (!paid.under_this.contains(year)) one.since = relation.started_on;
    previous = year;
  }
  return years;
}

std::vector<int> recognised_years(const PersonRecord& record) {
  std::set<int> years;
  for (const contribution::RecognisedMonths& line : record.recognised) {
    if (line.scheme != Scheme::resident) continue;
    for (int year = line.first.year(); year <= line.last.year(); ++year) years.insert(year);
  }
  return {years.begin(), years.end()};
}

// 首次参保: whoever was a resident before, or paid in another province, is not new.
bool begins_here(RegionCode region, const EntitlementFacts& facts, const PersonRecord& record,
                 const std::vector<Contribution>& standing) {
  const std::optional<Month> first = facts.insured().first();
  if (!first) return true;
  if (!facts.paid.contains(*first)) return false;
  const auto of_first = [&](const Contribution& receipt) {
    return receipt.month == *first && under(receipt, record).scheme == Scheme::employee;
  };
  if (const auto at = std::ranges::find_if(standing, of_first); at != standing.end()) {
    return under(*at, record).region.province() == region.province();
  }
  return std::ranges::any_of(record.recognised, [&](const contribution::RecognisedMonths& line) {
    return line.first == *first && line.scheme == Scheme::employee &&
           line.paid_at.province() == region.province();
  });
}

}  // namespace

// 困难群体不设等待期: whoever is in a group that the region names when the money arrives.
bool is_exempt_on(Date day, std::span<const Membership> memberships,
                  const policy::ResidentPolicy& policy) {
  const auto& groups = policy.exempt_groups.value;
  return std::ranges::any_of(memberships, [&](const Membership& each) {
    return each.holds_on(day) && std::ranges::find(groups, each.group) != groups.end();
  });
}

const Enrolment* relation_on(Date day, const PersonRecord& record) {
  const Enrolment* last = nullptr;
  for (const Enrolment& each : record.enrolments) {
    if (each.duplicate || each.started_on > day) continue;
    if (each.participates_on(day)) return &each;
    if (last == nullptr || each.started_on >= last->started_on) last = &each;
  }
  return last;
}

const Enrolment* relation_after(Date day, const PersonRecord& record) {
  const Enrolment* next = nullptr;
  for (const Enrolment& each : record.enrolments) {
    if (each.duplicate || each.participates_on(day)) continue;
    if (each.started_on <= day) continue;
    if (next == nullptr || each.started_on < next->started_on) next = &each;
  }
  return next;
}

// What a sheet certifies counts for the place that took it in.
PaidUnder month_paid_under(Date day, const PersonRecord& record) {
  const Month last = Month::containing(day);
  const Month first = last - 1;
  std::vector<Contribution> of_day;
  for (const Contribution& each : record.contributions) {
    if (first <= each.month && each.month <= last) of_day.push_back(each);
  }
  PaidUnder paid;
  for (const Contribution& each : contribution::standing_receipts(of_day)) {
    (under(each, record).started_on <= day ? paid.earlier : paid.later) = true;
  }
  const auto taken_in_by_then = [&](const contribution::RecognisedMonths& line) {
    return line.first <= last && first <= line.last &&
           std::ranges::any_of(record.enrolments, [&](const Enrolment& each) {
             return each.region == line.region && each.started_on <= day;
           });
  };
  paid.earlier = paid.earlier || std::ranges::any_of(record.recognised, taken_in_by_then);
  return paid;
}

const Enrolment* resident_before(Date day, const PersonRecord& record) {
  const Enrolment* last = nullptr;
  for (const Enrolment& each : record.enrolments) {
    if (each.duplicate || each.scheme != Scheme::resident || each.started_on > day) continue;
    if (last == nullptr || each.started_on >= last->started_on) last = &each;
  }
  return last;
}

const Enrolment* relation_answering(Date day, const PersonRecord& record,
                                    const policy::PolicySet& policies, Date today) {
  const auto with_facts = [&](const Enrolment& relation, auto ask) {
    const policy::RegionPolicy& policy = policies.on(relation.region, day);
    return ask(facts_of(relation, record, policies, policy, today), policy);
  };
  return relation_answering(
      day, record,
      [&](const Enrolment& other) {
        return with_facts(other, [&](const EntitlementFacts& facts, const auto& policy) {
          return is_entitled(day, facts, policy) != Cover::no;
        });
      },
      [&](const Enrolment& employee, const Enrolment& resident) {
        return with_facts(employee, [&](const EntitlementFacts& facts, const auto&) {
          return is_resident_still(day, resident, facts);
        });
      });
}

EntitlementFacts facts_of(const Enrolment& relation, const PersonRecord& record,
                          const policy::PolicySet& policies, const policy::RegionPolicy& policy,
                          Date today) {
  const std::vector<Contribution> standing = contribution::standing_receipts(record.contributions);
  EntitlementFacts facts;
  facts.scheme = relation.scheme;
  facts.region = relation.region;
  facts.died_on = record.person.died_on;
  facts.retired_on = record.person.retirement_benefits_from;
  facts.is_woman = record.person.sex == yibao::Sex::female;
  facts.holds = record.holds;
  for (const contribution::RosterMonth& month :
       contribution::roster_at(relation.region, record.enrolments, record.person, policy, today)) {
    if (!month.employer.is_none()) facts.employer_months.insert(month.month);
  }
  // The roster ends today; what an employer is supposed to pay later is its own all the same.
  for (const Contribution& receipt : standing) {
    const Enrolment& payer = under(receipt, record);
    if (receipt.month <= Month::containing(today) || payer.region != relation.region) continue;
    if (!payer.employer.is_none()) facts.employer_months.insert(receipt.month);
  }
  const InsuredMonths insured = insured_months(record, standing, policies, today);
  facts.paid = insured.employee;
  facts.as_resident = insured.as_resident;
  facts.year_months = insured.year_months;
  const policy::ArrearsPolicy& arrears = policies.on(relation.region, today).arrears;
  for (const Month month : facts.employer_months.without(facts.paid).to_vector()) {
    if (contribution::too_old_to_pay(month, arrears, today)) facts.employer_months.erase(month);
  }
  set_late_months(facts, record, standing);
  facts.transferred =
      first_after_transfer(relation.region, record, standing, facts.employer_months);
  facts.switched = first_after_switch(facts);
  facts.kind = relation.kind;
  facts.resident_years = resident_years(relation, record, standing, policies, policy);
  facts.begins_here = begins_here(relation.region, facts, record, standing);
  facts.recognised_years = recognised_years(record);
  facts.eligible_since_year = record.person.birth_date.year();
  facts.born_on = record.person.birth_date;
  return facts;
}

RetirementFacts retirement_facts_of(RegionCode region, const PersonRecord& record) {
  std::vector<Contribution> employee;
  for (const Contribution& row : record.contributions) {
    if (under(row, record).scheme == Scheme::employee) employee.push_back(row);
  }
  const contribution::ContributionRecord all =
      contribution::paid_months(employee, record.enrolments);
  RetirementFacts facts;
  facts.sex = record.person.sex == yibao::Sex::male ? Sex::male : Sex::female;
  facts.born_on = record.person.birth_date;
  facts.actual = all.actual;
  facts.deemed = all.deemed;
  for (const contribution::RecognisedMonths& line : record.recognised) {
    if (line.scheme != Scheme::employee) continue;
    (line.deemed ? facts.deemed : facts.actual).insert(line.first, line.last);
  }
  facts.local_actual = contribution::paid_months(employee, record.enrolments, region).actual;
  return facts;
}

}  // namespace yibao::entitlement
