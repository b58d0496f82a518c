// 家庭共济绑定申请: the payer applies (that is the consent), names the relative and proves the
// kinship; an officer looks at the proof, who has not taken it in themself.
#pragma once

#include "business/application/service.h"

namespace yibao::aid {

class AidApplication : public application::Service {
 public:
  std::string_view name() const override { return "aid_application"; }
  std::string_view path() const override { return "aid-applications"; }
  std::string_view title() const override { return "家庭共济绑定"; }

  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void read_people(business::Reader& reader, const business::Request& request,
                   const business::Context& context, storage::Session& session,
                   Tree& form) const override;
  std::vector<PersonId> others(const Tree& form, const storage::Vault& vault) const override;
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  void need_others(storage::Needs& needs, const std::vector<PersonId>& others) const override;

  application::Assessment assess(const application::Asked& asked) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
};
inline const AidApplication kAidApplication;

}  // namespace yibao::aid
