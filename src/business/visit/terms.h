// On what terms the pooled fund pays a bill: its rate, its deductible and its ceiling, and what of
// the person's registrations for care (就医备案) they follow from.
#pragma once

#include <string>
#include <vector>

#include "base/decision.h"
#include "business/care/types.h"
#include "business/provider/institution.h"
#include "policy/parameters.h"

namespace yibao::visit {

inline constexpr std::string_view kChronicCare = "14";  // med_type 门诊慢特病

struct TermsFacts {
  bool resident = false;
  bool retiree = false;
  provider::Level level = provider::Level::none;
  std::string institution;
  RegionCode insured_place;
  RegionCode place_of_care;
  std::string kind;                               // med_type
  std::string disease;                            // of chronic care; empty: any that is recognised
  std::vector<care::Registration> registrations;  // that hold on the day
  Date day = {};                                  // of care
};

struct Terms {
  Rate rate;
  Money deductible;  // of a year
  Money ceiling;     // of a year; zero: none
  bool chronic = false;
  care::RegistrationId recognition;
  care::RegistrationId registration;
  std::vector<Reason> reasons;
  std::vector<Citation> sources;  // of deductible, rate and ceiling

  bool pays() const { return rate.basis_points() > 0; }
};

// Refused: chronic_disease_not_recognised. Everything else is a matter of the rate.
Decision<Terms> fund_terms(const TermsFacts& facts, const policy::SettlementPolicy& policy);

// For who asks beforehand: whether the fund pays anything on these terms, and all that follows from
// them, also that it pays nothing where nothing else says so (a settlement keeps silent of that:
// what most sales at a pharmacy are).
bool fund_pays(const Decision<Terms>& terms);
std::vector<Reason> tell_terms(const Decision<Terms>& terms);

}  // namespace yibao::visit
