// 增员等待的期限: a joiner report does not wait for the old employer's leaver report for
// ever. It is for a month: whose 截止日 has passed, the person begins a month later; so the holding
// employer is urged then, and the agencies of both places are told. Once the next month's has
// passed as well, the report lapses, and may be made again. The day is policy of the report's
// place, on the day of the report.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "business/enrolment/types.h"
#include "business/use_case.h"
#include "policy/parameters.h"

namespace yibao::enrolment {

struct WaitTerm {
  Date urged_on;
  Date lapses_on;  // the first day on which it waits no longer
  Citation cutoff;
};
WaitTerm term_of(const EmployerReport& waiting, const policy::PolicySet& policies);

// What has become of the wait so far.
struct JoinerWait {
  PersonId person;
  std::int64_t report = 0;
  Date escalated_on;
  std::optional<Date> lapsed_on;
};
extern const storage::Table kJoinerWait;
extern const storage::KeyedSelect kJoinerWaitsOf;  // by person: whole rows
storage::Row joiner_wait_row(const JoinerWait& wait);
std::optional<JoinerWait> find_wait(const storage::Rows& rows, std::int64_t report);

// By the system, on a report that waits: urges and tells the agencies, or lets it lapse. Refused
// as step_not_possible where neither day has come.
class FollowJoiner : public business::Command {
 public:
  FollowJoiner(PersonId person, std::int64_t report, EmployerId by, EmployerId holding)
      : person_(person), report_(report), by_(by), holding_(holding) {}
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  std::int64_t report_;
  EmployerId by_;       // who waits
  EmployerId holding_;  // for whose leaver report
};
// Of reports whose day has come, the oldest first.
std::vector<std::unique_ptr<business::Command>> due_joiners(storage::Session& reader,
                                                            const policy::PolicySet& policies,
                                                            Date today, int limit);

// 经办机构看到的等待: reports of employers of the place, and those that wait for one of its.
Decision<Tree> answer_waiting_at(const business::Request& request, const business::Context& context,
                                 storage::Session& session);

}  // namespace yibao::enrolment
