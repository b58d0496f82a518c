// What the operator gives people and staff to sign in with. Secrets are made here, shown once or
// written to one file that the operator alone can read, and kept as hashes.
#pragma once

#include "main/operations.h"

namespace yibao::main {

// staff-account give --account … --role … [--region …] [--id …] --name …: a password of one use and
// the secret of an authenticator. Arguments: account, role, region, id, name.
int give_staff_account(Installation& installation, const Tree& arguments, Console& console);

// insurance-accounts give FILE --report FILE: accounts of an older system, one a line (identity
// number, insurance number). Each gets a random secret of one use; there is no default that all of
// them share, and no old password is taken over (R-045, C-15, C-29). Arguments: file, report.
int give_insurance_accounts(Installation& installation, const Tree& arguments, Console& console);

}  // namespace yibao::main
