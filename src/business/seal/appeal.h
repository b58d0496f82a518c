// 申诉: against a hold, or against any refusal of a case; with evidence, within its
// days and once, at the agency that decided, by somebody who did not decide before. Approval
// overturns (申诉成立), at once: a stored hold is lifted in the same moment, by whoever may lift it
// by any other door (lifting.h); what was refused is filed again with priority. Refusal upholds
// (维持), with the next remedy named (N-25).
//
// Against a computed hold the facts are what is wrong: they are corrected first (a receipt
// recorded, a month put right); then the hold is gone and the appeal is won. What was reported, and
// what a running transfer holds, is no decision: what lifts it is named.
#pragma once

#include "business/application/service.h"

namespace yibao::seal {

class Appeal final : public application::Service {
 public:
  std::string_view name() const override { return "appeal"; }
  std::string_view path() const override { return "appeals"; }
  std::string_view title() const override { return "申诉"; }
  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  application::Assessment assess(const application::Asked& asked) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
  Reason remedies(const application::Asked& asked) const override;
  // One against a death that was none does not end with it.
  std::optional<Reason> reason_to_end(const application::Asked& asked) const override;
};

inline const Appeal kAppeal{};

}  // namespace yibao::seal
