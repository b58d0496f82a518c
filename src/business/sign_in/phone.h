// A telephone becomes somebody's to sign in with (登录手机): what registration, a change by the
// person and a change at a counter share. The number that a code reached is also where messages go.
#pragma once

#include <optional>
#include <string>

#include "business/person/types.h"
#include "business/reader.h"
#include "business/sign_in/store.h"
#include "business/use_case.h"

namespace yibao::sign_in {

// 变更前的手机号码. Only what was told at the moment of the change goes there.
extern const storage::Table kFormerPhone;
extern const storage::KeyedSelect kFormerPhonesOf;  // by person: whole rows, oldest first

struct NewPhone {
  PersonId person;
  Phone phone;
  storage::Bytes hash;  // of the phone
  // Who signed in with it until now: a number is given to somebody else after a while.
  PersonId former_holder;
  bool take_over = false;  // who asks knows that the former holder can no longer use it
  // 家人合用: on record only, to be called and told on; whoever signs in with it goes on doing so.
  bool shared = false;
};

// `phone`, its hash and who signs in with it now.
void set_phone(NewPhone& change, const Phone& phone, const business::Context& context,
               storage::Session& session);

// 夫妻、父母子女合用一部手机: nobody's telephone is taken from them before whoever asks was told
// so. To be asked only once it is shown who asks, and that the telephone is in their hand. Refused:
// phone_in_use.
Verdict check_take_over(const NewPhone& change);
business::Field take_over_field();
business::Field shared_field();
// Both of them.
void read_sharing(NewPhone& change, business::Reader& reader);

std::vector<storage::Subject> subjects_of(const NewPhone& change);
void need(const NewPhone& change, storage::Needs& needs);
// `account`, and the person's row, get the number; the caller writes the account, this the rest.
// Who had it until now has it no more, neither to sign in with nor on record, where it would go on
// getting their messages and codes. That it was shown is kept, so that whoever else has it on
// record is asked again (person/phone.h); shared, it only comes on record.
void give_phone(storage::Plan& plan, PersonAccount& account, person::Person person,
                const NewPhone& change, const storage::Facts& facts,
                const business::Context& context);

// What a change is called, in the journal and to the person.
std::string event_of(const NewPhone& change);

// The telephones that the person left at this moment, for a message of it.
std::vector<Phone> phones_left_at(const storage::Rows& former, Instant moment,
                                  const storage::Vault& vault);

// POST /v1/people/{person}/sign-in-phone: at a counter, with the identity card seen (N-27).
class ChangePhoneAtCounter : public business::Command {
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
  NewPhone change_;
  Instant now_;
};

}  // namespace yibao::sign_in
