// Who is on the staff, in which role, and who is away. System administrators keep the people,
// security administrators the roles: nobody makes themself anything.
#pragma once

#include <string>

#include "business/staff/types.h"
#include "business/use_case.h"

namespace yibao::staff {

class JoinStaff : public business::Command {
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
  Member member_;
};

// A step about somebody who is on the staff.
class MemberCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;

 protected:
  // Reads {staff} of the path; what it names is looked up, for it never changes.
  void read_path(const business::Request& request, storage::Session& session);
  Decision<Member> require_member(const storage::Facts& facts) const;
  std::vector<HeldRole> held(const storage::Facts& facts) const;
  std::vector<Absence> absences(const storage::Facts& facts) const;

  std::int64_t staff_ = 0;
  RegionCode kept_at_ = RegionCode::nation();
};

class GrantRole : public MemberCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  HeldRole role_;
};

class EndRole : public MemberCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  business::Role role_ = business::Role::system;
  std::optional<Date> on_;
};

// Takes every role away: from that day on nobody is let in by this number.
class LeaveStaff : public MemberCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::optional<Date> on_;
};

class RecordAbsence : public MemberCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Absence absence_;
};

Tree present_member(const Member& member, std::span<const HeldRole> roles,
                    std::span<const Absence> absences, Date today);

}  // namespace yibao::staff
