#include "business/contribution/receipts.h"

#include <algorithm>
#include <set>

#include "business/contribution/roster.h"
#include "business/contribution/rules.h"
#include "business/enrolment/store.h"

namespace yibao::contribution {

namespace {

using enrolment::Enrolment;

std::vector<Fact> of_month(Month month, std::vector<Fact> more = {}) {
  std::vector<Fact> facts{{"month", month.to_string()}};
  facts.insert(facts.end(), more.begin(), more.end());
  return facts;
}

int next_serial(Month month, std::span<const Contribution> rows, std::span<const Receipt> taken) {
  int serial = 0;
  for (const Contribution& row : rows) {
    if (row.month == month) serial = std::max(serial, row.serial + 1);
  }
  for (const Receipt& receipt : taken) {
    if (receipt.row.month == month) serial = std::max(serial, receipt.row.serial + 1);
  }
  return serial;
}

// One month on its way through the rules.
struct MonthCase {
  const ReceiptWish& wish;
  const ReceiptFacts& facts;
  const policy::RegionPolicy& policy;
  std::span<const Contribution> standing;
  ReceiptKind kind;
  Date received_on;
  std::vector<Reason>& notes;
};

// 出生之前没有可缴的月份;死亡之后的月份不再缴费、划账,死亡当月仍可补缴(封存影响表,DEATH)。
Verdict check_lifetime(Month month, const ReceiptFacts& facts) {
  if (facts.born_on && month < Month::containing(*facts.born_on)) {
    return refuse("month_before_birth", of_month(month, {{"born_on", facts.born_on->to_string()}}));
  }
  if (facts.died_on && month > Month::containing(*facts.died_on)) {
    return refuse("month_after_death", of_month(month, {{"died_on", facts.died_on->to_string()}}));
  }
  return Nothing{};
}

bool is_after_leaving(const Enrolment& under, Month month) {
  return under.suspended_on && month.first_day() >= *under.suspended_on;
}

// 离开以后多缴的: nothing of the same payer goes on there in that month.
bool is_overpaid(const MonthCase& one) {
  const Enrolment& under = *one.facts.under;
  const Month month = one.wish.month;
  if (!one.facts.keeps_overpaid || !is_after_leaving(under, month)) return false;
  return std::ranges::none_of(one.facts.enrolments, [&](const Enrolment& each) {
    return each.region == under.region && each.scheme == under.scheme &&
           each.employer == under.employer && each.started_on <= month.last_day() &&
           !is_after_leaving(each, month);
  });
}

// 按月申报缴纳: 最早在前一个月缴下一个月的,不会更早到账。
Verdict check_day(const MonthCase& one) {
  const Date earliest = (one.wish.month - 1).first_day();
  if (one.received_on >= earliest) return Nothing{};
  return refuse("received_before_month",
                of_month(one.wish.month, {{"received_on", one.received_on.to_string()},
                                          {"earliest_on", earliest.to_string()}}));
}

// 补缴可以追溯到现参保关系之前的月份,以当地接受的月数为限;停保之后的月份不能缴费。
Verdict check_period(const MonthCase& one) {
  const Enrolment& under = *one.facts.under;
  const Month month = one.wish.month;
  const bool before_it = month < Month::containing(under.started_on);
  if (is_after_leaving(under, month) || (before_it && one.kind == ReceiptKind::normal)) {
    return refuse("month_outside_enrolment",
                  of_month(month, {{"started_on", under.started_on.to_string()}}));
  }
  const bool own_debt = !before_it && under.kind == EnrolmentKind::employee;
  const policy::Cited<int>& accepted = own_debt ? one.policy.arrears.backpay_accepted_months
                                                : one.policy.gap.backpay_accepted_months;
  const int age = Month::containing(one.received_on) - month;
  if (one.kind == ReceiptKind::supplementary && accepted.value > 0 && age > accepted.value) {
    return refuse("backpay_too_old",
                  of_month(month, {{"months_accepted", std::to_string(accepted.value)}}),
                  {accepted.citation});
  }
  return Nothing{};
}

// 同一月份在一地同一险种只缴一次;在两地或者两个险种缴费的,年限只计一次(R-120)。居民待遇年度开始后
// 就业的,保留职工参保关系,单位照常缴费,居民缴费不退(1.7 之 2)。
Verdict check_not_paid(const MonthCase& one) {
  for (const Contribution& paid : one.standing) {
    if (paid.month != one.wish.month) continue;
    const Enrolment* where = enrolment::with_ordinal(one.facts.enrolments, paid.enrolment);
    const std::vector<Fact> facts = of_month(
        paid.month,
        {{"region", where->region.to_string()}, {"received_on", paid.received_on.to_string()}});
    const Enrolment& here = *one.facts.under;
    if (where->region == here.region && where->scheme == here.scheme) {
      return refuse("month_already_paid", facts);
    }
    one.notes.push_back({"month_paid_elsewhere", facts, {}});
  }
  return Nothing{};
}

Verdict check_amount(const MonthCase& one, const Assessment& expected, Money employer_share) {
  const Money personal = one.wish.personal.value_or(expected.personal);
  const Money employer = one.wish.employer.value_or(employer_share);
  if (personal == expected.personal && employer == employer_share) return Nothing{};
  std::vector<Citation> cited;
  for (const Reason& reason : expected.reasons) {
    cited.insert(cited.end(), reason.citations.begin(), reason.citations.end());
  }
  return refuse("amount_differs_from_policy",
                of_month(one.wish.month, {{"base", expected.base.to_display()},
                                          {"expected_personal", expected.personal.to_display()},
                                          {"expected_employer", employer_share.to_display()},
                                          {"personal", personal.to_display()},
                                          {"employer", employer.to_display()}}),
                std::move(cited));
}

Receipt receipt_of(const MonthCase& one) {
  Receipt receipt;
  receipt.row.person = one.facts.under->person;
  receipt.row.month = one.wish.month;
  receipt.row.enrolment = one.facts.under->ordinal;
  receipt.row.kind = one.kind;
  receipt.row.received_on = one.received_on;
  return receipt;
}

Decision<Receipt> take_refund(const MonthCase& one) {
  for (const Contribution& paid : one.standing) {
    if (paid.month != one.wish.month || paid.enrolment != one.facts.under->ordinal) continue;
    Receipt receipt = receipt_of(one);
    receipt.row.base = paid.base;
    receipt.row.personal = paid.personal;
    receipt.row.employer = paid.employer;
    if (is_payment(paid.kind) && credits_account(*one.facts.under, paid.month)) {
      receipt.credit = assess_month(one.facts.under->kind, paid.base, one.policy).credit;
    }
    return receipt;
  }
  return refuse("month_not_paid", of_month(one.wish.month));
}

// 离开以后多缴的,不计月份、不划账,等待退费(N-19)。
Verdict check_not_waiting(const MonthCase& one) {
  const Overpayment* known =
      waiting_for(one.wish.month, one.facts.under->ordinal, one.facts.overpaid);
  if (known == nullptr) return Nothing{};
  return refuse("month_already_paid",
                of_month(one.wish.month, {{"region", one.facts.under->region.to_string()},
                                          {"received_on", known->received_on.to_string()}}));
}

Verdict check_takeable(const MonthCase& one, bool overpaid) {
  if (overpaid) return check_not_waiting(one);
  if (const Verdict period = check_period(one); !period) return period;
  return check_not_paid(one);
}

// 个人缴费的部分按本人缴费基数的规定比例划入个人账户,到账即划;欠费月份补缴到账后补划(R-085)。
Decision<Receipt> take_payment(const MonthCase& one) {
  const bool overpaid = is_overpaid(one);
  if (const Verdict day = check_day(one); !day) return day.refusal();
  if (const Verdict may = check_takeable(one, overpaid); !may) return may.refusal();
  // 退休人员不缴费;每月的定额另行划入,同一月份不再按缴费划账。
  const auto& retiree_from = one.facts.retiree_from;
  if (retiree_from && one.wish.month.first_day() >= *retiree_from) {
    return refuse("retiree_pays_nothing", of_month(one.wish.month));
  }
  const Money base = one.wish.base.value_or(one.facts.under->base);
  if (base.is_zero()) return refuse("base_missing", of_month(one.wish.month));
  const Assessment expected = assess_month(one.facts.under->kind, base, one.policy);
  const Money employer_share = expected.employer + expected.fund;  // the fund stands in for one
  const Verdict amount = check_amount(one, expected, employer_share);
  if (!amount) return amount.refusal();
  Receipt receipt = receipt_of(one);
  receipt.row.base = expected.base;
  receipt.row.personal = expected.personal;
  receipt.row.employer = employer_share;
  receipt.overpaid = overpaid;
  if (!overpaid && credits_account(*one.facts.under, one.wish.month)) {
    receipt.credit = expected.credit;
  }
  return receipt;
}

Decision<Receipt> take_one(const MonthCase& one) {
  if (one.wish.month > Month::containing(one.facts.today)) {
    return refuse("month_in_future", of_month(one.wish.month));
  }
  if (one.kind == ReceiptKind::refund) return take_refund(one);
  if (const Verdict alive = check_lifetime(one.wish.month, one.facts); !alive) {
    return alive.refusal();
  }
  if (one.kind != ReceiptKind::deemed) return take_payment(one);
  if (const Verdict once = check_not_paid(one); !once) return once.refusal();
  return receipt_of(one);  // 视同缴费: months without money
}

Verdict check_enrolment(const ReceiptFacts& facts) {
  YB_CHECK(facts.under != nullptr, "receipts under no enrolment");
  if (facts.received_on > facts.today) {
    return refuse("received_in_future", {{"day", facts.received_on.to_string()}});
  }
  if (facts.under->scheme == Scheme::resident) return refuse("resident_pays_by_year");
  const bool payment = !facts.kind || is_payment(*facts.kind);
  if (facts.under->kind == EnrolmentKind::retiree && payment) return refuse("retiree_pays_nothing");
  return Nothing{};
}

MonthSet months_standing(std::span<const Contribution> standing, int year, int enrolment,
                         std::span<const Enrolment> enrolments) {
  MonthSet months;
  const RegionCode region = enrolment::with_ordinal(enrolments, enrolment)->region;
  for (const Contribution& each : standing) {
    const Enrolment* where = enrolment::with_ordinal(enrolments, each.enrolment);
    if (each.month.year() == year && where->region == region && where->scheme == Scheme::resident) {
      months.insert(each.month);
    }
  }
  return months;
}

// 次年的费用在集中参保期内缴纳;以前年度的费用按修复办理。
Verdict check_resident_year(int year, const ReceiptFacts& facts,
                            const policy::ResidentPolicy& policy) {
  const Enrolment& under = *facts.under;
  const std::vector<Fact> shown{{"benefit_year", std::to_string(year)}};
  if (under.scheme != Scheme::resident) return refuse("not_a_resident_enrolment");
  if (facts.received_on > facts.today) {
    return refuse("received_in_future", {{"day", facts.received_on.to_string()}});
  }
  const int paid_in = facts.received_on.year();
  const bool window = facts.received_on.month() >= policy.window_first_month.value;
  if (year > paid_in + 1 || (year == paid_in + 1 && !window)) {
    return refuse("resident_year_too_early", shown, {policy.window_first_month.citation});
  }
  const Month first = Month::of(year, 1);
  const bool of_birth = facts.born_on && facts.born_on->year() == year;
  const Verdict alive = check_lifetime(of_birth ? Month::containing(*facts.born_on) : first, facts);
  if (!alive) return alive.refusal();
  if (year < paid_in && !policy.repair_allowed.value) {
    return refuse("repair_not_allowed", shown, {policy.repair_allowed.citation});
  }
  return Nothing{};
}

// 截止日前到账的为正常缴费,之后的为补缴(clct_type 10、30),由到账日决定,不由人选择;
// 填写的与此不符的,不予受理。
Decision<ReceiptKind> kind_of(Month month, Date due, Date received_on, const ReceiptFacts& facts,
                              const policy::ContributionPolicy& policy) {
  if (facts.kind && !is_payment(*facts.kind)) return *facts.kind;
  const bool late = received_on > due;
  const ReceiptKind kind = late ? ReceiptKind::supplementary : ReceiptKind::normal;
  if (facts.kind.value_or(kind) == kind) return kind;
  return refuse(
      late ? "month_is_late" : "month_is_in_time",
      of_month(month, {{"due_on", due.to_string()}, {"received_on", received_on.to_string()}}),
      {policy.due_day.citation});
}

}  // namespace

void ReceiptFacts::set_life(const person::Person& person) {
  born_on = person.birth_date;
  died_on = person.died_on;
  retiree_from = person.retirement_benefits_from;
}

Decision<Receipts> take_receipts(std::span<const ReceiptWish> wishes, const ReceiptFacts& facts,
                                 const policy::PolicySet& policies) {
  if (const Verdict open = check_enrolment(facts); !open) return open.refusal();
  std::vector<Contribution> standing = standing_receipts(facts.contributions);
  Receipts receipts;
  Refusal refusal;
  std::set<Month> named;
  MonthSet from_papers;
  MonthSet after_leaving;
  for (const ReceiptWish& wish : wishes) {
    const policy::RegionPolicy& policy = policies.on(facts.under->region, wish.month.first_day());
    const Date due = due_on(wish.month, policy.contribution);
    const bool of_papers = facts.under->is_of_papers(wish.month);
    const Date received_on = of_papers && !facts.day_told ? due : facts.received_on;
    const Decision<ReceiptKind> known =
        kind_of(wish.month, due, received_on, facts, policy.contribution);
    const ReceiptKind kind = known ? *known : ReceiptKind::normal;
    // A slip of who wrote the list: nothing was paid of it yet.
    const auto take = [&]() -> Decision<Receipt> {
      if (!named.insert(wish.month).second) {
        return refuse("month_named_twice", of_month(wish.month));
      }
      if (!known) return known.refusal();
      return take_one({wish, facts, policy, standing, kind, received_on, receipts.reasons});
    };
    Decision<Receipt> taken = take();
    if (!taken) {
      for (const Reason& reason : taken.refusal().reasons) refusal.reasons.push_back(reason);
      continue;
    }
    Receipt receipt = std::move(taken).value();
    receipt.row.serial = next_serial(wish.month, facts.contributions, receipts.all);
    if (of_papers) from_papers.insert(wish.month);
    if (receipt.overpaid) {
      after_leaving.insert(wish.month);
    } else if (kind == ReceiptKind::refund) {
      std::erase_if(standing, [&](const Contribution& each) {
        return each.month == wish.month && each.enrolment == receipt.row.enrolment;
      });
    } else {
      standing.push_back(receipt.row);
    }
    receipts.all.push_back(std::move(receipt));
  }
  if (!refusal.reasons.empty()) return refusal;
  if (!from_papers.empty()) {
    receipts.reasons.push_back({"months_from_papers", {{"months", from_papers.to_string()}}, {}});
  }
  if (!after_leaving.empty()) {
    receipts.reasons.push_back(
        {"months_after_leaving_kept",
         {{"months", after_leaving.to_string()},
          {"suspended_on", facts.under->suspended_on->to_string()}},
         {policies.on(facts.under->region, facts.today).refund.after_leaving.citation}});
  }
  return receipts;
}

Decision<Receipts> take_resident_year(int year, std::optional<Money> amount,
                                      const ReceiptFacts& facts,
                                      const policy::PolicySet& policies) {
  YB_CHECK(facts.under != nullptr, "receipts under no enrolment");
  const Enrolment& under = *facts.under;
  const int paid_in = facts.received_on.year();
  // 修复按缴费当年的个人缴费标准缴纳。
  const Date priced_on = Month::of(std::max(year, paid_in), 1).first_day();
  const policy::RegionPolicy& policy = policies.on(under.region, priced_on);
  const Verdict may = check_resident_year(year, facts, policy.resident);
  if (!may) return may.refusal();
  const std::vector<Contribution> standing = standing_receipts(facts.contributions);
  if (!months_standing(standing, year, under.ordinal, facts.enrolments).empty()) {
    return refuse("resident_year_already_paid", {{"benefit_year", std::to_string(year)}});
  }
  const Assessment expected = assess_resident_year(under.kind, policy);
  if (amount.value_or(expected.personal) != expected.personal) {
    return refuse("year_amount_differs_from_policy",
                  {{"benefit_year", std::to_string(year)},
                   {"expected_personal", expected.personal.to_display()},
                   {"personal", amount->to_display()}},
                  {policy.contribution.resident_yearly_personal.citation});
  }
  Receipts receipts;
  receipts.reasons = expected.reasons;
  const bool repair = year < paid_in;
  const Month first = Month::of(year, 1);
  for (Month month = first; month.year() == year; month = month + 1) {
    Receipt receipt;
    receipt.row.person = under.person;
    receipt.row.month = month;
    receipt.row.serial = next_serial(month, facts.contributions, {});
    receipt.row.enrolment = under.ordinal;
    receipt.row.kind = repair ? ReceiptKind::supplementary : ReceiptKind::normal;
    if (month == first) receipt.row.personal = expected.personal;
    receipt.row.received_on = facts.received_on;
    receipts.all.push_back(std::move(receipt));
  }
  return receipts;
}

}  // namespace yibao::contribution
