// POST /v1/sessions: phone and one-time code, password, insurance number with a secret of one use
// staff with password and authenticator. Whatever is wrong, the answer is the same, in the
// same time: a password is hashed where nobody is known as well.
#pragma once

#include <memory>

#include "business/sign_in/sessions.h"
#include "business/sign_in/store.h"
#include "business/use_case.h"

namespace yibao::sign_in {

Decision<std::unique_ptr<business::Proof>> sign_in(const business::Request& request,
                                                   const business::Context& context,
                                                   storage::Session& session);

// What a proof has shown, and what must still be so when the session is opened.
struct Shown {
  Kind kind = Kind::password;
  Holder holder = Holder::person;
  std::int64_t holder_id = 0;  // person_id, credential_id
  RegionCode region;           // of a staff account's row
  std::string password_hash;   // that was matched; empty: none was asked
  std::int64_t code_id = 0;
  std::int64_t totp_step = 0;
};

class OpenSession : public business::Command {
 public:
  OpenSession(Shown shown, Arrival arrival, Instant now)
      : shown_(std::move(shown)), arrival_(std::move(arrival)), now_(now) {}
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Decision<storage::Plan> decide_person(const storage::Facts& facts,
                                        const business::Context& context) const;
  Decision<storage::Plan> decide_staff(const storage::Facts& facts,
                                       const business::Context& context) const;

  Shown shown_;
  Arrival arrival_;
  Instant now_;
};

// A wrong try of an account that is there.
class RecordFailure : public business::Command {
 public:
  explicit RecordFailure(Shown shown) : shown_(std::move(shown)) {}
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Shown shown_;
};

Refusal sign_in_failed();

}  // namespace yibao::sign_in
