// token issue: an access token for an actor, shown once. token revoke: one of them, or all of an
// actor.
#pragma once

#include "main/operations.h"

namespace yibao::main {

// In words, where it is given and there is no such place; empty otherwise.
std::string wrong_with_region(const Installation& installation, const std::string& region);

// The same of the institution that a cashier is to work for: it must be registered.
std::string wrong_with_institution(Installation& installation, const std::string& code);

// Of a bank, where its number is not one of those that issue cards: whose cards would it see?
std::string wrong_with_bank(business::Role role, std::int64_t number);

int issue_token(Installation& installation, const Tree& arguments, Console& console);
// Arguments: token, or role with id, person, employer or institution.
int revoke_tokens(Installation& installation, const Tree& arguments, Console& console);

}  // namespace yibao::main
