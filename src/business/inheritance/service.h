// 个人账户继承: an heir files it, or the counter for one; two officers approve. The deceased's
// money at one place is set aside on acceptance, and on approval each heir's part goes to the
// heir's own personal account (208 against 106, through the case) or to a bank (208, payout).
#pragma once

#include "business/application/service.h"

namespace yibao::inheritance {

class Inheritance : public application::Service {
 public:
  std::string_view name() const override { return "inheritance"; }
  std::string_view path() const override { return "inheritances"; }
  std::string_view title() const override { return "个人账户继承"; }

  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void read_people(business::Reader& reader, const business::Request& request,
                   const business::Context& context, storage::Session& session,
                   Tree& form) const override;
  void show_in_full(Tree& form, const business::Context& context,
                    storage::Session& session) const override;
  // The deceased first, then the heirs who are on this system.
  std::vector<PersonId> others(const Tree& form, const storage::Vault& vault) const override;

  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  void need_others(storage::Needs& needs, const std::vector<PersonId>& others) const override;

  application::Assessment assess(const application::Asked& asked) const override;
  void set_up(const application::Asked& asked, application::Change& change) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
  std::optional<Reason> reason_to_end(const application::Asked& asked) const override;
  void clear_away(const application::Asked& asked, application::Change& change) const override;
};
inline const Inheritance kInheritance;

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::inheritance
