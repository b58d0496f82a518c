// Consent (同意) given and withdrawn by the person (撤回同意, N-27); what it means stands in
// person/consent.h.
#pragma once

#include <string>
#include <vector>

#include "business/person/consent.h"
#include "business/reader.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::sign_in {

// `consents` of a body: a list of topics.
std::vector<std::string> read_consents(business::Reader& reader);
Verdict check_agreed(const std::vector<std::string>& topics, bool face);
void need_consents(storage::Needs& needs, PersonId person);
void give_consents(storage::Plan& plan, const storage::Facts& facts, PersonId person,
                   const std::vector<std::string>& topics, const business::Context& context);

// POST /v1/me/consents
class Consent : public business::Command {
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
  std::string topic_;
  bool given_ = false;
  Instant now_;
};

// GET /v1/me/consents
Decision<Tree> answer_consents(const business::Request& request, const business::Context& context,
                               storage::Session& session);

}  // namespace yibao::sign_in
