#include "business/seal/resident_guidance.h"

#include <algorithm>
#include <set>

#include "business/contribution/rules.h"
#include "business/enrolment/store.h"
#include "business/entitlement/coverage.h"
#include "business/entitlement/resident.h"
#include "business/entitlement/rules.h"
#include "business/entitlement/suppose.h"

namespace yibao::seal {

namespace {

using enrolment::Enrolment;
using enrolment::Scheme;
using entitlement::PersonRecord;
using policy::RegionPolicy;

struct YearPaid {
  int year = 0;
  Date on;
};
using Years = std::vector<YearPaid>;

// What was known on the day, with every hold cleared.
PersonRecord known_on(Date day, const PersonRecord& all) {
  PersonRecord record = all;
  record.holds.clear();
  std::erase_if(record.contributions,
                [&](const contribution::Contribution& each) { return each.received_on > day; });
  return record;
}

std::set<int> years_standing(const PersonRecord& record) {
  std::set<int> years;
  for (const contribution::Contribution& each :
       contribution::standing_receipts(record.contributions)) {
    const Enrolment* under = enrolment::with_ordinal(record.enrolments, each.enrolment);
    if (under != nullptr && under->scheme == Scheme::resident) years.insert(each.month.year());
  }
  return years;
}

// One resident's record, with benefit years paid that nobody has paid yet.
class Supposing {
 public:
  explicit Supposing(const GuidanceFacts& known)
      : known_(known),
        record_(known_on(known.day, known.shared.record())),
        standing_(years_standing(record_)),
        as_it_stands_(record_, known.policies, known.day) {}

  bool is_paid(int year) const { return standing_.contains(year); }

  // None: the receipts would be refused.
  std::optional<PersonRecord> with(const Years& years) const {
    entitlement::Suppositions what;
    for (const YearPaid& each : years) {
      if (!is_paid(each.year)) what.payments.push_back({{}, each.year, each.on});
    }
    Decision<entitlement::Supposed> supposed =
        entitlement::suppose(record_, what, known_.policies, known_.day);
    if (!supposed) return std::nullopt;
    return std::move(supposed).value().record;
  }

  // The first day from the day asked on, or before it what is covered retroactively; none in the
  // year and the next.
  std::optional<Date> covered_from(const Years& years) {
    const std::optional<PersonRecord> record = with(years);
    if (!record) return std::nullopt;
    entitlement::ByDay supposed(*record, known_.policies, known_.day);
    const Date end = january_of(known_.day.year() + 2);
    for (Date at = known_.day; at < end;) {
      const entitlement::Standing standing = supposed.standing_on(at).standing;
      if (standing.cover == entitlement::Cover::yes) {
        if (at > known_.day) return at;
        return entitlement::covered_back_to(at, supposed, as_it_stands_);
      }
      const Date next = january_of(at.year() + 1);
      at = standing.until && *standing.until > at ? std::min(*standing.until, next) : next;
    }
    return std::nullopt;
  }

  static Date january_of(int year) { return Month::of(year, 1).first_day(); }

 private:
  const GuidanceFacts& known_;
  PersonRecord record_;
  std::set<int> standing_;
  entitlement::ByDay as_it_stands_;
};

// 次年度现在就缴,集中参保期还没有开始的,自其开始。
Years next_year(const GuidanceFacts& known, const RegionPolicy& policy) {
  const int year = known.day.year() + 1;
  const Date opens = Month::of(year - 1, policy.resident.window_first_month.value).first_day();
  return {{year, std::max(known.day, opens)}};
}

Years this_year(const GuidanceFacts& known) {
  return {{known.day.year(), known.day}};
}

Years both_years(const GuidanceFacts& known, const RegionPolicy& policy) {
  Years both = this_year(known);
  both.push_back(next_year(known, policy).front());
  return both;
}

// 本年度现在缴费,等待期满时年度已经结束的,缴下一年度。连同本年度一并缴纳的,不断保;这样更早享受的,
// 一并说明。
void guide_next_year(Guidance& guidance, const Enrolment& relation, Supposing& supposing,
                     const GuidanceFacts& known, const RegionPolicy& policy) {
  const YearPaid next = next_year(known, policy).front();
  const Date begins = Supposing::january_of(next.year);
  if (entitlement::in_enrolment_window(next.on, next.year, policy.resident)) {
    guidance.open_until = entitlement::enrolment_window_ends(next.year, policy.resident);
  }
  const std::optional<Date> alone = supposing.covered_from({next});
  const std::optional<Date> both = supposing.covered_from(both_years(known, policy));
  if (!alone && !both) return;
  NextYear told{next.year, alone.value_or(*both), std::nullopt};
  if (both && (!alone || *both < *alone)) told.with_this_year = both;
  guidance.next_year = told;
  guidance.benefits_from = told.with_this_year.value_or(told.alone);
  if (told.with_this_year) {
    guidance.back_payment = guidance.amount;
  } else {
    guidance.earliest_on = begins;
  }
  guidance.amount =
      contribution::assess_resident_year(relation.kind, known.policies.on(relation.region, begins))
          .personal;
  guidance.citations.push_back(policy.resident.window_first_month.citation);
  guidance.citations.push_back(policy.resident.window_last_month.citation);
  guidance.citations.push_back(policy.resident.fixed_wait_months.citation);
}

void guide_gap_with(Guidance& guidance, const Enrolment& relation, Supposing& supposing,
                    const GuidanceFacts& known) {
  const RegionPolicy& policy = known.policies.on(relation.region, known.day);
  guidance.yearly = true;
  guidance.amount = contribution::assess_resident_year(relation.kind, policy).personal;
  guidance.citations = {policy.contribution.resident_yearly_personal.citation};
  guidance.benefits_from = supposing.covered_from(this_year(known));
  if (!guidance.benefits_from) guide_next_year(guidance, relation, supposing, known, policy);
}

// The years that are paid whether or not missed ones are paid up.
Years paid_anyway(const Guidance& gap, const GuidanceFacts& known, const RegionPolicy& policy) {
  if (!gap.next_year) return this_year(known);
  return gap.next_year->with_this_year ? both_years(known, policy) : next_year(known, policy);
}

// The missed years that make somebody wait who has paid these.
std::set<int> missed_before(const Years& paid, const Enrolment& relation,
                            const Supposing& supposing, const GuidanceFacts& known,
                            const RegionPolicy& policy) {
  const std::optional<PersonRecord> record = supposing.with(paid);
  if (!record) return {};
  const entitlement::EntitlementFacts facts =
      entitlement::facts_of(relation, *record, known.policies, policy, known.day);
  std::set<int> missed;
  for (const entitlement::ResidentYear& year : facts.resident_years) {
    if (year.year + 1 < known.day.year()) continue;
    const RegionPolicy& of_then = year.policy != nullptr ? *year.policy : policy;
    for (const int each : entitlement::missed_years_before(
             entitlement::facts_of_year(year, facts, of_then.resident), of_then.resident)) {
      if (!supposing.is_paid(each)) missed.insert(each);
    }
  }
  for (const YearPaid& each : paid) missed.erase(each.year);
  return missed;
}

// 每补一个年度提前多少,以实际的到账日计算;不再提前的年度不列。
std::vector<Repair> repairs_sooner_than(Date without, Years paid, std::set<int> missed, Money each,
                                        Supposing& supposing, Date day) {
  std::vector<Repair> repairs;
  Date best = without;
  for (;;) {
    std::optional<int> chosen;
    for (auto year = missed.rbegin(); year != missed.rend(); ++year) {
      paid.push_back({*year, day});
      if (const auto from = supposing.covered_from(paid); from && *from < best) {
        best = *from;
        chosen = *year;
      }
      paid.pop_back();
    }
    if (!chosen) return repairs;
    paid.push_back({*chosen, day});
    missed.erase(*chosen);
    repairs.push_back({*chosen, each, best});
  }
}

}  // namespace

void guide_resident_gap(Guidance& guidance, const Enrolment& relation, const GuidanceFacts& known) {
  Supposing supposing(known);
  guide_gap_with(guidance, relation, supposing, known);
}

std::optional<Guidance> guide_repairs(const Seal* gap, const GuidanceFacts& known) {
  const PersonRecord& record = known.shared.record();
  const Enrolment* relation = entitlement::relation_on(known.day, record);
  if (relation == nullptr || relation->scheme != Scheme::resident) return std::nullopt;
  if (record.person.died_on) return std::nullopt;
  const RegionPolicy& policy = known.policies.on(relation->region, known.day);
  Supposing supposing(known);
  Years paid;
  if (!supposing.is_paid(known.day.year())) {
    if (gap == nullptr) return std::nullopt;  // never insured before: nothing was missed
    Guidance of_gap;
    guide_gap_with(of_gap, *relation, supposing, known);
    paid = paid_anyway(of_gap, known, policy);
  }
  const std::optional<Date> without = supposing.covered_from(paid);
  if (!without || *without <= known.day) return std::nullopt;
  const Money each = contribution::assess_resident_year(
                         relation->kind, known.policies.on(relation->region,
                                                           Supposing::january_of(known.day.year())))
                         .personal;
  Guidance guidance;
  guidance.repairs =
      repairs_sooner_than(*without, paid, missed_before(paid, *relation, supposing, known, policy),
                          each, supposing, known.day);
  if (guidance.repairs.empty()) return std::nullopt;
  guidance.way = Way::repair_years;
  guidance.by = "person";
  guidance.office = relation->region;
  guidance.yearly = true;
  guidance.earliest_on = known.day;
  guidance.amount = Money::fen(each.fen() * static_cast<std::int64_t>(guidance.repairs.size()));
  guidance.benefits_from = guidance.repairs.back().benefits_from;
  guidance.otherwise_from = without;
  guidance.open_until = *without - 1;
  guidance.citations = {policy.resident.repair_allowed.citation,
                        policy.contribution.resident_yearly_personal.citation,
                        policy.resident.variable_months_per_missed_year.citation,
                        policy.resident.variable_formula.citation,
                        policy.resident.floor_months.citation};
  return guidance;
}

}  // namespace yibao::seal
