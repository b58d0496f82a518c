// Groups of people (人员类别) that a region may spare the waiting (resident.exempt_groups): who
// belongs to which, since when and until when, as the authority in charge has certified it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "business/use_case.h"

namespace yibao::entitlement {

struct Membership {
  PersonId person;
  int ordinal = 0;  // 1, 2, 3 … of the person
  std::string group;
  Date from;
  std::optional<Date> until;  // the first day after
  std::string evidence;       // the certificate
  std::string recorded_by;
  Instant recorded_at;

  bool holds_on(Date day) const { return from <= day && (!until || day < *until); }
};

extern const storage::Table kPersonGroup;
extern const storage::KeyedSelect kGroupsOf;  // by person: whole rows, oldest first

// One per membership: a row that ends one stands for it from then on.
std::vector<Membership> read_memberships(const storage::Rows& rows);
storage::Row membership_row(const Membership& membership);
int next_ordinal(const std::vector<Membership>& known);

// GET …/groups: what the waiting of a resident follows from, so that anybody can reckon it again.
Decision<Tree> answer_groups(const business::Request& request, const business::Context& context,
                             storage::Session& session);

// 登记人员类别. One that holds on the first day already is refused: group_already_recorded.
class RecordGroup : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Membership membership_;
};

// 终止人员类别: it no longer holds from a day on, as a second row of the same membership says, with
// its own evidence. One that does not hold on that day is refused: group_not_recorded.
class EndGroup : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  std::string group_;
  Date until_;
  std::string evidence_;
};

}  // namespace yibao::entitlement
