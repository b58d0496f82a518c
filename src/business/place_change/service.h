// 参保地变更 as an application: decided by the agency of the new place.
//
// C-04, C-05: what needs no transfer is decided within the region's 1 to 3 working days on line;
// what needs one is carried out within 15 working days from the approval, or from the day on which
// the new relation begins where that is later. Switching the displayed place is no application at
// all (commands_displayed.h).
#pragma once

#include "business/application/service.h"

namespace yibao::place_change {

class PlaceChangeService : public application::Service {
 public:
  std::string_view name() const override { return "place_change"; }
  std::string_view path() const override { return "place-changes"; }
  std::string_view title() const override { return "参保地变更"; }

  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs, PersonId person,
                 RegionCode region, const Tree& form) const override;
  Verdict check_channel(const application::Asked& asked, Step step) const override;
  application::Assessment assess(const application::Asked& asked) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
};

inline const PlaceChangeService kPlaceChangeService;

}  // namespace yibao::place_change
