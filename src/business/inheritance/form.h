// The form of an inheritance: who died, who inherits which share, and where each part is paid to.
#pragma once

#include <string>
#include <vector>

#include "business/inheritance/types.h"
#include "business/payout/form.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::inheritance {

struct Heir {
  PersonId person;  // none: not on this system
  std::string name;
  Share share;
  payout::Bank bank;  // empty: to the personal account
  bool to_bank() const { return !bank.sealed.empty(); }
};

// The members deceased and heirs, each an object of its own, read as strictly as the whole.
void read_parties(business::Reader& reader, const business::Request& request,
                  const business::Context& context, storage::Session& session, Tree& form);

PersonId deceased_of(const Tree& form, const storage::Vault& vault);
std::vector<Heir> heirs_of(const Tree& form, const storage::Vault& vault);

}  // namespace yibao::inheritance
