// Reminders (提醒): the last day to act, before a gap passes its months of grace and before a
// resident's window closes. One message for each, never a second one.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "business/entitlement/facts.h"
#include "business/use_case.h"

namespace yibao::entitlement {

enum class ReminderKind { gap, window };
constexpr std::string_view to_text(ReminderKind kind) {
  return kind == ReminderKind::gap ? "gap" : "window";
}

struct Reminder {
  ReminderKind kind = ReminderKind::gap;
  int about = 0;  // index of the last paid month, or the benefit year
  Date last_day;  // to act
  std::vector<Fact> facts;
};

// 断缴 3 个月(含)以内不设等待期: paid again in the month after the months of grace, a gap is still
// within them; its due day is the last day to act. Who has left has to enrol before they can pay,
// and does so up to the month's cut-off day. None where nobody can act, or it is not the time.
enum class Relation { stands, left };
std::optional<Reminder> gap_reminder(const EntitlementFacts& facts, Relation relation,
                                     const policy::RegionPolicy& policy, Date today);

// 集中参保期 of the next benefit year, for a resident who has not paid for it.
std::optional<Reminder> window_reminder(const EntitlementFacts& facts,
                                        const policy::RegionPolicy& policy, Date today);

extern const storage::Table kReminder;
extern const storage::KeyedSelect kRemindersOf;  // by person: whole rows

// What is to be sent to one person today; none where it was sent.
std::vector<Reminder> reminders_for(const PersonRecord& record, const storage::Rows& sent,
                                    const policy::PolicySet& policies, Date today);

class Remind : public business::Command {
 public:
  explicit Remind(PersonId person) : person_(person) {}
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
};

// The people behind `after` to whom something is to be sent today, at most `limit` looked at; moves
// `after` on. Empty and `after` unmoved: nobody is left.
struct ReminderSweep {
  PersonId after;
  bool ended = false;
};
std::vector<std::unique_ptr<business::Command>> next_reminders(storage::Session& session,
                                                               const storage::Vault& vault,
                                                               const policy::PolicySet& policies,
                                                               Date today, int limit,
                                                               ReminderSweep& sweep);

}  // namespace yibao::entitlement
