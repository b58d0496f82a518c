// Whose a telephone on record is (登记的手机号码). A number is given to somebody else after a
// while, and nobody says so here. What is known is who has shown it to be theirs, and when: by a
// code that reached it, as they registered or changed their telephone, or at a counter
// (`shown_phone`).
//
// 号码由谁证明为本人所用: once somebody has shown a number, what stood on other people's records
// before proves nobody any more and receives nothing, until those others confirm it. What is put
// on record afterwards counts: a child is registered with the number that the mother shows.
// 家人合用一部手机: who shares a number confirms that (`shared`), at a counter with the identity
// document or, signed in, by a code to the number and the password or the face. That takes it from
// nobody, neither their sign-in nor their messages, and holds until a third person shows the
// number.
//
// Whoever sends to a telephone or takes one as proof asks here, and nowhere else.
#pragma once

#include <span>
#include <vector>

#include "business/person/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::person {

extern const storage::Table kShownPhone;
// By number: hash, whose, whether shared, when; oldest first. Who signs in with a number since
// before such rows were written has shown it as well.
extern const storage::KeyedSelect kShowingsOf;
extern const storage::KeyedSelect kSignsInWith;

storage::Bytes phone_hash(const storage::Vault& vault, const Phone& phone);

// `showings`: rows of kShowingsOf. Shown again by who showed it last, a number takes nothing from
// those who share it: then nothing is written.
void show_phone(storage::Plan& plan, PersonId person, const Phone& phone, bool shared,
                const storage::Rows& showings, const business::Context& context);

// Whether somebody else has shown the telephone on the person's record since it came there.
// `showings`, `signs_in`: rows of the two selects by its number.
bool is_phone_in_doubt(const Person& person, const storage::Rows& showings,
                       const storage::Rows& signs_in);

// The number on record of each, whose secrets are open; none where it is in doubt.
std::vector<Phone> usable_phones(std::span<const Person> people, const storage::Vault& vault,
                                 storage::Session& session);
Phone usable_phone(const Person& person, const storage::Vault& vault, storage::Session& session);
// Of a command, as it is read: a number changes hands in no instant.
bool is_phone_in_doubt(PersonId person, const storage::Vault& vault, storage::Session& session);

}  // namespace yibao::person
