#include "business/entitlement/suppose.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "business/contribution/roster.h"
#include "business/contribution/rules.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/entitlement/gap.h"
#include "business/entitlement/insured.h"
#include "policy/policy_set.h"

namespace yibao::entitlement {

namespace {

using contribution::Contribution;
using contribution::Receipt;
using contribution::Receipts;
using enrolment::Enrolment;
using enrolment::EnrolmentKind;
using enrolment::Scheme;

Verdict stop(PersonRecord& record, Date day) {
  for (Enrolment& each : record.enrolments) {
    if (each.duplicate || !each.is_active()) continue;
    if (day < each.started_on) break;
    each.state = enrolment::EnrolmentState::suspended;
    each.suspended_on = day;
    return Nothing{};
  }
  return refuse("no_enrolment_to_stop", {{"day", day.to_string()}});
}

// 转移接续: the months that the old place certifies, as the new one takes them in.
void recognise(PersonRecord& record, RegionCode region, RegionCode paid_at) {
  for (const Scheme scheme : {Scheme::employee, Scheme::resident}) {
    const contribution::ContributionRecord paid =
        contribution::paid_months(record.contributions, record.enrolments, paid_at, scheme);
    for (const Month month : paid.actual.to_vector()) {
      record.recognised.push_back({region, paid_at, month, month, false, scheme});
    }
    for (const Month month : paid.deemed.to_vector()) {
      record.recognised.push_back({region, paid_at, month, month, true, scheme});
    }
  }
}

// 当月截止日之后申报的,自次月起参保: an enrolment of this month is reported today.
Date begins_on(const SupposedEnrolment& wish, const policy::PolicySet& policies, Date today) {
  if (Month::containing(wish.from) != Month::containing(today)) return wish.from;
  const Month first = enrolment::first_month_of(today, enrolment::scheme_of(wish.kind),
                                                policies.on(wish.region, today).enrolment);
  return std::max(wish.from, first.first_day());
}

Verdict begin(Supposed& supposed, const SupposedEnrolment& wish, const policy::PolicySet& policies,
              Date today) {
  PersonRecord& record = supposed.record;
  Enrolment begun;
  const Enrolment* before = nullptr;
  for (const Enrolment& each : record.enrolments) {
    begun.ordinal = std::max(begun.ordinal, each.ordinal);
    if (each.duplicate) continue;
    if (!each.suspended_on || wish.from < *each.suspended_on) {
      return refuse("supposed_enrolment_overlaps",
                    {{"region", each.region.to_string()}, {"day", wish.from.to_string()}});
    }
    if (before == nullptr || before->started_on <= each.started_on) before = &each;
  }
  begun.person = record.person.id;
  begun.ordinal += 1;
  begun.region = wish.region;
  begun.kind = wish.kind;
  begun.scheme = enrolment::scheme_of(wish.kind);
  begun.started_on = begins_on(wish, policies, today);
  if (begun.started_on != wish.from) {
    supposed.begun_later.push_back(enrolment::begins_after_cutoff(
        begun.started_on, policies.on(wish.region, today).enrolment));
  }
  if (before != nullptr) begun.base = before->base;
  if (before != nullptr && wish.transferred && before->region != wish.region) {
    recognise(record, wish.region, RegionCode(before->region));
  }
  record.enrolments.push_back(begun);
  return Nothing{};
}

void add(PersonRecord& record, const std::vector<Receipt>& receipts) {
  for (const Receipt& receipt : receipts) record.contributions.push_back(receipt.row);
  std::ranges::stable_sort(record.contributions, {}, [](const Contribution& row) {
    return std::pair(row.month, row.serial);
  });
}

// The relation that takes in money on a day.
const Enrolment* taker_on(Date day, const PersonRecord& record) {
  return relation_on(day, record);
}

contribution::ReceiptFacts facts_for(const PersonRecord& record, const Enrolment& under,
                                     Date received_on, Date today) {
  contribution::ReceiptFacts facts;
  facts.under = &under;
  facts.enrolments = record.enrolments;
  facts.contributions = record.contributions;
  facts.received_on = received_on;
  facts.set_life(record.person);
  facts.today = std::max(today, received_on);
  return facts;
}

// Amounts are no part of the question: where no base was declared the lowest one stands in.
std::vector<contribution::ReceiptWish> wishes_of(const std::vector<Month>& months,
                                                 const Enrolment& under,
                                                 const policy::PolicySet& policies) {
  std::vector<contribution::ReceiptWish> wishes;
  for (const Month month : months) {
    contribution::ReceiptWish wish;
    wish.month = month;
    if (under.base.is_zero()) {
      wish.base = policies.on(under.region, month.first_day()).contribution.base_minimum.value;
    }
    wishes.push_back(wish);
  }
  return wishes;
}

Verdict pay(Supposed& supposed, const SupposedPayment& payment, const policy::PolicySet& policies,
            Date today) {
  PersonRecord& record = supposed.record;
  const Enrolment* under = taker_on(payment.received_on, record);
  if (under == nullptr) return refuse("no_enrolment_for_receipt");
  const contribution::ReceiptFacts facts = facts_for(record, *under, payment.received_on, today);
  Decision<Receipts> taken =
      payment.year ? take_resident_year(*payment.year, std::nullopt, facts, policies)
                   : take_receipts(wishes_of(payment.months, *under, policies), facts, policies);
  if (!taken) return taken.refusal();
  if (payment.year) supposed.years.push_back(*payment.year);
  for (const Month month : payment.months) supposed.paid.insert(month);
  add(record, taken->all);
  return Nothing{};
}

// What is open on a day in the employee scheme: months that somebody was obliged to pay, and the
// gap since the last paid month, the month of the day included. What a resident paid takes the
// place of no month that an employer owes.
MonthSet open_months(const PersonRecord& record, const Enrolment& under,
                     const policy::PolicySet& policies, Date day) {
  const policy::RegionPolicy& policy = policies.on(under.region, day);
  const InsuredMonths insured =
      insured_months(record, contribution::standing_receipts(record.contributions), policies, day);
  MonthSet open;
  const Month now = Month::containing(day);
  for (const contribution::RosterMonth& month :
       contribution::roster_at(under.region, record.enrolments, record.person, policy, day)) {
    if (month.kind != EnrolmentKind::retiree) open.insert(month.month);
  }
  open = open.without(insured.employee);
  MonthSet gap;
  if (const std::optional<Month> last = insured.all().last_before(now)) {
    gap.insert(*last + 1, now);
  }
  return open | gap.without(insured.all());
}

void pay_open(Supposed& supposed, Date day, const policy::PolicySet& policies, Date today) {
  const Enrolment* under = taker_on(day, supposed.record);
  if (under == nullptr) {
    supposed.reasons.push_back({"no_enrolment_for_receipt", {}, {}});
    return;
  }
  const auto try_payment = [&](SupposedPayment payment) {
    payment.received_on = day;
    if (const Verdict paid = pay(supposed, payment, policies, today); !paid) {
      for (const Reason& reason : paid.refusal().reasons) supposed.reasons.push_back(reason);
    }
  };
  if (!under->participates_on(day)) {
    supposed.reasons.push_back({"enrol_before_paying",
                                {{"day", day.to_string()}, {"region", under->region.to_string()}},
                                {}});
  }
  if (under->scheme == Scheme::resident) return try_payment({{}, day.year(), day});
  for (const Month month : open_months(supposed.record, *under, policies, day).to_vector()) {
    try_payment({{month}, std::nullopt, day});  // one by one: what is refused hinders no other
  }
}

Contribution row_in_time(const Enrolment& under, Month month, Date received_on) {
  Contribution row;
  row.person = under.person;
  row.month = month;
  row.enrolment = under.ordinal;
  row.received_on = received_on;
  return row;
}

// 以后各月按时缴费: each month not yet due, by its last day; each later year of a resident, in the
// first days of its window.
void go_on(Supposed& supposed, Date horizon, const policy::PolicySet& policies, Date today) {
  PersonRecord& record = supposed.record;
  std::map<Scheme, MonthSet> paid;
  for (const Scheme scheme : {Scheme::employee, Scheme::resident}) {
    const auto by_now =
        contribution::paid_months(record.contributions, record.enrolments, std::nullopt, scheme);
    paid[scheme] = by_now.actual | by_now.deemed;
  }
  std::vector<Receipt> receipts;
  const Month first = Month::containing(today);
  for (Month month = first; month <= Month::containing(horizon); month = month + 1) {
    for (const Enrolment& each : record.enrolments) {
      if (each.duplicate || paid[each.scheme].contains(month)) continue;
      const policy::RegionPolicy& policy = policies.on(each.region, month.first_day());
      const bool yearly = each.scheme == Scheme::resident;
      if (yearly ? month.year() == today.year()
                 : contribution::due_on(month, policy.contribution) < today)
        continue;
      if (!each.participates_on(yearly ? month.first_day() : month.last_day())) continue;
      const Date window =
          Month::of(month.year() - 1, policy.resident.window_first_month.value).first_day();
      receipts.push_back({row_in_time(each, month, yearly ? window : month.last_day()), {}});
      if (each.kind != EnrolmentKind::retiree) supposed.continued.insert(month);
      paid[each.scheme].insert(month);
    }
  }
  add(record, receipts);
}

std::pair<std::string_view, std::string_view> to_pair(const Fact& fact) {
  return {fact.name, fact.value};
}

}  // namespace

Decision<Supposed> suppose(PersonRecord record, const Suppositions& what,
                           const policy::PolicySet& policies, Date today) {
  Supposed supposed;
  supposed.record = std::move(record);
  if (what.stop_on) {
    if (const Verdict stopped = stop(supposed.record, *what.stop_on); !stopped) {
      return stopped.refusal();
    }
  }
  for (const SupposedEnrolment& wish : what.enrolments) {
    if (const Verdict begun = begin(supposed, wish, policies, today); !begun)
      return begun.refusal();
  }
  for (const SupposedPayment& payment : what.payments) {
    if (const Verdict paid = pay(supposed, payment, policies, today); !paid) return paid.refusal();
  }
  if (what.pay_open_on) pay_open(supposed, *what.pay_open_on, policies, today);
  if (what.continues) go_on(supposed, what.horizon, policies, today);
  return supposed;
}

std::vector<Reason> explain(const Supposed& supposed, const Suppositions& what) {
  std::vector<Reason> reasons;
  if (!supposed.paid.empty()) {
    reasons.push_back({"supposed_paid", {{"months", supposed.paid.to_string()}}, {}});
  }
  for (const int year : supposed.years) {
    reasons.push_back({"supposed_year_paid", {{"benefit_year", std::to_string(year)}}, {}});
  }
  reasons.insert(reasons.end(), supposed.begun_later.begin(), supposed.begun_later.end());
  if (!what.continues) reasons.push_back({"supposed_to_stop_paying", {}, {}});
  if (!supposed.continued.empty()) {
    reasons.push_back(
        {"supposed_to_go_on_paying", {{"months", supposed.continued.to_string()}}, {}});
  }
  return reasons;
}

void tell_supposed(std::vector<Reason>& reasons, std::span<const Reason> on_record) {
  for (Reason& reason : reasons) {
    if (reason.code != "covered_by_contribution") continue;
    const bool is_paid = std::ranges::any_of(on_record, [&](const Reason& each) {
      return each.code == reason.code &&
             std::ranges::equal(each.facts, reason.facts, {}, to_pair, to_pair);
    });
    if (!is_paid) reason.code = "covered_by_supposed_contribution";
  }
}

}  // namespace yibao::entitlement
