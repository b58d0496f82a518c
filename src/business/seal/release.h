// 解封申请: what release means for each cause.
//
//   gap, arrears         follow from payments: released when the money is on record, never before;
//                        with a fresh proof of payment the agency looks for it (R-089, R-098,
//
//   transfer             once its case is over, or by an override; two officers (C-10)
//   loss                 the card is found: at once where the region says so, online unless
//                        it wants the person at a counter
//   admin                its ground is gone: two senior officers, neither who ordered it
//   (lifting.h) id_change            by updating the identity document (commands_identity.h)
//   damage, inactive,
//   activation_expired   by the card's own services
//   death                never
#pragma once

#include "business/application/service.h"
#include "business/seal/types.h"

namespace yibao::seal {

class Release final : public application::Service {
 public:
  std::string_view name() const override { return kReleaseService; }
  std::string_view path() const override { return "seal-releases"; }
  std::string_view title() const override { return "解封申请"; }
  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  application::Assessment assess(const application::Asked& asked) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
};

inline const Release kRelease{};

}  // namespace yibao::seal
