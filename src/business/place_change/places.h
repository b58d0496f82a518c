// Which of several relations counts, and which of them may be shown (C-17; domain ruling 12).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/decision.h"
#include "business/enrolment/types.h"
#include "business/place_change/types.h"
#include "policy/parameters.h"

namespace yibao::place_change {

// The relations that exist (参保关系): neither moved away, nor ended, nor gone on under another
// row.
std::vector<enrolment::Enrolment> existing_relations(
    std::span<const enrolment::Enrolment> enrolments);

// The one that counts on a day, with the reasons. Beside an active one, each that was found twice
// is told with what the keep-rule says of the two.
struct LegalPlace {
  std::optional<enrolment::Enrolment> relation;  // none: the person has no place
  std::vector<Reason> reasons;
};
LegalPlace legal_place(std::span<const enrolment::Enrolment> enrolments, int employee_months,
                       const policy::EnrolmentPolicy& policy, Date today);

// 切换展示参保地: among the places of existing relations only. Refused as
// displayed_place_without_relation: another place takes an application.
Verdict check_displayed(RegionCode region, std::span<const enrolment::Enrolment> existing);

// What is shown: the choice while its relation exists, else the legal place.
RegionCode shown_place(const std::optional<DisplayedPlace>& chosen,
                       std::span<const enrolment::Enrolment> existing, const LegalPlace& legal);

}  // namespace yibao::place_change
