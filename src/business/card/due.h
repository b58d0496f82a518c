// What the passing of time asks of cards: reminders before the window for activation ends. That it
// has ended needs no command; it follows from the day.
#pragma once

#include <memory>
#include <vector>

#include "business/use_case.h"

namespace yibao::card {

std::vector<std::unique_ptr<business::Command>> due_commands(storage::Session& reader,
                                                             const policy::PolicySet& policies,
                                                             Date today, int limit);

}  // namespace yibao::card
