// Passwords (密码): Argon2id by libsodium, which takes tens of milliseconds by design. Never on a
// thread that answers requests, never in a decision; the pool of adapters/slow is for it.
#pragma once

#include <string>

namespace yibao::storage {

// A text that holds salt and costs with it.
std::string hash_password(const std::string& password);
bool is_password(const std::string& hash, const std::string& password);
// Of a password that nobody has: checked where nobody is known, so that it takes as long.
const std::string& nobodys_password_hash();

}  // namespace yibao::storage
