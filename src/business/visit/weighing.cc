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

FundFacts fund_facts(const BillFacts& bill, const Terms& terms,
                     const entitlement::Entitlement& entitlement, const YearSoFar& year) {
  FundFacts fund;
  fund.in_scope = bill.in_scope;
  fund.percent = percent_of(entitlement.standing);
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
Decision<Weighing> without_relation(const BillFacts& bill) {
  if (!bill.has_account) return refuse("person_not_insured");
  if (bill.insurance != enrolment::insurance_code(enrolment::Scheme::employee)) {
    return refuse("insurance_differs", {{"insurance", bill.insurance}});
  }
  Weighing weighing;
  weighing.entitlement.reasons = {
      {"account_without_relation", {{"region", bill.insured_place.to_string()}}, {}}};
  return weighing;
}

}  // namespace

YearSoFar year_so_far(const std::vector<Settlement>& all, const std::string& insurance, int year,
                      bool chronic) {
  YearSoFar sum;
  for (const Settlement& each : all) {
    if (each.care_on.year() != year || each.insurance != insurance) continue;
    if ((each.kind == kChronicCare) != chronic) continue;
    sum.deductible += each.parts.deductible;
    sum.fund += each.parts.fund;
  }
  return sum;
}

std::vector<Reason> Weighing::reasons() const {
  std::vector<Reason> all = entitlement.reasons;
  all.insert(all.end(), terms.reasons.begin(), terms.reasons.end());
  return all;
}

Decision<Weighing> weigh_bill(const BillFacts& bill, const entitlement::PersonRecord& record,
                              const std::vector<care::Registration>& on_record,
                              const std::vector<Settlement>& before,
                              const business::Context& context) {
  const policy::RegionPolicy& policy = context.policies->on(bill.insured_place, bill.day);
  const enrolment::Enrolment* relation =
      entitlement::relation_answering(bill.day, record, *context.policies, context.today);
  if (relation == nullptr) return without_relation(bill);
  const bool resident = relation->scheme == enrolment::Scheme::resident;
  if (bill.insurance != enrolment::insurance_code(relation->scheme)) {
    return refuse("insurance_differs", {{"insurance", bill.insurance}});
  }
  if (relation->region != bill.insured_place) return insured_elsewhere(relation->region);
  // 门诊慢特病要说是哪一种 (R26)。
  if (bill.kind == kChronicCare && bill.disease.empty()) return refuse("chronic_disease_missing");
  Weighing weighing;
  weighing.entitlement = entitlement::entitlement_on(
      bill.day, entitlement::facts_of(*relation, record, *context.policies, policy, context.today),
      policy);
  Decision<Terms> terms =
      fund_terms({resident, record.person.draws_retirement_on(bill.day), bill.level,
                  bill.institution, bill.insured_place, bill.place_of_care, bill.kind, bill.disease,
                  care::holding_on(bill.day, on_record)},
                 policy.settlement);
  if (!terms) return terms.refusal();
  weighing.terms = std::move(terms).value();
  const YearSoFar year =
      year_so_far(before, bill.insurance, bill.day.year(), weighing.terms.chronic);
  const FundFacts fund = fund_facts(bill, weighing.terms, weighing.entitlement, year);
  weighing.share = fund_share(fund);
  weighing.rate = Rate::basis_points(fund.rate.basis_points() * fund.percent / 100);
  weighing.left = fund.ceiling.is_zero() ? weighing.share.fund
                                         : std::max(Money(), fund.ceiling - fund.paid_so_far);
  return weighing;
}

// 跨转移日的就诊: 由就诊开始日的参保地结算;政策规定分段的,按费用发生日分别结算。
Part part_of(const Visit& visit, const std::vector<Line>& lines, RegionCode place,
             const entitlement::PersonRecord& record, const business::Context& context) {
  const Part whole{lines, visit.insured_place, visit.begun_on};
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

Verdict check_part(const Part& part, Money total) {
  const Money here = sum(part.lines).total;
  if (!part.elsewhere.empty() && part.lines.empty()) {
    return insured_elsewhere(part.elsewhere.begin()->first);
  }
  if (here == total) return Nothing{};
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

std::optional<Reason> left_elsewhere(const Part& part) {
  if (part.elsewhere.empty()) return std::nullopt;
  const auto& [place, amount] = *part.elsewhere.begin();
  Reason reason{"stay_goes_on_elsewhere", place_facts(place), {}};
  reason.facts.push_back({"amount", amount.to_display()});
  return reason;
}

Verdict check_insured_place(RegionCode said, Date day, const entitlement::PersonRecord& record,
                            const business::Context& context) {
  const enrolment::Enrolment* relation =
      entitlement::relation_answering(day, record, *context.policies, context.today);
  if (relation == nullptr || relation->region == said) return Nothing{};
  return insured_elsewhere(relation->region);
}

}  // namespace yibao::visit
