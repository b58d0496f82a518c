// Signing the heads of the journals: the key's file, the moment, the commands.
#pragma once

#include "main/operations.h"
#include "storage/signature.h"

namespace yibao::main {

// The signing key: made once beside the database, readable by its owner only.
std::string signing_seed(const std::string& state);

// Signs what has moved on since the last time; how many heads.
int sign_heads(Installation& installation);
// The same where the last signature is older than kSignEveryMinutes; the server asks every minute.
inline constexpr int kSignEveryMinutes = 10;
int sign_heads_when_due(Installation& installation);

int sign_installation(Installation& installation, const Tree& arguments, Console& console);

// signature key: prints the public key, for whoever checks elsewhere.
int print_signing_key(const Settings& settings, Output output);

}  // namespace yibao::main
