// What all commands on an application share: which case, whose step, what is loaded.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "business/application/change.h"
#include "business/application/service.h"
#include "business/casework/store.h"
#include "business/casework/version.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::application {

// Whose step it is.
enum class Side {
  applicant,  // the person, whoever may act for them, or a counter of the agency
  agency,     // an officer of the agency that decides
  either,
};

// One application with everything about its case.
struct Known {
  casework::CaseFile file;
  std::optional<casework::Task> task;
  Application application;
  std::vector<casework::CaseMaterial> materials;
  Tree form;
};

// The rows of a person that every application needs.
void need_applications(storage::Needs& needs, PersonId person);
// Refused as not found where the case is none of the service's.
Decision<Known> load_application(const storage::Facts& facts, const casework::CaseKey& key,
                                 const Service& service);
// What the service may look at.
Asked asked_of(const Known& known, const storage::Facts& facts, const business::Context& context);

// The person, who holds or held an authorisation (whether it serves is asked with the day, by
// check_agent), an officer of the region, or whom the service lets file.
Verdict may_apply(const business::Actor& actor, const Service& service, const Asked& asked);
// What the service answers, for who asks: an officer has of_others among the obstacles; to a
// participant such an application cannot be confirmed.
Decision<Assessment> assess_for_actor(const Service& service, const Asked& asked);
// 代办、监护: a participant who acts for another person does so by an authorisation that holds
// today.
Verdict check_agent(const Service& service, const Asked& asked);

class ApplicationCommand : public business::Command {
 public:
  // Reads the case of the path, the version seen, and what else the command reads.
  template<class C>
  static business::CommandOrRefusal parse(const Service& service, const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session) {
    auto command = std::make_unique<C>();
    auto reader = business::Reader::body(request, context);
    command->service_ = &service;
    command->read_case(reader, context, session);
    command->seen_version_ = casework::read_seen_version(reader, request);
    command->read(reader, context);
    if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
    return business::CommandOrRefusal(std::move(command));
  }

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const final;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const final;

  // The system's own commands. False where the case is not there.
  bool for_case(const Service& service, const casework::CaseKey& key, const storage::Vault& vault,
                storage::Session& session);

 protected:
  virtual Side side() const = 0;
  virtual void read(business::Reader&, const business::Context&) {}
  virtual Decision<storage::Plan> decide_known(const Known& known, const Asked& asked,
                                               const business::Context& context) const = 0;

  const Service& service() const { return *service_; }
  const casework::CaseKey& key() const { return key_; }

 private:
  void read_case(business::Reader& reader, const business::Context& context,
                 storage::Session& session);
  void read_form(const std::string& json, const storage::Vault& vault);

  const Service* service_ = nullptr;
  casework::CaseKey key_;
  RegionCode region_;  // of the form: it never changes, so it may be read before the command runs
  Tree form_;
  std::vector<PersonId> others_;
  std::optional<std::int64_t> seen_version_;
};

}  // namespace yibao::application
