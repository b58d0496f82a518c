// Commands: built here, run by the runner's thread in a batch.
#include <algorithm>

#include "business/person/authorisation.h"
#include "business/person/reference.h"
#include "business/reader.h"
#include "business/sign_in/acting.h"
#include "business/sign_in/http.h"
#include "business/sign_in/limits.h"
#include "service/application_turn.h"
#include "storage/digest.h"
#include "storage/vault.h"

namespace yibao::service {

namespace {

constexpr std::size_t kIdempotencyKeyMax = 80;

bool is_plain_key(const std::string& key) {
  if (key.empty() || key.size() > kIdempotencyKeyMax) return false;
  for (const char c : key) {
    if (c < 0x21 || c > 0x7E) return false;
  }
  return true;
}

// A participant asks about somebody who is neither themself nor has ever let them act: answered
// before the body is read, in the words for somebody who is not on record, so that nobody learns
// from what is wrong with a body who is.
bool is_strangers(const business::Request& request, const business::Actor& actor,
                  const storage::Vault& vault, storage::Session& reader) {
  const std::string* text = request.path_value("person");
  if (text == nullptr || !actor.is(business::Role::participant)) return false;
  const auto inside = vault.inside_id(storage::IdKind::person, *text);
  if (!inside) return false;  // told by the command
  const PersonId person(inside->id);
  if (person == actor.person() || person == actor.acts_for) return false;
  const storage::Value key[] = {storage::Value(person.value())};
  const storage::Rows given = reader.select_keyed(person::kAuthorisationsOf, key).front();
  return std::ranges::none_of(
      given, [&](const storage::Row& row) { return row[3].integer() == actor.person().value(); });
}

}  // namespace

// 指名他人: asked before the command is read, of every one, so that none that is added later can
// forget it; a rehearsal asks as much as the real thing.
bool Application::take_names(Turn& turn, const business::Context& context,
                             storage::Session& reader) {
  if (turn.actor->is(business::Role::employer_officer)) {
    return take_employees(turn, context, reader);
  }
  if (!person::names_as_stranger(*turn.actor)) return true;
  const person::NamedOthers named = person::named_others(turn.request.body, context, reader);
  const auto limits = sign_in::naming_limits(named.numbers, context);
  if (!limits.empty() && held_back(limits, "named_too_often", turn)) return false;
  for (const PersonId each : named.people) {
    enquiry::View view;
    view.person = each;
    record_view(view, turn);
  }
  return true;
}

// 单位指名职工: numbers that are not on record by the name that was said are counted, and who was
// asked about and not reported sees it.
bool Application::take_employees(Turn& turn, const business::Context& context,
                                 storage::Session& reader) {
  const person::NamedOthers named = person::named_others(turn.request.body, context, reader);
  auto limits = sign_in::employer_limits(named.unconfirmed, context);
  if (!limits.empty() && held_back(limits, "named_too_often", turn)) return false;
  // 首次参保: who is put on record was nobody before.
  if (turn.endpoint->name == "person.register") turn.limits = std::move(limits);
  for (const PersonId each : turn.request.dry_run ? named.people : named.misnamed) {
    enquiry::View view;
    view.person = each;
    record_view(view, turn);
  }
  return true;
}

void Application::run_command(Turn& turn, storage::Session& reader) {
  const Call& call = *turn.call;
  const business::Context context = context_of(turn);
  // What asks for a rehearsal in words that are not known must not be the real thing.
  auto parameters = business::Reader::parameters(turn.request, context);
  turn.request.dry_run = parameters.flag("dry_run");
  if (const Verdict known = parameters.finish(); !known) {
    return turn.done(problem(known.refusal(), turn));
  }
  // What is taken away twice is away: a DELETE needs no key.
  const bool keyed = call.method != "DELETE";
  if (keyed && !turn.request.dry_run && !is_plain_key(call.idempotency_key)) {
    return turn.done(problem(
        refuse(RefusalKind::malformed,
               call.idempotency_key.empty() ? "idempotency_key_missing" : "idempotency_key_shape"),
        turn));
  }
  if (is_strangers(turn.request, *turn.actor, *context.vault, reader)) {
    return turn.done(
        problem(refuse(RefusalKind::not_found, "not_found", {{"member", "person"}}), turn));
  }
  if (!take_names(turn, context, reader)) return;
  business::CommandOrRefusal command = turn.endpoint->command(turn.request, context, reader);
  if (!command) return turn.done(problem(command.refusal(), turn));

  Job job;
  job.command = std::move(command).value();
  if (sign_in::asks_age(*turn.endpoint, *turn.actor)) {
    job.command = sign_in::of_age(std::move(job.command), turn.actor->person(),
                                  sign_in::person_of_path(turn.request, context, reader));
  }
  if (!turn.actor->acts_for.is_none()) {
    job.command =
        sign_in::on_behalf(std::move(job.command), *turn.endpoint, turn.actor->acts_for, context);
  } else if (auto why = sign_in::why_not_acting(*turn.endpoint, turn.request, context, reader)) {
    job.command = sign_in::or_told(std::move(job.command), std::move(*why));
  }
  job.actor = *turn.actor;
  job.now = turn.now;
  job.instance = turn.path;
  job.trace_id = turn.trace_id;
  if (turn.request.dry_run) {
    return turn.done(answer_of(told_in(turn.language, Batch::preview(reader, surroundings_, job)),
                               turn.trace_id));
  }
  if (keyed) {
    job.key_digest = {
        storage::short_digest(turn.actor->journal_name() + "\n" + call.idempotency_key)};
  }
  // Keyed: a body may hold no more than six secret digits, which a bare digest would give away.
  job.body_digest = surroundings_.vault->keyed_hash(
      "idempotency.body", call.method + "\n" + turn.path + "\n" + call.if_match + "\n" + call.body);
  // The queue takes the job or leaves it; `done` is needed in both cases.
  auto done = std::make_shared<std::function<void(Answer)>>(std::move(turn.done));
  const bool ends_access = sign_in::may_end_sessions(*turn.endpoint);
  const bool signs_out = turn.endpoint->name == "session.end";
  job.done = [this, done, ends_access, signs_out, limits = std::move(turn.limits),
              trace_id = turn.trace_id, language = turn.language](Outcome outcome) {
    if (ends_access) access_.forget_all();
    if (outcome.status == 200) throttle_.succeeded(limits);
    const bool forgets = signs_out && outcome.status == 200;
    Answer answer = answer_of(told_in(language, std::move(outcome)), trace_id);
    if (forgets)
      answer.headers.emplace_back("Set-Cookie", session_cookie_of("", ports_.behind_tls));
    (*done)(std::move(answer));
  };
  if (!ports_.submit(std::move(job))) {
    const std::string stopped = ports_.writes_stopped ? ports_.writes_stopped() : "";
    const Refusal why = stopped.empty()
                            ? refuse(RefusalKind::limited, "queue_full")
                            : refuse(RefusalKind::limited, "writes_stopped", {{"why", stopped}});
    Answer answer = problem(why, turn, 503);
    answer.headers.emplace_back("Retry-After", "1");
    (*done)(std::move(answer));
  }
}

}  // namespace yibao::service
