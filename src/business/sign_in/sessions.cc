#include "business/sign_in/sessions.h"

#include <algorithm>

#include "business/reader.h"
#include "business/sign_in/limits.h"
#include "business/sign_in/rules.h"
#include "storage/digest.h"

namespace yibao::sign_in {

namespace {

Instant later(Instant from, std::int64_t milliseconds) {
  return Instant::from_milliseconds(from.milliseconds() + milliseconds);
}

void end_session(storage::Plan& plan, Session session, End reason, Instant now) {
  session.ended_at = now;
  session.end_reason = to_text(reason);
  plan.update(kSession, session_row(session));
}

std::vector<Session> open_of(const storage::Rows& rows, Instant now) {
  std::vector<Session> open;
  for (const storage::Row& row : rows) {
    Session session = read_session(row);
    if (session.is_open(now)) open.push_back(std::move(session));
  }
  return open;
}

class UseSession : public business::Command {
 public:
  UseSession(const Session& session, Instant used_at)
      : id_(session.id),
        holder_(session.holder),
        holder_id_(session.holder_id),
        used_at_(used_at) {}
  std::vector<storage::Subject> subjects() const override {
    return {subject_of(holder_, holder_id_)};
  }
  void need(storage::Needs& needs) const override {
    needs.add(kSessionOf, storage::Value(id_.value()));
  }
  Verdict authorise(const business::Actor&, const storage::Facts&) const override {
    return Nothing{};
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context&) const override {
    const storage::Rows& rows = facts.rows(kSessionOf, storage::Value(id_.value()));
    if (rows.empty()) return refuse(RefusalKind::not_found, "not_found", {{"member", "session"}});
    Session session = read_session(rows.front());
    session.used_at = std::max(session.used_at, used_at_);
    storage::Plan plan;
    plan.event = "session_used";
    plan.update(kSession, session_row(session));
    return plan;
  }

 private:
  SessionId id_;
  Holder holder_;
  std::int64_t holder_id_;
  Instant used_at_;
};

}  // namespace

std::string random_session_token() {
  return std::string(kTokenBegin) + storage::to_hex(storage::random_bytes(24));
}

Arrival arrival_of(const business::Request& request, const business::Context& context,
                   bool in_answer) {
  Arrival arrival;
  arrival.channel = context.actor->channel;
  arrival.client = context.actor->client;
  arrival.source_hash = source_hash(*context.vault, request.source);
  arrival.source_shown = shown_source(request.source);
  arrival.token = random_session_token();
  arrival.in_answer = in_answer;
  if (!request.session_token.empty()) arrival.previous = token_digest(request.session_token);
  return arrival;
}

void open_session(storage::Plan& plan, const storage::Rows& open, const Holding& holding,
                  const Arrival& arrival, Kind kind, bool must_change,
                  const business::Context& context) {
  const policy::SignInPolicy& policy = policy_of(context);
  const Lifetime lifetime = lifetime_of(holding.holder, arrival.channel, policy);
  Session session;
  session.id = SessionId(context.ids->next());
  session.token_digest = token_digest(arrival.token).data;
  session.holder = holding.holder;
  session.holder_id = holding.holder_id;
  session.role = business::role_code(holding.role);
  session.actor_id = holding.actor_id;
  session.region = holding.region;
  session.name = holding.name;
  session.channel = arrival.channel;
  session.client = arrival.client;
  session.kind = to_text(kind);
  session.source_hash = arrival.source_hash.data;
  session.source_shown = arrival.source_shown;
  session.device = arrival.device;
  session.must_change = must_change;
  session.opened_at = context.now;
  session.used_at = context.now;
  session.until = later(context.now, lifetime.milliseconds);
  session.idle_milliseconds = lifetime.idle_milliseconds;
  plan.insert(kSession, session_row(session));

  std::vector<Session> others = open_of(open, context.now);
  std::erase_if(others, [&](const Session& each) {
    if (each.token_digest != arrival.previous.data) return false;
    end_session(plan, each, End::signed_out, context.now);
    return true;
  });
  const auto most = static_cast<std::size_t>(policy.sessions_max.value);
  for (std::size_t i = 0; i + most <= others.size(); ++i) {
    end_session(plan, others[i], End::too_many, context.now);
  }
  plan.answer = present_session(session, context);
}

void end_sessions(storage::Plan& plan, const storage::Rows& open, End reason, SessionId but,
                  const business::Context& context) {
  for (const storage::Row& row : open) {
    Session session = read_session(row);
    if (session.id != but && !session.ended_at) {
      end_session(plan, std::move(session), reason, context.now);
    }
  }
}

void need_open_sessions(storage::Needs& needs, Holder holder, std::int64_t holder_id, Instant now) {
  needs.add(kOpenSessions, {storage::Value(to_text(holder)), storage::Value(holder_id),
                            storage::Value(now.milliseconds())});
}

std::shared_ptr<const business::Actor> actor_of(const Session& session) {
  const std::optional<business::Role> role = business::role_of(session.role);
  if (!role) return nullptr;
  auto actor = std::make_shared<business::Actor>();
  actor->role = *role;
  actor->id = session.actor_id;
  actor->region = session.region;
  actor->channel = session.channel;
  actor->client = session.client;
  actor->name = session.name;
  actor->session = session.id.value();
  actor->must_change_secret = session.must_change;
  return actor;
}

Decision<Session> own_session(const business::Context& context, storage::Session& reader) {
  const storage::Value key[] = {storage::Value(context.actor->session)};
  if (context.actor->session == 0) return refuse("no_session");
  const storage::Rows rows = reader.select_keyed(kSessionOf, key).front();
  if (rows.empty()) return refuse("no_session");
  return read_session(rows.front());
}

business::CommandOrRefusal EndSession::parse_current(const business::Request&,
                                                     const business::Context& context,
                                                     storage::Session& reader) {
  const Decision<Session> own = own_session(context, reader);
  if (!own) return own.refusal();
  auto command = std::make_unique<EndSession>();
  command->session_ = own->id;
  command->holder_ = own->holder;
  command->holder_id_ = own->holder_id;
  return business::CommandOrRefusal(std::move(command));
}

business::CommandOrRefusal EndSession::parse_one(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  const std::int64_t id = reader.path_id("session", storage::IdKind::session);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Session> own = own_session(context, session);
  if (!own) return own.refusal();
  auto command = std::make_unique<EndSession>();
  command->session_ = SessionId(id);
  command->holder_ = own->holder;
  command->holder_id_ = own->holder_id;
  command->reason_ = End::revoked;
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> EndSession::subjects() const {
  return {subject_of(holder_, holder_id_)};
}

void EndSession::need(storage::Needs& needs) const {
  needs.add(kSessionOf, storage::Value(session_.value()));
}

// Somebody else's session is not there.
Verdict EndSession::authorise(const business::Actor&, const storage::Facts& facts) const {
  const storage::Rows& rows = facts.rows(kSessionOf, storage::Value(session_.value()));
  if (!rows.empty()) {
    const Session session = read_session(rows.front());
    if (session.holder == holder_ && session.holder_id == holder_id_) return Nothing{};
  }
  return refuse(RefusalKind::not_found, "not_found", {{"member", "session"}});
}

Decision<storage::Plan> EndSession::decide(const storage::Facts& facts,
                                           const business::Context& context) const {
  const Session session =
      read_session(facts.rows(kSessionOf, storage::Value(session_.value())).front());
  storage::Plan plan;
  plan.event = "session_ended";
  if (!session.ended_at) end_session(plan, session, reason_, context.now);
  plan.answer = Tree::object({{"ended", true}});
  return plan;
}

std::unique_ptr<business::Command> use_session(const Session& session, Instant used_at) {
  return std::make_unique<UseSession>(session, used_at);
}

Decision<Tree> answer_sessions(const business::Request&, const business::Context& context,
                               storage::Session& reader) {
  const Decision<Session> own = own_session(context, reader);
  if (!own) return own.refusal();
  Tree list = Tree(Tree::List{});
  const storage::Rows rows = reader.select(
      kOpenSessions, {to_text(own->holder), own->holder_id, context.now.milliseconds()});
  for (const Session& each : open_of(rows, context.now)) {
    Tree tree = present_session(each, context);
    tree.set("current", each.id == own->id);
    list.push(std::move(tree));
  }
  return Tree::object({{"sessions", std::move(list)}});
}

Tree present_session(const Session& session, const business::Context& context) {
  Tree tree =
      Tree::object({{"session", context.vault->outside_id(storage::IdKind::session,
                                                          session.id.value(), session.opened_at)},
                    {"role", session.role},
                    {"name", mask_name(session.name)},
                    {"channel", session.channel},
                    {"signed_in_by", session.kind},
                    {"source", session.source_shown},
                    {"opened_at", session.opened_at.to_string()},
                    {"used_at", session.used_at.to_string()},
                    {"until", session.until.to_string()},
                    {"idle_until", std::min(session.idle_until(), session.until).to_string()}});
  if (!session.device.empty()) tree.set("device", session.device);
  if (!session.client.empty()) tree.set("client", session.client);
  if (!session.region.is_none()) tree.set("region", session.region.to_string());
  if (session.must_change) tree.set("must_change_secret", true);
  return tree;
}

}  // namespace yibao::sign_in
