// Commands on one person's enrolments, by an agency's officer or by the person.
//
// An enrolment that ends lets the joiner through that waited for it: every command here
// that ends one carries the waiting report out (waiting.h).
//
// Enrolling again at the origin of an open transfer is allowed here. The transfer ends itself: it
// asks for reason_to_end() whenever it is next looked at.
#pragma once

#include <optional>
#include <string>

#include "business/enrolment/rules.h"
#include "business/late_record/commands.h"
#include "business/use_case.h"

namespace yibao::enrolment {

// What they share: the person, their enrolments and their employers' open reports.
class EnrolmentCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;

 protected:
  PersonId person_;
};

// 参保登记, and the same for 恢复参保: what is suspended at the place goes on.
class Enrol : public EnrolmentCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Wish wish_;
};

// 恢复参保: the suspended enrolment of the given number goes on as it was.
class Resume : public EnrolmentCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  int ordinal_ = 0;
  std::optional<Date> from_;
};

// 停保: the active enrolment.
class Suspend : public EnrolmentCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::optional<Date> from_;
  std::string proof_;
};

// 拒绝增员: a waiting joiner is of no employer of theirs.
class RefuseJoiner : public EnrolmentCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;
};

// 终止: for good.
class Terminate : public EnrolmentCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  int ordinal_ = 0;
  std::string reason_;
};

// 补录: a period of the past, as the papers say, for another officer to decide.
class ProposeHistory : public EnrolmentCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Enrolment history_;
  bool owed_ = false;
  std::string evidence_;  // the paper that it was taken from
};

// Approved, it is entered. Where it overlaps another one it is kept, flagged and queued (N-01).
class DecideHistory : public late_record::DecideLateRecord {
 public:
  DecideHistory() : DecideLateRecord(late_record::What::enrolment) {}
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;

 private:
  Verdict enter(late_record::LateRecord& record, const storage::Facts& facts,
                const business::Context& context, storage::Plan& plan) const override;
};

// 重复参保清理: one of the two ends, the other stands.
class ResolveDuplicate : public EnrolmentCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  int end_ = 0;  // the ordinal of the one that ends
};

}  // namespace yibao::enrolment
