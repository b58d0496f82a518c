// 死亡登记: reported by one officer of a place of the person, decided by another.
#pragma once

#include <string>

#include "business/death/types.h"
#include "business/use_case.h"

namespace yibao::death {

class DeathCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  PersonId person_;
};

// 申报死亡: the account is sealed at once, as a precaution; nothing else follows yet.
class ReportDeath : public DeathCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Date died_on_;
  Evidence evidence_;
};

// 复核: confirmed, the person has died on that day; refused, all is as it was before.
class DecideDeath : public DeathCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  bool confirm_ = false;
  std::string finding_;
};

}  // namespace yibao::death
