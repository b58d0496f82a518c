// People in the database (schema/002_people.sql). Numbers and phones are sealed there; who needs
// them opens them with the vault.
#pragma once

#include "business/person/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::person {

extern const storage::Table kPerson;
extern const storage::Table kClaim;

extern const storage::KeyedSelect kPersonById;     // whole row
extern const storage::KeyedSelect kPersonOfClaim;  // by claim hash: who holds it

// The claim that an identity number makes: no two people hold the same one.
storage::Bytes identity_claim(const storage::Vault& vault, IdentityKind kind,
                              const IdentityNumber& number);

enum class Open { nothing, secrets };  // whether to open the sealed columns
Person read_person(const storage::Row& row, const storage::Vault& vault, Open open);
storage::Row person_row(const Person& person, const storage::Vault& vault);

// The person a command is about, from its facts; refused as not found where there is none.
Decision<Person> require_person(const storage::Facts& facts, PersonId id,
                                const business::Context& context, Open open = Open::nothing);

}  // namespace yibao::person
