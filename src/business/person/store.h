// People in the database (schema/002_people.sql). Numbers and phones are sealed there; who needs
// them opens them with the vault.
#pragma once

#include <string_view>

#include "business/person/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::person {

extern const storage::Table kPerson;
extern const storage::Table kClaim;

extern const storage::KeyedSelect kPersonById;  // whole row
// By claim hash: hash, kind, who is found under it, who made it. They differ where the one who made
// it was merged into the other (N-12): the claim stays, who asks is led on.
extern const storage::KeyedSelect kPersonOfClaim;
// By person: the regions of all enrolments, whose agencies may act for the person; the latest last.
extern const storage::KeyedSelect kInsuredRegionsOf;  // for may_serve(), latest_place()

inline constexpr std::string_view kIdentityClaim = "identity";

// The claim that an identity number makes: no two people hold the same one.
storage::Bytes identity_claim(const storage::Vault& vault, IdentityKind kind,
                              const IdentityNumber& number);

enum class Open { nothing, secrets };  // whether to open the sealed columns
Person read_person(const storage::Row& row, const storage::Vault& vault, Open open);
// The sealed column of a number, of a row that another's statement has read.
IdentityNumber open_identity(const storage::Bytes& sealed, const storage::Vault& vault);
storage::Row person_row(const Person& person, const storage::Vault& vault);

// The person of an identity number; none where nobody is registered under it.
PersonId find_person(storage::Session& session, const storage::Vault& vault, IdentityKind kind,
                     const IdentityNumber& number);

// Refused as person_merged, with the id under which the person is found now.
Verdict check_not_merged(const Person& person, const business::Context& context);

// An officer of an agency where the person is or was insured; of any, where they never were. Needs
// kInsuredRegionsOf.
Verdict may_serve(const business::Actor& actor, PersonId person, const storage::Facts& facts);

// 参保地: where the person is insured, or was last; the nation, where they never were. Needs
// kInsuredRegionsOf.
RegionCode latest_place(const storage::Facts& facts, PersonId person);

// An enquiry: whose it is to ask. Somebody whose number was merged is led to the one that was kept;
// officers and auditors still see what stands under the old one.
Verdict may_enquire(PersonId person, const business::Context& context, storage::Session& session);

// The person a command is about, from its facts; refused as not found where there is
// none, as person_merged where it is found under another id.
Decision<Person> require_person(const storage::Facts& facts, PersonId id,
                                const business::Context& context, Open open = Open::nothing);

}  // namespace yibao::person
