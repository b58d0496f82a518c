// Which text of the policy a day is judged by (N-14), as a hash: of every value that has begun by
// then. What begins later changes no hash of an earlier day; a value that was altered in place, or
// entered for days that are over, changes those of all days from its own on. A case keeps the hash
// of the day of its acceptance, and verify says where no loaded policy has it any more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "policy/policy_set.h"

namespace yibao::service {

class PolicyHashes {
 public:
  PolicyHashes() = default;
  explicit PolicyHashes(const policy::PolicySet& policies);

  // Lives as long as this object. Empty where there is no policy at all.
  std::string_view on(Date day) const;
  bool has(std::string_view hash) const;

 private:
  struct Period {
    Date from;
    std::string hash;
  };
  std::vector<Period> periods_;  // in the order of days
};

}  // namespace yibao::service
