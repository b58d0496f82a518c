// verify: all checks of all features, over one snapshot of the database.
#pragma once

#include <cstdint>
#include <vector>

#include "business/casework/checks.h"
#include "business/checks.h"
#include "main/operations.h"

namespace yibao::main {

// In the order in which they run: the service's own last, because they name every changed row once
// more, whatever invariant the change has broken.
std::vector<business::Check> all_checks();

struct Verification {
  std::vector<business::Finding> findings;
  std::int64_t findings_total = 0;  // more than were kept, where there are very many
  std::size_t checks = 0;
  std::int64_t rows_read = 0;
  // No finding by itself: where a day or the plan of the money comes out differently now, that is.
  std::vector<casework::PolicyText> other_policy;

  bool ok() const { return findings_total == 0; }
};

// Cases that were accepted under a text of the policy that is loaded for no day any more: a value
// that had begun was altered in place, or entered for days that were over (N-14). `loaded` are the
// policy's hashes (service/policy_hashes.h).
std::vector<casework::PolicyText> other_policy_texts(storage::Session& session,
                                                     const std::string& loaded);

// Tells `console`, where there is one, how far it is.
Verification run_checks(Installation& installation, Console* console = nullptr);

int verify_installation(Installation& installation, const Tree& arguments, Console& console);

}  // namespace yibao::main
