// 身份变更: a report that the registered identity is no longer true holds everything until
// the new document was seen and recorded. The person stays the same one, with the same number of
// ours; the old identity number still leads there.
#pragma once

#include <string>

#include "business/person/types.h"
#include "business/use_case.h"

namespace yibao::seal {

class IdentityCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  PersonId person_;
};

// 申报身份信息变更: by the person, or an officer who has noticed.
class ReportIdentityChange : public IdentityCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::string note_;
};

// 更新身份证件: at a counter, with the new document in hand.
class UpdateIdentity : public IdentityCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  void need(storage::Needs& needs) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Verdict check(const person::Person& known, const storage::Facts& facts,
                const business::Context& context) const;

  IdentityKind kind_ = IdentityKind::citizen_identity_card;
  IdentityFacts identity_;
  std::string name_;      // empty: unchanged
  std::string evidence_;  // which document was seen
  std::optional<Date> expires_on_;
  storage::Bytes claim_;
};

}  // namespace yibao::seal
