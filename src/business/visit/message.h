// What every transaction of a provider knows: who sends, on whom, and how the person was shown.
#pragma once

#include <string>
#include <vector>

#include "business/card/presenting.h"
#include "business/person/former_identity.h"
#include "business/person/types.h"
#include "business/provider/institution.h"
#include "business/provider/reading.h"
#include "business/use_case.h"

namespace yibao::visit {

// The fields that name a person, in the node of a transaction.
struct Named {
  PersonId person;
  card::Presented presented;
  std::string certificate_kind;                // mdtrt_cert_type
  std::string certificate_number;              // mdtrt_cert_no
  std::string identity_number;                 // certno; empty where it was not sent (R08)
  std::string name;                            // psn_name; likewise
  std::vector<person::FormerDocument> former;  // 原证件 of this person: they count as well
};

// psn_no; refused as person_unknown.
Decision<PersonId> read_person(const provider::Message& message, std::string_view node,
                               const business::Context& context);
Decision<Named> read_named(const provider::Message& message, std::string_view node,
                           const business::Context& context, storage::Session& session);
// By what was shown alone (1101), where no number of ours is known yet.
Decision<Named> find_shown(const provider::Message& message, std::string_view node,
                           const business::Context& context, storage::Session& session);

std::string psn_no(PersonId person, Instant recorded_at, const business::Context& context);

// What was shown and sent is this person's: an ID card bears the person's number, and what is sent
// besides does not contradict it (R08). A card or a code is looked at by Presented::accept.
Verdict check_certificate(const Named& named, const person::Person& person);
// The same of somebody with several numbers (N-12), whose rows of `person` these are: a hospital
// goes on sending the document that it knows.
Verdict check_certificate(const Named& named, const person::Person& kept,
                          const storage::Rows& numbers, const business::Context& context);

}  // namespace yibao::visit
