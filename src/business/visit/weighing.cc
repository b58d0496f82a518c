#include "business/visit/weighing.h"

#include <algorithm>
#include <map>

#include "business/enrolment/insurance_code.h"
#include "business/entitlement/rules.h"
#include "policy/policy_set.h"

namespace yibao::visit {

namespace {

int percent_of(const entitlement::Standing& standing) {
  if (standing.cover == entitlement::Cover::no) return 0;
  return standing.cover == entitlement::Cover::yes ? 100 : standing.percent;
}

// How a day stands: what the fund pays of the fees of that day, and why.
struct DayTerms {
  Date day;
  int percent = 0;  // of the benefit
  std::vector<Reason> cover;
  Terms terms;

  bool pays() const { return percent > 0 && terms.pays(); }
  // Fees of days that do not differ are one amount, so that nothing is rounded day by day.
  bool is_like(const DayTerms& other) const {
    return percent == other.percent && terms.rate == other.terms.rate &&
           terms.deductible == other.terms.deductible && terms.ceiling == other.terms.ceiling &&
           terms.recognition == other.terms.recognition &&
           terms.registration == other.terms.registration;
  }
};

// Days in a row that stand alike, and what is in scope of their fees.
struct Stretch {
  DayTerms terms;
  Money in_scope;
};

FundFacts fund_facts(const Stretch& stretch, const YearSoFar& year) {
  const Terms& terms = stretch.terms.terms;
  FundFacts fund;
  fund.in_scope = stretch.in_scope;
  fund.percent = stretch.terms.percent;
  fund.deductible_used = year.deductible;
  fund.paid_so_far = year.fund;
  fund.deductible = terms.deductible;
  fund.rate = terms.rate;
  fund.ceiling = terms.ceiling;
  return fund;
}

// By name and by code: the code is what the sender has to write.
std::vector<Fact> place_facts(RegionCode place) {
  return {{"other_region", place.to_string()}, {"code", place.to_string()}};
}

Refusal insured_elsewhere(RegionCode place) {
  return refuse("insured_elsewhere", place_facts(place));
}

// 没有参保关系而有个人账户的,账户里的钱可以用,统筹基金不支付(R-054): the rule of every till.
Decision<DayTerms> without_relation(const BillFacts& bill, Date day) {
  if (!bill.has_account) return refuse("person_not_insured");
  if (bill.insurance != enrolment::insurance_code(enrolment::Scheme::employee)) {
    return refuse("insurance_differs", {{"insurance", bill.insurance}});
  }
  DayTerms terms;
  terms.day = day;
  terms.cover = {{"account_without_relation", {{"region", bill.insured_place.to_string()}}, {}}};
  return terms;
}

Decision<DayTerms> terms_on(Date day, const BillFacts& bill,
                            const entitlement::PersonRecord& record,
                            const std::vector<care::Registration>& on_record,
                            const business::Context& context) {
  const policy::RegionPolicy& policy = context.policies->on(bill.insured_place, day);
  const enrolment::Enrolment* relation =
      entitlement::relation_answering(day, record, *context.policies, context.today);
  if (relation == nullptr) return without_relation(bill, day);
  if (bill.insurance != enrolment::insurance_code(relation->scheme)) {
    return refuse("insurance_differs", {{"insurance", bill.insurance}});
  }
  if (relation->region != bill.insured_place) return insured_elsewhere(relation->region);
  // 门诊慢特病要说是哪一种 (R26)。
  if (bill.kind == kChronicCare && bill.disease.empty()) return refuse("chronic_disease_missing");
  DayTerms found;
  found.day = day;
  entitlement::Entitlement entitlement = entitlement::entitlement_on(
      day, entitlement::facts_of(*relation, record, *context.policies, policy, context.today),
      policy);
  found.percent = percent_of(entitlement.standing);
  found.cover = std::move(entitlement.reasons);
  const bool resident = relation->scheme == enrolment::Scheme::resident;
  Decision<Terms> terms =
      fund_terms({resident, record.person.draws_retirement_on(day), bill.level, bill.institution,
                  bill.insured_place, bill.place_of_care, bill.kind, bill.disease,
                  care::holding_on(day, on_record), day},
                 policy.settlement);
  if (!terms) return terms.refusal();
  found.terms = std::move(terms).value();
  // At what rate the fund would pay is no news for who has no benefits.
  if (found.percent == 0 && found.terms.pays()) found.terms.reasons.clear();
  return found;
}

Decision<std::vector<Stretch>> stretches_of(const BillFacts& bill,
                                            const entitlement::PersonRecord& record,
                                            const std::vector<care::Registration>& on_record,
                                            const business::Context& context) {
  YB_CHECK(!bill.charges.empty(), "a bill of no day");
  std::vector<Stretch> all;
  std::optional<Date> last;
  for (const Charge& charge : bill.charges) {
    if (last == charge.day) {
      all.back().in_scope += charge.in_scope;
      continue;
    }
    last = charge.day;
    Decision<DayTerms> terms = terms_on(charge.day, bill, record, on_record, context);
    if (!terms) return terms.refusal();
    if (!all.empty() && all.back().terms.is_like(*terms)) {
      all.back().in_scope += charge.in_scope;
    } else {
      all.push_back({std::move(terms).value(), charge.in_scope});
    }
  }
  return all;
}

// Each reason once, whatever days it is of.
void add_new(std::vector<Reason>& all, const std::vector<Reason>& more) {
  for (const Reason& each : more) {
    if (std::ranges::find(all, each.code, &Reason::code) == all.end()) all.push_back(each);
  }
}

// 有的费用发生在没有待遇的日子: told beside what is paid for the others.
void tell_uncovered(const std::vector<Stretch>& all, std::vector<Reason>& hints) {
  Money amount;
  std::optional<Date> since;
  for (const Stretch& each : all) {
    if (each.terms.percent > 0) continue;
    amount += each.in_scope;
    if (!since) since = each.terms.day;
  }
  if (!since) return;
  hints.push_back({"fees_of_days_without_cover",
                   {{"day", since->to_string()}, {"amount", amount.to_display()}},
                   {}});
}

Reason ceiling_used(Money ceiling, int year, Money paid) {
  return {"fund_ceiling_used",
          {{"year", std::to_string(year)},
           {"ceiling", ceiling.to_display()},
           {"paid", paid.to_display()}},
          {}};
}

}  // namespace

std::optional<Reason> ceiling_used_up(const Terms& terms, const std::vector<FundUse>& all,
                                      const std::string& insurance, Date day) {
  if (terms.ceiling.is_zero()) return std::nullopt;
  const Money paid = year_so_far(all, insurance, day.year(), terms.chronic).fund;
  if (paid < terms.ceiling) return std::nullopt;
  return ceiling_used(terms.ceiling, day.year(), paid);
}

FundUse fund_use_of(const Settlement& settlement) {
  return {settlement.insurance, settlement.kind, settlement.care_on, settlement.parts.deductible,
          settlement.parts.fund};
}

std::vector<FundUse> fund_uses_of(const std::vector<Settlement>& all) {
  std::vector<FundUse> uses;
  uses.reserve(all.size());
  for (const Settlement& each : all) uses.push_back(fund_use_of(each));
  return uses;
}

YearSoFar year_so_far(const std::vector<FundUse>& all, const std::string& insurance, int year,
                      bool chronic) {
  YearSoFar sum;
  for (const FundUse& each : all) {
    if (each.care_on.year() != year || each.insurance != insurance) continue;
    if ((each.kind == kChronicCare) != chronic) continue;
    sum.deductible += each.deductible;
    sum.fund += each.fund;
  }
  return sum;
}

std::vector<Reason> Weighing::reasons() const {
  std::vector<Reason> all = cover;
  all.insert(all.end(), terms.reasons.begin(), terms.reasons.end());
  return all;
}

Decision<Weighing> weigh_bill(const BillFacts& bill, const entitlement::PersonRecord& record,
                              const std::vector<care::Registration>& on_record,
                              const std::vector<FundUse>& before,
                              const business::Context& context) {
  const Decision<std::vector<Stretch>> stretches = stretches_of(bill, record, on_record, context);
  if (!stretches) return stretches.refusal();
  const auto paid =
      std::ranges::find_if(*stretches, [](const Stretch& each) { return each.terms.pays(); });
  const DayTerms& main = (paid == stretches->end() ? stretches->front() : *paid).terms;
  Weighing weighing;
  weighing.day = main.day;
  weighing.terms = main.terms;
  weighing.rate = Rate::basis_points(main.terms.rate.basis_points() * main.percent / 100);
  const int of_year = bill.charges.front().day.year();
  const YearSoFar before_it = year_so_far(before, bill.insurance, of_year, main.terms.chronic);
  YearSoFar year = before_it;
  bool cut = false;
  for (const Stretch& each : *stretches) {
    const FundFacts facts = fund_facts(each, year);
    const FundShare share = fund_share(facts);
    FundFacts unbounded = facts;
    unbounded.ceiling = Money();
    cut = cut || share.fund < fund_share(unbounded).fund;
    year.deductible += share.deductible;
    year.fund += share.fund;
    add_new(weighing.cover, each.terms.cover);
  }
  weighing.share = {year.deductible - before_it.deductible, year.fund - before_it.fund};
  weighing.left = main.terms.ceiling.is_zero()
                      ? weighing.share.fund
                      : std::max(Money(), main.terms.ceiling - before_it.fund);
  if (main.pays()) tell_uncovered(*stretches, weighing.hints);
  if (cut) weighing.hints.push_back(ceiling_used(main.terms.ceiling, of_year, year.fund));
  return weighing;
}

namespace {

// Which day a fee is judged by. Fees of a gap are judged by their own day; those of a day on which
// another place or another insurance answers, by the day since which the part is settled.
class JudgedDays {
 public:
  JudgedDays(Date since, const entitlement::PersonRecord& record, const business::Context& context)
      : since_(since), record_(record), context_(context) {}

  Date of(Date happened_on) {
    const Date day = std::clamp(happened_on, since_, std::max(since_, context_.today));
    if (day == since_) return since_;
    const auto [found, is_new] = known_.try_emplace(day, day);
    if (is_new && !answers_as_since(answering(day))) found->second = since_;
    return found->second;
  }

 private:
  const enrolment::Enrolment* answering(Date day) const {
    return entitlement::relation_answering(day, record_, *context_.policies, context_.today);
  }
  bool answers_as_since(const enrolment::Enrolment* on_day) {
    if (!settling_) settling_ = answering(since_);
    const enrolment::Enrolment* settling = *settling_;
    return settling == nullptr || on_day == nullptr ||
           (settling->region == on_day->region && settling->scheme == on_day->scheme);
  }

  Date since_;
  const entitlement::PersonRecord& record_;
  const business::Context& context_;
  std::optional<const enrolment::Enrolment*> settling_;
  std::map<Date, Date> known_;
};

std::vector<Charge> charges_by(JudgedDays& days, const std::vector<Line>& lines) {
  std::map<Date, Money> in_scope;
  for (const Line& line : lines) in_scope[days.of(line.happened_on)] += line.in_scope;
  std::vector<Charge> charges;
  charges.reserve(in_scope.size());
  for (const auto& [day, amount] : in_scope) charges.push_back({day, amount});
  return charges;
}

}  // namespace

std::vector<Charge> charges_of(const std::vector<Line>& lines, Date since,
                               const entitlement::PersonRecord& record,
                               const business::Context& context) {
  JudgedDays days(since, record, context);
  return charges_by(days, lines);
}

// 起付线和年度限额按费用所属年度: one settlement is of one year.
Part part_of_years(Part part, const entitlement::PersonRecord& record,
                   const business::Context& context) {
  if (part.lines.empty()) return part;
  JudgedDays days(part.day, record, context);
  int first = context.today.year();
  for (const Line& line : part.lines) first = std::min(first, days.of(line.happened_on).year());
  std::erase_if(part.lines, [&](const Line& line) {
    const int year = days.of(line.happened_on).year();
    if (year != first) part.later[year] += line.amount;
    return year != first;
  });
  part.charges = charges_by(days, part.lines);
  return part;
}

namespace {

// 跨转移日的就诊: 由就诊开始日的参保地结算;政策规定分段的,按费用发生日分别结算。
Part part_of_place(const Visit& visit, const std::vector<Line>& lines, RegionCode place,
                   const entitlement::PersonRecord& record, const business::Context& context) {
  Part whole{lines, visit.insured_place, visit.begun_on};
  const policy::RegionPolicy& policy = context.policies->on(visit.insured_place, visit.begun_on);
  const bool one_place = std::ranges::all_of(
      record.enrolments, [&](const auto& each) { return each.region == visit.insured_place; });
  const bool splits = policy.settlement.stay_over_transfer.value == policy::StayOverTransfer::split;
  if (one_place || !splits) return whole;
  std::map<Date, RegionCode> answering;
  const auto place_on = [&](Date day) {
    const auto [found, is_new] = answering.try_emplace(day);
    if (is_new) {
      const auto* relation =
          entitlement::relation_answering(day, record, *context.policies, context.today);
      // Before anybody insured the person: as the rest of the visit.
      found->second = relation != nullptr ? relation->region : visit.insured_place;
    }
    return found->second;
  };
  Part part{{}, place, context.today};
  bool spans = false;
  for (const Line& line : lines) {
    const Date day = std::clamp(line.happened_on, visit.begun_on, context.today);
    const RegionCode answers = place_on(day);
    spans = spans || answers != visit.insured_place;
    if (answers != place) {
      part.elsewhere[answers] += line.amount;
      continue;
    }
    part.lines.push_back(line);
    part.day = std::min(part.day, day);
  }
  if (place == visit.insured_place) part.day = visit.begun_on;
  return spans ? part : whole;
}

// What belongs to the earliest year, and what to the next one.
std::vector<Fact> years_of(const Part& part, Money here) {
  const auto& [year, amount] = *part.later.begin();
  return {{"lines", here.to_display()},
          {"year", std::to_string(part.charges.front().day.year())},
          {"amount", amount.to_display()},
          {"other_year", std::to_string(year)}};
}

Refusal split_by_year(const Part& part, Money here, Money total) {
  std::vector<Fact> facts = years_of(part, here);
  facts.push_back({"total", total.to_display()});
  return refuse(RefusalKind::malformed, "stay_split_by_year", std::move(facts));
}

}  // namespace

Part part_of(const Visit& visit, const std::vector<Line>& lines, RegionCode place,
             const entitlement::PersonRecord& record, const business::Context& context) {
  return part_of_years(part_of_place(visit, lines, place, record, context), record, context);
}

Verdict check_part(const Part& part, Money total) {
  const Money here = sum(part.lines).total;
  if (!part.elsewhere.empty() && part.lines.empty()) {
    return insured_elsewhere(part.elsewhere.begin()->first);
  }
  if (here == total) return Nothing{};
  if (part.elsewhere.empty() && !part.later.empty()) return split_by_year(part, here, total);
  std::vector<Fact> facts{{"total", total.to_display()}, {"lines", here.to_display()}};
  if (part.elsewhere.empty()) {
    return refuse(RefusalKind::malformed, "total_differs_from_lines", std::move(facts));
  }
  const auto& [place, amount] = *part.elsewhere.begin();
  facts.push_back({"region", part.insured_place.to_string()});
  facts.push_back({"amount", amount.to_display()});
  for (Fact& fact : place_facts(place)) facts.push_back(std::move(fact));
  return refuse(RefusalKind::malformed, "stay_split_by_place", std::move(facts));
}

Verdict check_whole(const Part& part, Money total) {
  if (part.later.empty()) return check_part(part, total);
  return split_by_year(part, sum(part.lines).total, total);
}

std::vector<Reason> left_over(const Part& part) {
  std::vector<Reason> left;
  if (!part.elsewhere.empty()) {
    const auto& [place, amount] = *part.elsewhere.begin();
    left.push_back({"stay_goes_on_elsewhere", place_facts(place), {}});
    left.back().facts.push_back({"amount", amount.to_display()});
  }
  if (!part.later.empty()) {
    const auto& [year, amount] = *part.later.begin();
    left.push_back({"stay_goes_on_next_year",
                    {{"other_year", std::to_string(year)}, {"amount", amount.to_display()}},
                    {}});
  }
  return left;
}

Verdict check_insured_place(RegionCode said, Date day, const entitlement::PersonRecord& record,
                            const business::Context& context) {
  const enrolment::Enrolment* relation =
      entitlement::relation_answering(day, record, *context.policies, context.today);
  if (relation == nullptr || relation->region == said) return Nothing{};
  return insured_elsewhere(relation->region);
}

}  // namespace yibao::visit
