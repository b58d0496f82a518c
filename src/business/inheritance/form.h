// The form of an inheritance: who died, who inherits which share, and where each part is paid to.
//
// 姓名: an heir who is not on record, and the guardian who is paid for one who cannot act, are kept
// by their full names, sealed. Whoever sees the form is shown them masked; the officer who compares
// them with the proof of kinship and with the bank card reads them in full (show_in_full()).
#pragma once

#include <string>
#include <vector>

#include "business/inheritance/types.h"
#include "business/payout/form.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::inheritance {

struct Heir {
  PersonId person;        // none: not on this system
  std::string name;       // masked
  std::string full_name;  // of one who is not on this system; of others their record has it
  std::string
      guardian;  // 监护人, in full: who is paid for a minor or one who cannot act; empty: none
  Share share;
  payout::Bank bank;  // empty: to the personal account
  bool to_bank() const { return !bank.sealed.empty(); }
};

// The members deceased and heirs, each an object of its own, read as strictly as the whole.
void read_parties(business::Reader& reader, const business::Request& request,
                  const business::Context& context, storage::Session& session, Tree& form);

PersonId deceased_of(const Tree& form, const storage::Vault& vault);
std::vector<Heir> heirs_of(const Tree& form, const storage::Vault& vault);

// Adds the full names to a form that an officer looks at.
void show_in_full(Tree& form, const business::Context& context, storage::Session& session);

}  // namespace yibao::inheritance
