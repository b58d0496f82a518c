#include "business/seal/rules.h"

#include <algorithm>
#include <optional>

#include "base/months_later.h"
#include "business/card/holds.h"
#include "business/casework/remedies.h"
#include "business/contribution/roster.h"
#include "business/entitlement/breaks.h"
#include "business/hold/rules.h"
#include "business/seal/steps.h"

namespace yibao::seal {

namespace {

using enrolment::Enrolment;
using entitlement::PersonRecord;
using hold::HoldCause;

// What was known on the day: money that arrived later had lifted nothing yet. Today everything was.
class Known {
 public:
  Known(Date day, const PersonRecord& record) : all_(&record) {
    const auto later = [&](const contribution::Contribution& each) {
      return each.received_on > day;
    };
    if (std::ranges::none_of(record.contributions, later)) return;
    part_ = record;
    std::erase_if(part_->contributions, later);
  }
  const PersonRecord& record() const { return part_ ? *part_ : *all_; }
  bool is_all() const { return !part_; }

 private:
  const PersonRecord* all_;
  std::optional<PersonRecord> part_;
};

bool nobody_pays_any_more(Date day, const PersonRecord& record) {
  const auto over = [&](const std::optional<Date>& since) { return since && *since <= day; };
  return over(record.person.died_on) || over(record.person.retirement_benefits_from);
}

Seal computed(HoldCause cause, RegionCode region, Date since) {
  Seal seal;
  seal.hold.cause = cause;
  seal.hold.region = region;
  seal.hold.since = since;
  seal.source = source_of(cause);
  return seal;
}

// 最后一段未缴的月份中,自最近一个由单位欠缴的月份之后起算断缴;单位欠缴的月份是欠费(1.10 之 5)。
std::optional<Seal> employee_gap(Date day, const Enrolment& relation,
                                 const entitlement::EntitlementFacts& facts) {
  const std::vector<entitlement::Break> breaks = entitlement::find_breaks(day, facts);
  const bool open = !breaks.empty() && !breaks.back().resumed && !breaks.back().as_resident;
  if (!open) return std::nullopt;
  const Month last = Month::containing(day) - 1;
  Month first = breaks.back().first_unpaid;
  if (const auto owed = breaks.back().owed.last()) first = *owed + 1;
  if (first > last) return std::nullopt;
  Seal seal = computed(HoldCause::gap, relation.region, (first + 1).first_day());
  seal.months.insert(first, last);
  return seal;
}

// 居民待遇至缴费年度的年底;当年未缴的,自 1 月 1 日起断缴。Who never paid before has no gap.
std::optional<Seal> resident_gap(Date day, const Enrolment& relation,
                                 const entitlement::EntitlementFacts& facts) {
  const Month month = Month::containing(day);
  const MonthSet insured = facts.insured();
  if (insured.contains(month)) return std::nullopt;
  const std::optional<Month> last_paid = insured.last_before(month);
  if (!last_paid) return std::nullopt;
  const Month first = *last_paid + 1;
  Seal seal = computed(HoldCause::gap, relation.region, first.first_day());
  seal.months.insert(first, month);
  return seal;
}

const HoldingCase* case_of(CaseId id, const SealRecord& record) {
  const auto found = std::ranges::find(record.cases, id, &HoldingCase::id);
  return found == record.cases.end() ? nullptr : &*found;
}

Seal from_row(const StoredHold& stored, const SealRecord& record) {
  Seal seal;
  seal.hold = stored.hold;
  seal.source = source_of(stored.hold.cause);
  seal.set_by = stored.set_by;
  seal.evidence = stored.note;
  seal.application = stored.application;
  seal.recorded_at = stored.recorded_at;
  seal.served_on = stored.served_on;
  seal.appeal_refused = stored.appeal_refused;
  if (const HoldingCase* made_by = case_of(stored.application, record)) {
    seal.case_runs = made_by->runs;
    seal.case_due_on = made_by->due_on;
    seal.case_recorded_at = made_by->recorded_at;
  }
  return seal;
}

void add(std::vector<Seal>& seals, std::vector<Seal> more) {
  for (Seal& seal : more) seals.push_back(std::move(seal));
}

// 已经重新参保、尚未起保的: the day from which months can be paid again.
std::optional<Date> next_beginning(Date day, const PersonRecord& record) {
  std::optional<Date> first;
  for (const Enrolment& each : record.enrolments) {
    if (each.duplicate || !each.is_active() || each.started_on <= day) continue;
    if (!first || each.started_on < *first) first = each.started_on;
  }
  return first;
}

}  // namespace

RegionCode office_of(const hold::Hold& hold, Date day, const SealRecord& record) {
  if (!hold.region.is_none()) return hold.region;
  const auto card = std::ranges::find(record.cards, hold.card,
                                      [](const card::Card& each) { return each.id.value(); });
  if (card != record.cards.end()) return card->region;
  const Enrolment* relation = entitlement::relation_on(day, record.person);
  return relation == nullptr ? RegionCode::nation() : relation->region;
}

// 离职导致断缴(R-061):自首个未缴月的次月 1 日起。
std::vector<Seal> gap_on(Date day, const policy::PolicySet& policies,
                         entitlement::SharedFacts& all_facts) {
  if (nobody_pays_any_more(day, all_facts.record())) return {};
  const Known as_of(day, all_facts.record());
  const PersonRecord& known = as_of.record();
  const Enrolment* relation = entitlement::relation_on(day, known);
  if (relation == nullptr) return {};
  const policy::RegionPolicy& policy = policies.on(relation->region, day);
  entitlement::SharedFacts of_known(known, policies);
  const entitlement::EntitlementFacts& facts =
      (as_of.is_all() ? all_facts : of_known).of(*relation, policy, day);
  std::optional<Seal> gap = relation->scheme == enrolment::Scheme::employee
                                ? employee_gap(day, *relation, facts)
                                : resident_gap(day, *relation, facts);
  if (!gap) return {};
  gap->participates = relation->participates_on(day);
  gap->by_employer = !relation->employer.is_none();
  if (!gap->participates) gap->begins_on = next_beginning(day, known);
  return {std::move(*gap)};
}

// 单位未按时缴费的,自首个欠费月的次月 1 日起暂停医保功能(R-071、R-085)。
std::vector<Seal> arrears_on(Date day, const SealRecord& record,
                             const policy::PolicySet& policies) {
  const Known as_of(day, record.person);
  const PersonRecord& known = as_of.record();
  std::vector<Seal> seals;
  for (const RegionCode region : contribution::regions_of(known.enrolments)) {
    std::vector<contribution::Arrears> owed = contribution::arrears_at(
        region, known.enrolments, known.contributions, known.person, policies, day);
    if (owed.empty()) continue;
    Seal seal = computed(HoldCause::arrears, region, (owed.front().month + 1).first_day());
    for (const contribution::Arrears& debt : owed) seal.months.insert(debt.month);
    seal.debts = std::move(owed);
    seals.push_back(std::move(seal));
  }
  return seals;
}

std::vector<Seal> seals_on(Date day, const SealRecord& record, const policy::PolicySet& policies,
                           const calendar::Calendar& calendar) {
  entitlement::SharedFacts facts(record.person, policies);
  return seals_on(day, record, policies, calendar, facts);
}

std::vector<Seal> seals_on(Date day, const SealRecord& record, const policy::PolicySet& policies,
                           const calendar::Calendar& calendar, entitlement::SharedFacts& facts) {
  std::vector<Seal> seals;
  if (const auto died_on = record.person.person.died_on) {
    seals.push_back(computed(HoldCause::death, {}, *died_on));
    seals.back().hold = hold::hold_of_death(*died_on, day);
  }
  for (const StoredHold& stored : record.stored) seals.push_back(from_row(stored, record));
  for (const hold::Hold& of_card : card::holds_of(record.cards)) {
    Seal seal;
    seal.hold = of_card;
    seals.push_back(std::move(seal));
  }
  add(seals, arrears_on(day, record, policies));
  add(seals, gap_on(day, policies, facts));
  for (Seal& seal : seals) {
    const auto card = std::ranges::find(record.cards, seal.hold.card,
                                        [](const card::Card& each) { return each.id.value(); });
    if (card == record.cards.end()) continue;
    seal.card_recorded_at = card->recorded_at;
    const card::Card* ordered = card::open_order(record.cards);
    if (ordered != nullptr && ordered->replaces == card->id) {
      seal.replacement_ordered_on = ordered->ordered_on;
    }
  }
  std::erase_if(seals, [&](const Seal& seal) { return !hold::is_in_force(seal.hold, day); });
  for (Seal& seal : seals) {
    if (seal.source != Source::ordered || !seal.served_on) continue;
    const RegionCode office = office_of(seal.hold, day, record);
    seal.appeal_until =
        casework::appeal_until(*seal.served_on, policies.on(office, day).appeal, calendar);
  }
  std::ranges::stable_sort(seals, {}, [](const Seal& seal) {
    return std::pair(lifting_rank(seal.hold.cause), seal.hold.since);
  });
  return seals;
}

std::vector<hold::Hold> holds_of(std::span<const Seal> seals) {
  std::vector<hold::Hold> holds;
  for (const Seal& seal : seals) holds.push_back(seal.hold);
  return holds;
}

int holds_within(int months, Date day, const SealRecord& record, const policy::PolicySet& policies,
                 entitlement::SharedFacts& facts) {
  const Date after = months_later(day, -months, NoSuchDay::last_of_month);
  const auto counts = [&](Date since) { return after < since && since <= day; };
  int count = 0;
  for (const StoredHold& stored : record.stored) count += counts(stored.hold.since) ? 1 : 0;
  const Enrolment* relation = entitlement::relation_on(day, record.person);
  if (relation == nullptr || relation->scheme != enrolment::Scheme::employee) return count;
  const policy::RegionPolicy& policy = policies.on(relation->region, day);
  for (const entitlement::Break& broken :
       entitlement::find_breaks(day, facts.of(*relation, policy, day))) {
    count += !broken.as_resident && counts(broken.stops_from()) ? 1 : 0;
  }
  return count;
}

}  // namespace yibao::seal
