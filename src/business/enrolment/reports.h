// What employers report (单位增减员) and the register of employers (单位参保登记).
//
// A joiner whose old employer has not reported the leaver yet is a conflict, not a refusal: it is
// recorded, the new employer may urge, and the leaver report carries it out.
#pragma once

#include <optional>
#include <string>

#include "business/enrolment/rules.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::enrolment {

// An employer's officer reports for that employer only, an officer of an agency for those of the
// place.
Verdict may_report(const business::Actor& actor, const storage::Facts& facts, EmployerId employer);

// What the three reports share: one employer, one person, named by id or by identity number.
class EmployerCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  void read(business::Reader& reader, const business::Context& context, storage::Session& session);
  Employer employer(const storage::Facts& facts) const;  // authorise() has seen that it exists
  // A name that is given must be the registered one: a number alone opens nothing to an employer.
  Decision<person::Person> require(const storage::Facts& facts,
                                   const business::Context& context) const;

  EmployerId employer_;
  PersonId person_;
  std::string name_;
};

class ReportJoiner : public EmployerCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  storage::Plan record_conflict(const Enrolment& holding, const person::Person& person,
                                const storage::Facts& facts, const EmployerReport& report,
                                const business::Context& context) const;

  Money base_;
  std::optional<Date> from_;
};

class ReportLeaver : public EmployerCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  void tell_late(storage::Plan& plan, const Stop& stop, const person::Person& person,
                 const business::Context& context) const;

  std::optional<Date> from_;
};

// 催办减员: by the new employer, about its waiting joiner. Counted, and told to the person, who
// may ask the old employer too.
class UrgeLeaver : public EmployerCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;
};

// 撤回增员: the new employer no longer waits.
class WithdrawJoiner : public EmployerCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;
};

class RegisterEmployer : public business::Command {
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
  Employer employer_;
};

}  // namespace yibao::enrolment
