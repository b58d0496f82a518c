#include "business/card/due.h"

#include "business/card/commands_activation.h"
#include "policy/policy_set.h"

namespace yibao::card {

namespace {

// 365 days: the most that a policy may ask for; the rule itself refuses what is not due yet.
constexpr storage::Statement kToRemind{
    "cards_to_remind",
    "SELECT person_id, card_id, region, activate_by FROM card "
    "WHERE production = 'taken' AND medical_function = 'inactive' AND reminded = 0 "
    "AND activate_by >= $1 AND activate_by <= $2 ORDER BY activate_by, card_id LIMIT $3"};

}  // namespace

std::vector<std::unique_ptr<business::Command>> due_commands(storage::Session& reader,
                                                             const policy::PolicySet& policies,
                                                             Date today, int limit) {
  std::vector<std::unique_ptr<business::Command>> commands;
  for (const storage::Row& row :
       reader.select(kToRemind, {today.days(), today.days() + 365, limit})) {
    const RegionCode region(static_cast<std::int32_t>(row[2].integer()));
    const int before = policies.on(region, today).activation.reminder_days.value;
    if (row[3].integer() - before > today.days()) continue;
    commands.push_back(
        std::make_unique<RemindActivation>(PersonId(row[0].integer()), CardId(row[1].integer())));
  }
  return commands;
}

}  // namespace yibao::card
