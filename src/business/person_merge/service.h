// 合并同一人的两个编号 (N-12): somebody on record twice, under an old and a new document. One
// number is kept; two officers approve. No row is deleted: the other number's rows stay where they
// are, its enrolments, months, holds, money and registrations for care are carried over by new
// rows, and whoever names it is led to the kept one.
#pragma once

#include "business/application/service.h"

namespace yibao::person_merge {

class PersonMerge : public application::Service {
 public:
  std::string_view name() const override { return "person_merge"; }
  std::string_view path() const override { return "person-merges"; }
  std::string_view title() const override { return "合并参保人编号"; }

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
inline const PersonMerge kMergeService{};

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::person_merge
