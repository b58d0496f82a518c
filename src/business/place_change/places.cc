#include "business/place_change/places.h"

#include <algorithm>

#include "business/enrolment/rules.h"

namespace yibao::place_change {

namespace {

using enrolment::Enrolment;
using enrolment::EnrolmentState;

bool has_gone(const Enrolment& each) {
  return each.end_reason == "resumed" || each.end_reason == "duplicate";
}

// Participates on the day; of two, the one that is not to stop.
const Enrolment* participating(std::span<const Enrolment> enrolments, Date today) {
  const Enrolment* found = nullptr;
  for (const Enrolment& each : enrolments) {
    if (each.duplicate || has_gone(each) || !each.participates_on(today)) continue;
    if (found == nullptr || each.is_active()) found = &each;
  }
  return found;
}

// Active, but to begin on a later day.
const Enrolment* to_begin(std::span<const Enrolment> enrolments, Date today) {
  for (const Enrolment& each : enrolments) {
    if (each.is_active() && !each.duplicate && today < each.started_on) return &each;
  }
  return nullptr;
}

const Enrolment* latest_suspended(std::span<const Enrolment> enrolments) {
  const Enrolment* found = nullptr;
  for (const Enrolment& each : enrolments) {
    if (each.duplicate || each.state != EnrolmentState::suspended) continue;
    if (found == nullptr || *found->suspended_on <= *each.suspended_on) found = &each;
  }
  return found;
}

Reason named(std::string code, const Enrolment& relation) {
  return {std::move(code),
          {{"region", relation.region.to_string()},
           {"kind", std::string(enrolment::to_text(relation.kind))}},
          {}};
}

}  // namespace

std::vector<Enrolment> existing_relations(std::span<const Enrolment> enrolments) {
  std::vector<Enrolment> existing;
  for (const Enrolment& each : enrolments) {
    if (each.state == EnrolmentState::terminated) continue;
    // What stood there before went along when the relation moved away.
    const bool found_twice = each.duplicate;
    if (found_twice || enrolment::still_at(enrolments, each.region)) existing.push_back(each);
  }
  return existing;
}

// 重复参加的,在经办机构处理之前,以登记在先、正常参保的一个为准;应当保留哪一个,按医保发〔2020〕33号告知。
LegalPlace legal_place(std::span<const Enrolment> enrolments, int employee_months,
                       const policy::EnrolmentPolicy& policy, Date today) {
  LegalPlace place;
  const Enrolment* counts = participating(enrolments, today);
  const Enrolment* next = to_begin(enrolments, today);
  if (counts != nullptr) {
    place.reasons.push_back(named("counts_participating", *counts));
    if (next != nullptr) {
      place.reasons.push_back(named("counts_until_other_begins", *next));
      place.reasons.back().facts.push_back({"starts_on", next->started_on.to_string()});
    }
  } else if (next != nullptr) {
    counts = next;
    place.reasons.push_back(named("counts_to_begin", *counts));
    place.reasons.back().facts.push_back({"starts_on", counts->started_on.to_string()});
  } else if (counts = latest_suspended(enrolments); counts != nullptr) {
    place.reasons.push_back(named("counts_suspended_last", *counts));
    place.reasons.back().facts.push_back({"suspended_on", counts->suspended_on->to_string()});
  }
  if (counts == nullptr) {
    place.reasons.push_back({"counts_none", {}, {}});
    return place;
  }
  place.relation = *counts;
  for (const Enrolment& twice : enrolments) {
    if (!twice.duplicate || !twice.participates_on(today)) continue;
    place.reasons.push_back(named("found_twice", twice));
    place.reasons.push_back(
        enrolment::which_to_keep(*counts, twice, employee_months, policy).reason);
  }
  return place;
}

Verdict check_displayed(RegionCode region, std::span<const Enrolment> existing) {
  std::string places;
  for (const Enrolment& each : existing) {
    if (each.region == region) return Nothing{};
    const std::string code = each.region.to_string();
    if (places.find(code) == std::string::npos) places += (places.empty() ? "" : ", ") + code;
  }
  if (places.empty()) return refuse("no_relation_at_all");
  return refuse("displayed_place_without_relation",
                {{"region", region.to_string()}, {"places", places}});
}

RegionCode shown_place(const std::optional<DisplayedPlace>& chosen,
                       std::span<const Enrolment> existing, const LegalPlace& legal) {
  const bool stands = chosen && std::ranges::any_of(existing, [&](const Enrolment& each) {
                        return each.region == chosen->region;
                      });
  if (stands) return chosen->region;
  return legal.relation ? legal.relation->region : RegionCode();
}

}  // namespace yibao::place_change
