// A person as a request names one: by `person`, our own id, or by `identity_kind` and
// `identity_number`. Numbers stand in bodies only, never in an address.
//
// 指名他人: a participant names somebody else by the name and the number together, as whoever is
// close to them knows both, and is told one thing only, whatever is the matter: that it cannot be
// confirmed. Whether a number is on record, whose it is, where that one is insured and what was
// paid is nothing that a number alone may ask. Officers, who answer for what they look at, are told
// which of it it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::person {

// None where the reader has refused: nothing said, both said, a broken or an unknown number.
PersonId read_reference(business::Reader& reader, const business::Context& context,
                        storage::Session& session);

// Nobody of that number, another name, or a person with whom the matter is not possible: one answer
// for all of them.
Refusal not_confirmed();

// Whether the actor is to learn no more than not_confirmed() of whom they name.
bool names_as_stranger(const business::Actor& actor);

// The same, as it stands in a form that names other people: outside id and masked name.
struct Named {
  PersonId person;  // none where the reader has refused
  std::string id;
  std::string name;
};
// Takes the member `name` too: a participant must say it of everybody but themself.
Named read_named(business::Reader& reader, const business::Context& context,
                 storage::Session& session);
// 单位指名职工: an employer too says name and number together, and is told one thing where they are
// not of one person on record: nobody of that number, or another name. None where it was refused.
PersonId read_employee(business::Reader& reader, const std::string& name,
                       const business::Context& context, storage::Session& session);
Refusal employee_not_confirmed();

// A member of the body that is such a reference, {"identity_number": "…", "name": "…"}.
Named read_named_member(business::Reader& reader, std::string_view name,
                        const business::Request& request, const business::Context& context,
                        storage::Session& session);
// A stored form without what it keeps encrypted (…_sealed: a bank account, whose masked number
// stands beside it): nobody can read it, and nobody is to carry it off.
Tree without_secrets(const Tree& form);
// A stored form as it is shown: without its secrets, to a participant without the ids of other
// people.
Tree form_shown(const Tree& form, const business::Context& context);

// Whom a body names besides the actor and whom they act for, wherever in it that is: those who are
// on record, and how many numbers were named at all.
struct NamedOthers {
  std::vector<PersonId> people;
  int numbers = 0;
  int unconfirmed = 0;             // of those that were looked up: not by this name, or nobody's
  std::vector<PersonId> misnamed;  // on record, by another name
};
NamedOthers named_others(const Tree& body, const business::Context& context,
                         storage::Session& session);

}  // namespace yibao::person
