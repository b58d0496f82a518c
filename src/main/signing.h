// Signing the heads of the journals: the key's file, the moment, the commands.
#pragma once

#include "main/operations.h"
#include "storage/signature.h"

namespace yibao::main {

// Signs what has moved on since the last time; how many heads.
int sign_heads(Installation& installation);
// The same where the last signature is older than kSignEveryMinutes; the server asks every minute.
inline constexpr int kSignEveryMinutes = 10;
int sign_heads_when_due(Installation& installation);

// At the end of a process that has written: its newest events could be cut off unseen until they
// are signed. `written` looks only at the journals that this process has written to; after bulk
// work, which moves the journals of people on by shares, all are looked through.
enum class Look { written, all };
void sign_at_end(Installation& installation, Look look = Look::written);
// The same when the server's last command has been done.
void sign_after_serving(Installation& installation);

int sign_installation(Installation& installation, const Tree& arguments, Console& console);

// signature key: prints the public key, for whoever checks elsewhere.
int print_signing_key(const Settings& settings, Output output);

}  // namespace yibao::main
