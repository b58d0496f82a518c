// 退费 (N-19): the payer asks, two officers approve, the month and its credit are taken back; what
// a personal account had paid goes back there, the rest a bank pays (paying.h). An employer asks
// for what it paid, everybody else for what they paid themselves.
#pragma once

#include "business/application/service.h"

namespace yibao::refund {

class ContributionRefund : public application::Service {
 public:
  std::string_view name() const override { return "contribution_refund"; }
  std::string_view path() const override { return "contribution-refunds"; }
  std::string_view title() const override { return "退费"; }
  business::Roles also_filed_by() const override {
    return business::roles({business::Role::employer_officer});
  }

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
  void need_more(const storage::Facts& facts, storage::Needs& needs, PersonId person,
                 RegionCode region, const Tree& form) const override;
  Verdict may_file(const business::Actor& actor, const application::Asked& asked) const override;

  application::Assessment assess(const application::Asked& asked) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
  std::optional<Reason> reason_to_end(const application::Asked& asked) const override;
  void clear_away(const application::Asked& asked, application::Change& change) const override;
};
inline const ContributionRefund kContributionRefund;

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::refund
