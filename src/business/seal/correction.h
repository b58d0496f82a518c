// 封存差错更正: a hold that the facts do not support, put there by an error of a system or
// of a transmission. It is a finding about that hold, never a cause of its own: an officer reports
// it with evidence, two officers decide, and the hold is lifted with the error as its ground.
#pragma once

#include "business/application/service.h"

namespace yibao::seal {

class Correction final : public application::Service {
 public:
  std::string_view name() const override { return "hold_correction"; }
  std::string_view path() const override { return "hold-corrections"; }
  std::string_view title() const override { return "封存差错更正"; }
  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  application::Assessment assess(const application::Asked& asked) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
};

inline const Correction kCorrection{};

// 对账: the standing holds of an agency that the facts do not support.
Decision<Tree> answer_unsupported(const business::Request& request,
                                  const business::Context& context, storage::Session& session);

}  // namespace yibao::seal
