// Recording and revoking who may act for a person.
#pragma once

#include "business/person/authorisation.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::person {

// 授权委托 by the person themself, or at a counter with the letter; 监护关系 at a counter, with the
// birth certificate or the household book. What must be seen and was not is named all at once.
class Authorise : public business::Command {
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
  void read_agent(business::Reader& reader, const business::Context& context,
                  storage::Session& session);
  Verdict check(const Person& person, const Person& agent, const policy::RegionPolicy& place,
                const business::Context& context) const;

  Authorisation given_;
  std::string agent_name_;  // empty where our own id names the agent
  std::vector<std::string> sighted_;
};

// 撤销授权: by the person, the agent, or a counter.
class RevokeAuthorisation : public business::Command {
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
  AuthorisationId authorisation_;
};

Decision<Tree> answer_authorisations(const business::Request& request,
                                     const business::Context& context, storage::Session& session);

}  // namespace yibao::person
