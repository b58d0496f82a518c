// The application form of a change of place: read, kept, shown and printed.
#pragma once

#include <optional>
#include <string>

#include "business/enrolment/kinds.h"
#include "business/place_change/types.h"
#include "business/reader.h"

namespace yibao::place_change {

struct Form {
  std::optional<RegionCode> from;
  ChangeReason reason = ChangeReason::other;
  Ground ground = Ground::residence_place;
  std::optional<enrolment::EnrolmentKind> kind;
  std::string employer_code;  // of who reports at the target; empty: nobody
  Money base;
};

// The members besides the region; mistakes go to the reader.
void read_form(business::Reader& reader, const business::Context& context, Tree& form);
std::vector<business::Field> form_fields();
Form form_of(const Tree& form);

}  // namespace yibao::place_change
