// The insured person (参保人) as values.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/id.h"
#include "base/identity_document.h"
#include "base/region_code.h"
#include "base/secret.h"

namespace yibao::person {

// Of two numbers of one person (N-12), the one under which the other is found from now on.
struct Kept {
  PersonId id;
  Instant recorded_at;
};

struct Person {
  PersonId id;
  std::string name;
  Sex sex = Sex::male;
  Date birth_date;
  IdentityKind identity_kind = IdentityKind::citizen_identity_card;
  IdentityNumber identity_number;  // empty where it was not opened
  Phone phone;                     // empty where there is none, or it was not opened
  std::optional<Date> died_on;
  std::optional<Date> retired_on;        // the day of the retirement decision, whatever the age
  std::optional<RegionCode> retired_at;  // 待遇享受地: the place whose agency has decided it
  std::optional<RegionCode> settled_region;  // where a retiree has settled (异地安置)
  Instant recorded_at;
  std::optional<Kept> merged_into;  // then nothing is done under this id any more
  // 退休后不再缴费、享受职工医保待遇: since when, as decided with the years of contributions at the
  // place of enjoyment (N-08). A retiree who has not the years pays on.
  std::optional<Date> retirement_benefits_from;

  bool is_alive() const { return !died_on; }
  bool is_retiree() const { return retired_on.has_value(); }
  bool is_retired_on(Date day) const { return retired_on && *retired_on <= day; }
  bool draws_retirement_on(Date day) const {
    return retirement_benefits_from && *retirement_benefits_from <= day;
  }
};

}  // namespace yibao::person
