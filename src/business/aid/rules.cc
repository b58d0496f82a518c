#include "business/aid/rules.h"

#include <algorithm>

namespace yibao::aid {

namespace {

bool names(const policy::Cited<std::vector<std::string>>& list, Relation relation) {
  return std::ranges::find(list.value, to_text(relation)) != list.value.end();
}

// The smaller of the two limits that are set; none: no limit.
std::optional<Money> limit_of(const Binding& binding, const policy::AidPolicy& policy) {
  const Money region = policy.limit_per_year.value;
  if (binding.limit_per_year.is_zero()) {
    return region.is_zero() ? std::nullopt : std::optional(region);
  }
  return region.is_zero() ? binding.limit_per_year : std::min(region, binding.limit_per_year);
}

}  // namespace

// 国办发〔2021〕14号: 可以用于支付参保人员本人及其配偶、父母、子女的费用。国办发〔2024〕38号:
// 共济范围 扩大到近亲属: 兄弟姐妹、祖父母、外祖父母、孙子女、外孙子女。
std::optional<Citation> source_of(Relation relation, const policy::AidPolicy& policy) {
  if (names(policy.relations, relation)) return policy.relations.citation;
  if (names(policy.relations_widened, relation)) return policy.relations_widened.citation;
  return std::nullopt;
}

Verdict check_regions(RegionCode payer, RegionCode beneficiary, const policy::AidPolicy& policy) {
  if (payer == beneficiary) return Nothing{};
  const bool one_province = payer.province() == beneficiary.province();
  const policy::Cited<bool>& open = one_province ? policy.within_province : policy.across_provinces;
  if (open.value) return Nothing{};
  return refuse(
      "aid_region_not_open",
      {{"payer_region", payer.to_string()}, {"beneficiary_region", beneficiary.to_string()}},
      {open.citation});
}

std::vector<Reason> find_obstacles(const BindFacts& facts, const policy::RegionPolicy& region) {
  std::vector<Reason> obstacles;
  if (facts.same_person) obstacles.push_back({"aid_with_oneself", {}, {}});
  // 民法典第168条: 代理人不得以被代理人的名义与自己实施民事法律行为。
  if (facts.with_own_agent && !facts.same_person) {
    obstacles.push_back({"aid_with_own_agent", {}, {}});
  }
  if (!source_of(facts.relation, region.aid)) {
    obstacles.push_back({"aid_relation_not_open",
                         {{"relation", std::string(to_text(facts.relation))}},
                         {region.aid.relations.citation, region.aid.relations_widened.citation}});
  }
  if (const auto& died_on = facts.payer_died_on) {
    obstacles.push_back({"person_died", {{"died_on", died_on->to_string()}}, {}});
  }
  if (!facts.payer_has_account || !facts.payer_region) {
    obstacles.push_back({"aid_payer_without_account", {}, {}});
  }
  if (facts.bound_already) obstacles.push_back({"aid_bound_already", {}, {}});
  const policy::Cited<Money>& cap = region.aid.limit_per_year;
  if (!cap.value.is_zero() && facts.limit_per_year > cap.value) {
    obstacles.push_back(
        {"aid_limit_above_region",
         {{"limit", facts.limit_per_year.to_display()}, {"most", cap.value.to_display()}},
         {cap.citation}});
  }
  return obstacles;
}

std::vector<Reason> find_obstacles_of_relative(const BindFacts& facts,
                                               const policy::AidPolicy& policy) {
  std::vector<Reason> obstacles;
  if (const auto& died_on = facts.beneficiary_died_on) {
    obstacles.push_back({"person_died", {{"died_on", died_on->to_string()}}, {}});
  }
  if (!facts.beneficiary_region) {
    obstacles.push_back({"aid_beneficiary_not_insured", {}, {}});
  } else if (facts.payer_region) {
    const Verdict regions = check_regions(*facts.payer_region, *facts.beneficiary_region, policy);
    if (!regions) obstacles.push_back(regions.refusal().reasons.front());
  }
  return obstacles;
}

Parts split(Money amount, Money own_available) {
  const Money own = std::min(amount, own_available);
  return {own, amount - own};
}

Money used_in_year(std::span<const Binding> of_payer, PersonId beneficiary, int year) {
  Money used;
  for (const Binding& each : of_payer) {
    if (each.beneficiary == beneficiary) used += each.used_in(year);
  }
  return used;
}

Money within_limit(const Binding& binding, Money used, Money shared,
                   const policy::AidPolicy& policy) {
  const std::optional<Money> limit = limit_of(binding, policy);
  if (!limit) return shared;
  return used < *limit ? std::min(shared, *limit - used) : Money();
}

Verdict check_limit(const Binding& binding, Money used, Money shared,
                    const policy::AidPolicy& policy) {
  const std::optional<Money> limit = limit_of(binding, policy);
  if (!limit) return Nothing{};
  if (used + shared <= *limit) return Nothing{};
  const Money left = within_limit(binding, used, shared, policy);
  return refuse("aid_limit_reached",
                {{"limit", limit->to_display()},
                 {"used", used.to_display()},
                 {"left", left.to_display()},
                 {"wanted", shared.to_display()}},
                {policy.limit_per_year.citation});
}

}  // namespace yibao::aid
