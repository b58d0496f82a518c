// 死亡登记更正: a death was recorded of the wrong person, or on the wrong day. An officer of a
// place where the person is or was insured reports it with evidence, two officers decide;
// the day is taken out, or another one stands. What follows from the death alone — the seal,
// spending, benefits, the card — is as before at once; cases, registrations and bindings
// that had ended with it are begun anew, and the person is told so.
//
// Where the estate was divided already the living person is living all the same, at once: what was
// taken off for months after the "death" is given back, and what each heir got is owed to them from
// then on (debts.h, recovery.h). An inheritance that still runs ends, as nobody has died
// (service.h). Another day of death is not put in once heirs were paid: it would divide anew.
#pragma once

#include "business/application/service.h"

namespace yibao::inheritance {

class DeathCorrection final : public application::Service {
 public:
  std::string_view name() const override { return "death_correction"; }
  std::string_view path() const override { return "death-corrections"; }
  std::string_view title() const override { return "死亡登记更正"; }

  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  application::Assessment assess(const application::Asked& asked) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
  // It is about that death: it does not end with it.
  std::optional<Reason> reason_to_end(const application::Asked&) const override {
    return std::nullopt;
  }
};
inline const DeathCorrection kDeathCorrection{};

}  // namespace yibao::inheritance
