// Sessions (会话): opened by a sign-in, used by every call, ended by their holder, by a change of
// the secret, or by time. A token is opaque; its digest alone is kept. Every sign-in makes a new
// one, so that nobody can be given a token beforehand.
#pragma once

#include <memory>
#include <string>

#include "business/sign_in/store.h"
#include "business/use_case.h"

namespace yibao::sign_in {

inline constexpr std::string_view kTokenBegin = "ybs_";
std::string random_session_token();

// Who holds a session, and by what it came.
struct Holding {
  Holder holder = Holder::person;
  std::int64_t holder_id = 0;
  business::Role role = business::Role::participant;
  std::int64_t actor_id = 0;
  RegionCode region;  // none: every region
  std::string name;
};

// What a request says of where it comes from and what it wants back.
struct Arrival {
  std::string channel;
  std::string client;
  storage::Bytes source_hash;
  std::string source_shown;
  std::string token;
  bool in_answer = false;  // the token; else it goes out as a cookie
  std::string device = {};
  storage::Bytes previous = {};  // the digest of the session that the browser had before
};
Arrival arrival_of(const business::Request& request, const business::Context& context,
                   bool in_answer);

// For decide(): opens one, ends the browser's former one and the oldest of too many. `open`: the
// rows of kOpenSessions. Tells of it in plan.answer.
void open_session(storage::Plan& plan, const storage::Rows& open, const Holding& holding,
                  const Arrival& arrival, Kind kind, bool must_change,
                  const business::Context& context);
// For decide(): ends all of them but `but`.
void end_sessions(storage::Plan& plan, const storage::Rows& open, End reason, SessionId but,
                  const business::Context& context);

void need_open_sessions(storage::Needs& needs, Holder holder, std::int64_t holder_id, Instant now);

// The actor behind an open session; null: it has ended, or its role is no more.
std::shared_ptr<const business::Actor> actor_of(const Session& session);

// Who is signed in, as a holder; refused where the call came by a token of another kind.
Decision<Session> own_session(const business::Context& context, storage::Session& reader);

// DELETE /v1/sessions/current, DELETE /v1/me/sessions/{session}
class EndSession : public business::Command {
 public:
  static business::CommandOrRefusal parse_current(const business::Request& request,
                                                  const business::Context& context,
                                                  storage::Session& reader);
  static business::CommandOrRefusal parse_one(const business::Request& request,
                                              const business::Context& context,
                                              storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  SessionId session_;
  Holder holder_ = Holder::person;
  std::int64_t holder_id_ = 0;
  End reason_ = End::signed_out;
};

// Written now and then, so that a session in use outlives a restart.
std::unique_ptr<business::Command> use_session(const Session& session, Instant used_at);

// GET /v1/me/sessions
Decision<Tree> answer_sessions(const business::Request& request, const business::Context& context,
                               storage::Session& session);
Tree present_session(const Session& session, const business::Context& context);

}  // namespace yibao::sign_in
