// What the applications about seals share (解封、申诉、更正): the person's seals as of today, which
// of them the form is about, and the obstacles that have nothing to do with its cause.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/application/service.h"
#include "business/seal/rules.h"

namespace yibao::seal {

struct Matter {
  SealRecord record;
  std::vector<Seal> seals;  // in force today

  // The stored hold that `hold` of a form names; null where it does not stand.
  const Seal* standing(HoldId id) const;
  const Seal* first_of(hold::HoldCause cause) const;
};
Matter matter_of(const application::Asked& asked);

// Members of forms, and what was read of them.
void read_cause(business::Reader& reader, Tree& form);
void read_hold(business::Reader& reader, const business::Context& context, Tree& form,
               bool required);
void read_day(business::Reader& reader, std::string_view name, Tree& form);
void read_words(business::Reader& reader, std::string_view name, Tree& form, bool required);

std::string form_text(const Tree& form, std::string_view name);
std::optional<Date> form_day(const Tree& form, std::string_view name);
HoldId form_hold(const Tree& form, const storage::Vault& vault);

// What a release is about, as its application names it: "admin:17", "gap:441900".
std::string subject_of(const Seal& seal);
std::string subject_of_order(HoldId id);

// Has the application been accepted, so that an officer is about to decide?
bool is_under_review(const application::Asked& asked);

// 由办理地以外的机构管辖的 …
std::optional<Reason> obstacle_of_office(const Seal& seal, const Matter& matter,
                                         const application::Asked& asked);
// 身份证件已过有效期.
std::optional<Reason> obstacle_of_document(const application::Asked& asked);

// The slots without what this person is too old for: a household book proves a child's identity.
std::vector<std::string> slots_for(const person::Person& person, std::vector<std::string> slots,
                                   const policy::ReleasePolicy& policy, Date today);

// 多次封存: before a senior officer, with priority, and the hotlines named.
void set_complex(application::Assessment& assessment, const Matter& matter,
                 const application::Asked& asked);

}  // namespace yibao::seal
