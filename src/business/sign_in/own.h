// Who holds the session by which a call came, and their ways to sign in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/person/types.h"
#include "business/sign_in/sessions.h"
#include "business/sign_in/store.h"
#include "business/use_case.h"

namespace yibao::sign_in {

struct Own {
  Holder holder = Holder::person;
  std::int64_t holder_id = 0;
  RegionCode region;  // of a staff account's row
  SessionId session_id;

  // Refused as no_session where the call came by a token of another kind.
  static Decision<Own> of(const business::Context& context, storage::Session& session);

  std::optional<PersonAccount> load_person(const business::Context& context,
                                           storage::Session& session) const;
  std::optional<StaffAccount> load_staff(const business::Context& context,
                                         storage::Session& session) const;
  // Numbers opened.
  std::optional<person::Person> load_who(const business::Context& context,
                                         storage::Session& session) const;

  // For commands.
  std::vector<storage::Subject> subjects() const;
  void need(storage::Needs& needs, Instant now) const;
  std::optional<PersonAccount> person_account(const storage::Facts& facts,
                                              const business::Context& context) const;
  std::optional<StaffAccount> staff_account(const storage::Facts& facts,
                                            const business::Context& context) const;
  Holding holding(const business::Actor& actor) const;

  // As an account that is typed, for the limits of guessing.
  std::string limit_name() const;
};

}  // namespace yibao::sign_in
