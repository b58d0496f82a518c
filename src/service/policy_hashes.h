// Which text of the policy a day is judged by (N-14), as a hash: of every value that has begun by
// then. What begins later changes no hash of an earlier day; a value that was altered in place, or
// entered for days that are over, changes those of all days from its own on. A case keeps the hash
// of the day of its acceptance, and verify says where no loaded policy has it any more.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"

namespace yibao::policy {
class PolicySet;
}

namespace yibao::service {

// All hashes of a policy, as text: a line for each day on which something begins or ends, the day
// and the hash that holds from then on.
std::string policy_hashes(const policy::PolicySet& policies);

// Of such a text; lives as long as it. Empty where the text is.
std::string_view policy_hash_on(Date day, std::string_view hashes);
bool has_policy_hash(std::string_view hashes, std::string_view hash);

}  // namespace yibao::service
