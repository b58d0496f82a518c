#include "business/visit/terms.h"

#include <algorithm>
#include <array>

namespace yibao::visit {

namespace {

using care::Kind;
using care::Registration;

constexpr std::string_view kFixedForChronic = "01";  // biz_appy_type 门慢门特登记
constexpr std::string_view kFixedForCare = "03";     // 就医定点医疗机构登记
constexpr std::array<std::string_view, 2> kEmergencies{"13", "1301"};
// 外伤住院、日间手术、生育住院、家庭病床 and 大病特药; whatever begins with 21 is a stay in
// hospital.
constexpr std::array<std::string_view, 5> kPaidElsewhere{"22", "28", "52", "71", "9904"};

bool is_emergency(const TermsFacts& facts) {
  return std::ranges::find(kEmergencies, facts.kind) != kEmergencies.end();
}

policy::Cited<Rate> ordinary_rate(const TermsFacts& facts, const policy::SettlementPolicy& policy) {
  using provider::Level;
  if (facts.resident) {
    return facts.level == Level::primary ? policy.resident_rate_primary
                                         : policy.resident_rate_higher;
  }
  switch (facts.level) {
    case Level::none:
      return policy.outpatient_rate_pharmacy;
    case Level::primary:
      return policy.outpatient_rate_primary;
    case Level::secondary:
      return policy.outpatient_rate_secondary;
    case Level::tertiary:
      return policy.outpatient_rate_tertiary;
  }
  return policy.outpatient_rate_tertiary;
}

const Registration* find_kind(const TermsFacts& facts, Kind kind, auto fits) {
  const auto found = std::ranges::find_if(facts.registrations, [&](const Registration& each) {
    return each.kind == kind && each.region == facts.insured_place && fits(each);
  });
  return found == facts.registrations.end() ? nullptr : &*found;
}

// Whether the person has fixed institutions for this end, and this is none of them.
bool fixed_elsewhere(const TermsFacts& facts, std::string_view purpose) {
  const Registration* any = find_kind(facts, Kind::fixed_institution,
                                      [&](const auto& each) { return each.purpose == purpose; });
  const Registration* here = find_kind(facts, Kind::fixed_institution, [&](const auto& each) {
    return each.purpose == purpose && each.institution == facts.institution;
  });
  return any != nullptr && here == nullptr;
}

bool fixed_here(const TermsFacts& facts) {
  return find_kind(facts, Kind::fixed_institution, [&](const auto& each) {
           return each.purpose == kFixedForCare && each.institution == facts.institution;
         }) != nullptr;
}

void refuse_fund(Terms& terms, const char* code, const TermsFacts& facts,
                 const Citation& citation) {
  terms.rate = Rate();
  terms.reasons.push_back({code, {{"code", facts.institution}}, {citation}});
}

// 门诊慢特病: 经认定的病种,单独的支付比例和年度限额,不设起付线。
Decision<Terms> chronic_terms(const TermsFacts& facts, const policy::SettlementPolicy& policy) {
  const Registration* recognised = find_kind(facts, Kind::chronic_disease, [&](const auto& each) {
    return facts.disease.empty() || each.disease == facts.disease;
  });
  if (recognised == nullptr) {
    return refuse("chronic_disease_not_recognised",
                  {{"disease", facts.disease.empty() ? "-" : facts.disease},
                   {"day", facts.day.to_string()},
                   {"region", facts.insured_place.to_string()}});
  }
  const auto& rate = facts.resident ? policy.chronic_rate_resident : policy.chronic_rate_employee;
  Terms terms;
  terms.chronic = true;
  terms.recognition = recognised->id;
  const auto& ceiling =
      facts.resident ? policy.chronic_ceiling_resident : policy.chronic_ceiling_employee;
  terms.rate = rate.value;
  terms.ceiling = ceiling.value;
  terms.sources = {rate.citation, ceiling.citation};
  terms.reasons.push_back(
      {"paid_as_chronic_disease", {{"thing", recognised->disease_name}}, {rate.citation}});
  if (policy.chronic_at_fixed_only.value && fixed_elsewhere(facts, kFixedForChronic)) {
    refuse_fund(terms, "chronic_at_fixed_only", facts, policy.chronic_at_fixed_only.citation);
  }
  return terms;
}

Terms ordinary_terms(const TermsFacts& facts, const policy::SettlementPolicy& policy) {
  Terms terms;
  const policy::Cited<Rate> rate = ordinary_rate(facts, policy);
  const auto& deductible =
      facts.resident ? policy.resident_deductible : policy.outpatient_deductible;
  const auto& ceiling = facts.resident ? policy.resident_ceiling : policy.outpatient_ceiling;
  terms.rate = rate.value;
  terms.deductible = deductible.value;
  terms.ceiling = ceiling.value;
  terms.sources = {deductible.citation, rate.citation, ceiling.citation};
  // 向退休人员适当倾斜。
  if (facts.retiree && !facts.resident && terms.rate.basis_points() > 0) {
    terms.rate = Rate::basis_points(std::min<std::int64_t>(
        10'000, terms.rate.basis_points() + policy.retiree_rate_more.value.basis_points()));
    terms.sources.push_back(policy.retiree_rate_more.citation);
  }
  // A question about a place names no institution.
  const bool must_be_fixed = policy.fixed_institution_needed.value && !facts.institution.empty() &&
                             facts.level != provider::Level::none && !is_emergency(facts);
  if (must_be_fixed && !fixed_here(facts)) {
    refuse_fund(terms, "institution_not_fixed", facts, policy.fixed_institution_needed.citation);
  }
  return terms;
}

struct Less {
  const char* reason;
  const policy::Cited<Rate>* points;
  const Registration* by = nullptr;
};

// 异地就医: 备案的、转诊和急诊的、都没有的,支付比例依次降低。
Less less_elsewhere(const TermsFacts& facts, const policy::SettlementPolicy& policy) {
  const Registration* registered = find_kind(facts, Kind::remote_care, [&](const auto& each) {
    return each.covers_place(facts.place_of_care);
  });
  if (registered != nullptr) {
    return {"paid_as_registered_elsewhere", &policy.remote_less_registered, registered};
  }
  const Registration* referred = find_kind(facts, Kind::referral, [&](const auto& each) {
    return each.institution == facts.institution;
  });
  if (referred != nullptr) return {"paid_as_referred", &policy.remote_less_referred, referred};
  if (is_emergency(facts)) return {"paid_as_emergency", &policy.remote_less_referred, nullptr};
  return {"paid_as_unregistered_elsewhere", &policy.remote_less_unregistered, nullptr};
}

void weigh_place(Terms& terms, const TermsFacts& facts, const policy::SettlementPolicy& policy) {
  if (facts.place_of_care == facts.insured_place || terms.rate.basis_points() == 0) return;
  const bool same_province = facts.place_of_care.province() == facts.insured_place.province();
  if (same_province && policy.remote_within_province_free.value) return;
  const Less less = less_elsewhere(facts, policy);
  if (less.by != nullptr) terms.registration = less.by->id;
  const std::int64_t points = less.points->value.basis_points();
  terms.rate = Rate::basis_points(std::max<std::int64_t>(0, terms.rate.basis_points() - points));
  terms.sources.push_back(less.points->citation);
  terms.reasons.push_back({less.reason,
                           {{"place_of_care", facts.place_of_care.to_string()},
                            {"region", facts.insured_place.to_string()},
                            {"points", std::to_string(points / 100)}},
                           {less.points->citation}});
}

}  // namespace

// 2101 至 2208 是药店购药和门诊的交易: 住院和大病由各自的基金、按各自的待遇结算。
Decision<Terms> fund_terms(const TermsFacts& facts, const policy::SettlementPolicy& policy) {
  if (facts.kind.starts_with("21") ||
      std::ranges::find(kPaidElsewhere, facts.kind) != kPaidElsewhere.end()) {
    return refuse("care_kind_not_settled_here", {{"med_type", facts.kind}});
  }
  Terms terms;
  if (facts.kind == kChronicCare) {
    Decision<Terms> chronic = chronic_terms(facts, policy);
    if (!chronic) return chronic.refusal();
    terms = std::move(chronic).value();
  } else {
    terms = ordinary_terms(facts, policy);
  }
  weigh_place(terms, facts, policy);
  return terms;
}

bool fund_pays(const Decision<Terms>& terms) {
  return terms && terms->pays();
}

std::vector<Reason> tell_terms(const Decision<Terms>& terms) {
  if (!terms) return terms.refusal().reasons;
  if (terms->pays() || !terms->reasons.empty()) return terms->reasons;
  return {{"fund_pays_nothing_here", {}, terms->sources}};
}

}  // namespace yibao::visit
