// 就医备案 as values: what is on record about where, by whom and for which disease a person is
// treated. A referral (转院), registration of care elsewhere (异地就医备案), recognition of a
// chronic disease (门诊慢特病认定) and a fixed institution (定点): one row each, of the place of
// insurance.
//
// The days say when it holds, the state says what may happen next. What it is worth is decided by
// the settlement (business/visit/terms.h), never stored here.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"
#include "business/care/machine.h"

namespace yibao::care {

using RegistrationId = Id<struct CareRegistrationTag>;  // trt_dcla_detl_sn

enum class Kind { referral, remote_care, chronic_disease, fixed_institution };
inline constexpr std::array<std::string_view, 4> kKindTexts{"referral", "remote_care",
                                                            "chronic_disease", "fixed_institution"};
constexpr std::string_view to_text(Kind kind) {
  return kKindTexts[static_cast<std::size_t>(kind)];
}
std::optional<Kind> parse_kind(std::string_view text);

struct Registration {
  PersonId person;
  RegistrationId id;
  Kind kind = Kind::remote_care;
  State state = State::active;
  RegionCode region;      // the place of insurance
  std::string insurance;  // insutype: 310, 390
  Date begins_on;
  std::optional<Date> last_day;  // as it was asked for; none: until it is ended
  std::optional<Date> ended_on;  // the first day on which it holds no longer
  std::string end_reason;        // empty while it has not ended

  std::string disease;  // opsp_dise_code
  std::string disease_name;
  // Of care elsewhere: a city, or a province and all its cities.
  RegionCode place_of_care;
  // Referred to; recognised by; fixed.
  std::string institution;
  std::string institution_name;
  std::string purpose;   // biz_appy_type of a fixed institution, refl_type of a referral
  int sort_number = 0;   // fix_srt_no
  std::string detail;    // JSON: what else was said: the doctor, the diagnosis, why
  std::string filed_by;  // an institution's code; empty: the person or an officer

  CaseId application;           // that an agency decides or decided; none
  CaseId transfer;              // that ended it, or that it was carried over by
  RegistrationId carried_from;  // none: it was asked for
  std::int64_t entry_id = 0;
  Instant recorded_at;

  bool holds_on(Date day) const {
    if (state == State::pending || day < begins_on) return false;
    return (!last_day || day <= *last_day) && (!ended_on || day < *ended_on);
  }
  // Whether it held on `day` for who looked on `seen_on`: what ends today may have been looked at
  // before it did.
  bool held_on(Date day, Date seen_on) const {
    Registration before = *this;
    if (ended_on == seen_on) before.ended_on.reset();
    return before.holds_on(day);
  }
  bool covers_place(RegionCode place) const {
    return place_of_care == place ||
           (place_of_care.is_province() && place_of_care == place.province());
  }
};

// Of what is on record, what holds on a day.
std::vector<Registration> holding_on(Date day, const std::vector<Registration>& all);
const Registration* find(const std::vector<Registration>& all, RegistrationId id);

}  // namespace yibao::care
