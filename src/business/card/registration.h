// Registration in an app (注册) and how well the person is known there (实名等级, R-131, R-134),
// and the enquiry password for the telephone. Whose token it is, is the service's business; here
// stands only what activation asks.
#pragma once

#include "business/card/face.h"
#include "business/use_case.h"
#include "policy/parameters.h"
#include "storage/plan.h"

namespace yibao::card {

extern const storage::Table kRegistration;
extern const storage::KeyedSelect kRegistrationOf;  // by person: whole row

// 0: not registered; 1 telephone, 2 name and number, 3 face.
int real_name_level(const storage::Facts& facts, PersonId person);

// Refused as registration_needed or real_name_level_too_low.
Verdict check_registration(int level, const policy::ActivationPolicy& policy);

// 注册、提升实名等级: by the person themself. A proof that passes makes it level 3, the right name
// and number level 2, nothing level 1. It never falls.
class Register : public business::Command {
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
  std::string name_;
  IdentityNumber number_;
  bool proof_given_ = false;
  FaceCheck face_;
};

}  // namespace yibao::card
