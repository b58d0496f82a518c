// What the passing of time asks of applications: run each as the system, ask again until none is
// left.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "business/application/service.h"
#include "storage/vault.h"

namespace yibao::application {

using Commands = std::vector<std::unique_ptr<business::Command>>;

// Ended by death, overdue, to be escalated; at most `limit`.
Commands due_commands(storage::Session& reader, std::span<const Service* const> services,
                      const storage::Vault& vault, Date today, int limit);
// Those that a changed calendar asks for (N-15): of the running ones whose days stand on a version
// that is no longer in force; at most `limit` of each version.
Commands commands_to_recompute(storage::Session& reader, std::span<const Service* const> services,
                               const storage::Vault& vault, const calendar::Calendar& calendar,
                               int limit);

}  // namespace yibao::application
