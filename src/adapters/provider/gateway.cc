#include "adapters/provider/gateway.h"

#include "adapters/csv/encoding.h"
#include "adapters/provider/form.h"
#include "adapters/provider/kept_output.h"
#include "base/region_table.h"
#include "base/text.h"
#include "base/tree_text.h"
#include "business/access.h"
#include "business/enquiry/provider_views.h"
#include "business/provider/writing.h"
#include "business/visit/voided.h"
#include "service/present.h"
#include "service/tables.h"
#include "service/trace.h"
#include "storage/digest.h"
#include "storage/json.h"
#include "storage/snapshot.h"

namespace yibao::adapters::provider {

namespace {

using service::Answer;
using yibao::provider::Institution;
using yibao::provider::Message;

constexpr std::string_view kChannel = "provider";

std::string with_next(std::string told, const std::string& next) {
  const bool fits =
      count_characters(told) + count_characters(next) <= yibao::provider::kErrorCharactersMax;
  return fits ? told + next : told;
}

Answer json_answer(std::string body, int status = 200) {
  Answer answer;
  answer.status = status;
  answer.content_type = "application/json;charset=UTF-8";
  answer.body = std::move(body);
  return answer;
}

Answer file_answer(std::string content) {
  Answer answer;
  answer.status = 200;
  answer.content_type = "application/octet-stream";
  answer.body = std::move(content);
  return answer;
}

// What a message asks for, however it is written: a sender that repeats it stamps the time anew,
// and may write its members in another order.
storage::Bytes content_of(const Message& message) {
  std::string text = message.transaction->number;
  for (const std::string& part :
       {message.place_of_care.to_string(), message.insured_place.to_string(), message.operator_id,
        message.input.to_json()}) {
    text += "\n" + part;
  }
  return {storage::short_digest(text)};
}

// One key per message of an institution, in words: a sender's numbers are its place, the time and a
// serial, so its keys come in order and stand on one page of their index, where digests would each
// stand on another.
storage::Bytes key_of(const std::string& institution, const std::string& msgid) {
  return {institution + " " + msgid};
}

bool is_answered(const storage::Bytes& key, storage::Session& reader) {
  const storage::Value keys[] = {key};
  return !reader.select_keyed(service::kAnswerOf, keys).front().empty();
}

// What was answered before keys were words stands under a digest, and is answered by that still:
// who repeats a message across an update must not pay twice.
storage::Bytes key_of(const std::string& institution, const std::string& msgid,
                      storage::Session& reader) {
  storage::Bytes former{storage::short_digest("provider " + institution + " " + msgid)};
  return is_answered(former, reader) ? former : key_of(institution, msgid);
}

business::Actor actor_of(const Institution& institution) {
  business::Actor actor;
  actor.role = business::Role::provider_cashier;
  actor.id = business::cashier_number(institution.code);
  actor.region = institution.region;
  actor.channel = kChannel;
  actor.name = institution.code;
  return actor;
}

// A command whose answer is what the sender gets: its number, and the output as it is written, so
// that the same message again gets the same from what was stored. Reasons have no place in it; a
// field that breaks the tables is a bug before anything is written.
class Numbered : public business::Command {
 public:
  Numbered(std::unique_ptr<business::Command> command, RegionCode region,
           const yibao::provider::Transaction& transaction)
      : command_(std::move(command)), region_(region), transaction_(transaction) {}

  std::vector<storage::Subject> subjects() const override { return command_->subjects(); }
  void need(storage::Needs& needs) const override { command_->need(needs); }
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override {
    command_->need_more(facts, needs);
  }
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override {
    return command_->authorise(actor, facts);
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    Decision<storage::Plan> decided = command_->decide(facts, context);
    if (!decided) return decided;
    storage::Plan plan = std::move(decided).value();
    plan.reasons.clear();
    // It says no, and remembers it all the same.
    if (const Tree* no = plan.answer.find("refused")) {
      plan.answer = Tree::object({{"refused", *no}});
      return plan;
    }
    plan.written =
        keep_output(yibao::provider::answer_number(region_, context.now, 2 * context.ids->next()),
                    context.now, yibao::provider::write_output(transaction_, plan.answer));
    return plan;
  }

 private:
  std::unique_ptr<business::Command> command_;
  RegionCode region_;
  const yibao::provider::Transaction& transaction_;
};

// A refusal that is run under the key of a message: what the message was answered stands; where
// there is no answer yet, this is the one. So for what a door said no to before anything was asked
// of the database; and for a message that is void from now on.
class Refused : public business::Command {
 public:
  Refused(Refusal refusal, RegionCode region) : refusal_(std::move(refusal)), region_(region) {}

  std::vector<storage::Subject> subjects() const override {
    return {storage::Subject::region(region_)};
  }
  void need(storage::Needs&) const override {}
  Verdict authorise(const business::Actor&, const storage::Facts&) const override {
    return Nothing{};
  }
  Decision<storage::Plan> decide(const storage::Facts&, const business::Context&) const override {
    return refusal_;
  }

 private:
  Refusal refusal_;
  RegionCode region_;
};

// "[file_unknown] error: …": what comes of a download are bytes, and some clients look for this one
// word in them before they keep them as a file.
std::string with_word_error(std::string told) {
  const std::size_t behind = told.find("] ");
  return told.insert(behind == std::string::npos ? 0 : behind + 2, "error: ");
}

// Whether an institution is registered as one that does not sign (web): it is known by the network
// that it comes from, directly or through a front machine that speaks the other profiles' paths.
bool need_not_sign(const std::optional<Institution>& institution) {
  return institution && institution->profile == to_text(Profile::web);
}

using Counted = service::Metrics::Message;

Counted counted(Failure failure) {
  switch (failure) {
    case Failure::headers_missing:
      return Counted::headers_missing;
    case Failure::timestamp_outside:
      return Counted::timestamp_outside;
    case Failure::key_unknown:
      return Counted::key_unknown;
    case Failure::signature_differs:
      return Counted::signature_differs;
  }
  YB_CHECK(false, "a failure of no kind");
}

}  // namespace

struct Gateway::Turn {
  std::function<void(Answer)> done;
  const GatewayPorts* ports = nullptr;
  std::string body;
  Route route;
  Instant now;
  std::shared_ptr<const Institution> institution;
  std::string signed_name;  // _api_name
  std::optional<Message> message;
  std::int64_t serial = 0;
  std::string content_type;
  std::string source;
  RegionCode region;
  storage::Bytes key;  // of a message that writes

  void envelope(bool success, std::string number, std::string error, std::string output) {
    envelope_of(now, success, std::move(number), std::move(error), std::move(output));
  }
  // As it was told at that time: a repeated message gets the same answer to the letter.
  void envelope_of(Instant at, bool success, std::string number, std::string error,
                   std::string output) {
    ports->count_message(success ? Counted::done : Counted::refused);
    done(json_answer(yibao::provider::write_envelope(
        {success, std::move(number), at, at, std::move(error), std::move(output)})));
  }
  void refuse_with(const std::string& error) {
    envelope(false, yibao::provider::answer_number(region, now, serial),
             asks_for_file() ? with_word_error(error) : error, "");
  }
  // Also where its message cannot be read.
  bool asks_for_file() const {
    const visit::Door* door = visit::find_door(
        message ? std::string_view(message->transaction->number) : number_said({}, body));
    return door != nullptr && door->sends_file;
  }
  // The reference states the body alone, and 401 in it: many a client's HTTP library throws at any
  // other status than 200, and whoever stands at the till would never see the words.
  void fail(Failure failure) {
    ports->count_message(counted(failure));
    done(json_answer(failure_body(failure)));
  }
};

// [code] and the sentence, what a cashier reads aloud; and what to do, where there is one thing to
// do and room for it.
std::string Gateway::sentence(const Refusal& refusal) const {
  std::string text = "[" + refusal.code() + "]";
  std::string next;
  for (const Reason& reason : refusal.reasons) {
    const service::Words words = surroundings_.catalogue->words(reason.code, reason.facts);
    text += " " + (words.detail.empty() ? words.title : words.detail);
    next = words.next;
  }
  return refusal.reasons.size() == 1 ? with_next(std::move(text), next) : text;
}

// A fault of ours or a bug is answered like everything else, with the number of the incident; the
// sender may send the same message again.
template<class Action>
void Gateway::guarded(Turn& turn, Action action) const {
  const auto incident = [&](const std::string& what, bool fault) {
    service::Job job;
    job.instance = "/provider";
    job.trace_id = service::trace_of("");
    const service::Outcome outcome = service::Batch::incident(surroundings_, job, what, fault);
    const Decision<Tree> told = storage::parse_json(outcome.body);
    turn.refuse_with(told ? "[" + text_of(*told, "code") + "] " + text_of(*told, "detail")
                          : "[incident]");
  };
  try {
    action();
  } catch (const Fault& fault) {
    incident(fault.what(), true);
  } catch (const std::exception& bug) {
    incident(bug.what(), false);
  }
}

// The institution whose key signed the request, where the profile signs. False: it was answered.
bool Gateway::authenticate(Turn& turn, const service::Call& call, storage::Session& reader) {
  const Profile profile = turn.route.profile;
  if (profile == Profile::web) return true;
  const std::vector<Header>& headers = call.headers;
  // Nothing is claimed: whose it is, and whether that one need not sign, says the message.
  if (!has_claim(profile, headers)) return true;
  const auto fail = [&](Failure failure) {
    turn.fail(failure);
    return false;
  };
  const std::optional<Claim> claim = read_claim(profile, headers);
  if (!claim) return fail(Failure::headers_missing);
  if (!is_within_window(profile, *claim, turn.now, kTifWindowSeconds)) {
    return fail(Failure::timestamp_outside);
  }
  const auto sender = senders_.find(claim->access_key, reader);
  if (sender == nullptr || sender->institution.profile != to_text(profile)) {
    return fail(Failure::key_unknown);
  }
  if (!is_signed(profile, *claim, sender->secret)) return fail(Failure::signature_differs);
  turn.institution = {sender, &sender->institution};
  turn.signed_name = claim->name;
  return true;
}

// False: it was answered. An institution that is suspended is told that instead.
bool Gateway::is_within_rate(Turn& turn) {
  const Institution& institution = *turn.institution;
  if (!institution.is_active || rate_.take(institution.id.value(), turn.now)) return true;
  turn.refuse_with(
      sentence(refuse("too_many_messages", {{"per_second", std::to_string(rate_.per_second())}})));
  return false;
}

// Nothing but its network says that who does not sign is who they say they are.
bool Gateway::is_known_network(const std::string& institution, const std::string& source) const {
  return source.empty() || ports_.networks.admit(institution, source);  // empty: this process
}

bool Gateway::waits_for_commit(const service::Call& call) const {
  const visit::Door* door = visit::find_door(number_said(call.headers, call.body));
  return door != nullptr && door->answer == nullptr && !door->previews;
}

void Gateway::handle(const service::Call& call, storage::Session& reader,
                     std::function<void(Answer)> done) {
  auto turn = std::make_shared<Turn>();
  turn->done = std::move(done);
  turn->ports = &ports_;
  turn->now = ports_.clock->now();
  turn->body = call.body;
  turn->content_type = call.content_type;
  turn->source = call.source;
  turn->serial = 2 * serial_++ + 1;
  turn->region = RegionCode::nation();
  const std::string path = call.target.substr(0, call.target.find('?'));
  const std::optional<Route> route = route_of(path);
  if (!route || call.method != "POST") {
    return turn->done(json_answer(gateway_body(404, "没有这个地址"), 404));
  }
  turn->route = *route;
  guarded(*turn, [&] {
    if (authenticate(*turn, call, reader)) transact(turn, reader);
  });
}

// The envelope: the body as it is, in the one encoding or the other, or a part of a form, which may
// bring a file besides.
Decision<Tree> Gateway::read_body(Turn& turn) {
  const auto form = read_form(turn.content_type, turn.body);
  std::string_view text = form ? form->envelope : std::string_view(turn.body);
  std::string decoded;
  if (!is_utf8(text)) {
    if (auto read = csv::Decoder(csv::Encoding::gb18030).decode(text)) {
      decoded = std::move(*read);
      text = decoded;
    }
  }
  Decision<Tree> envelope = storage::parse_json_with_texts(without_mark(text));
  if (form && envelope) {
    Tree tree = std::move(envelope).value();
    put_file(tree, *form);
    envelope = std::move(tree);
  }
  return envelope;
}

void Gateway::transact(const std::shared_ptr<Turn>& turn, storage::Session& reader) {
  if (turn->institution) turn->region = turn->institution->region;
  if (turn->institution && !is_within_rate(*turn)) return;
  const Decision<Tree> body = read_body(*turn);
  if (!turn->institution && turn->route.profile != Profile::web) {
    const std::string code = body ? yibao::provider::institution_said(*body) : "";
    const auto sender =
        yibao::provider::find_institution(reader, yibao::provider::kInstitutionOfCode, code);
    if (!need_not_sign(sender)) return turn->fail(Failure::headers_missing);
  }
  if (!body) return turn->refuse_with(sentence(body.refusal()));
  Decision<Message> read = yibao::provider::read_message(*body, tables_);
  if (!read) {
    // Of whom no signature tells, it is known by the envelope, as far as that can be read.
    const auto said = yibao::provider::read_region(text_of(*body, "mdtrtarea_admvs"));
    if (!turn->institution) turn->region = said.value_or(turn->region);
    return turn->refuse_with(sentence(read.refusal()));
  }
  turn->message = std::move(read).value();
  const Message& message = *turn->message;
  turn->region = message.place_of_care;
  const auto refuse_as = [&](Refusal refusal) { turn->refuse_with(sentence(refusal)); };
  const std::string& number = message.transaction->number;
  const bool other_number = (!turn->route.number.empty() && turn->route.number != number) ||
                            (!turn->signed_name.empty() && turn->signed_name != number);
  if (other_number) return refuse_as(refuse("transaction_differs", {{"infno", number}}));
  if (!turn->institution) {  // unsigned: by its code, where it is registered so
    auto sender = yibao::provider::find_institution(reader, yibao::provider::kInstitutionOfCode,
                                                    message.institution);
    if (!need_not_sign(sender)) {
      return refuse_as(refuse("institution_unknown", {{"code", message.institution}}));
    }
    turn->institution = std::make_shared<const Institution>(std::move(*sender));
    if (!is_known_network(message.institution, turn->source)) {
      return refuse_as(
          refuse("network_unknown", {{"code", message.institution}, {"source", turn->source}}));
    }
    if (!is_within_rate(*turn)) return;
  }
  const Institution& institution = *turn->institution;
  if (institution.code != message.institution) {
    return refuse_as(refuse("institution_differs", {{"code", message.institution}}));
  }
  if (!institution.is_active) {
    return refuse_as(refuse("institution_suspended",
                            {{"code", institution.code}, {"why", institution.why_suspended}}));
  }
  // 就医地 is where the institution stands; a county of it is as good.
  const RegionTable& regions = *surroundings_.regions;
  if (regions.pooling_region(message.place_of_care) != regions.pooling_region(institution.region)) {
    return refuse_as(
        refuse("place_of_care_differs",
               {{"code", institution.code}, {"region", message.place_of_care.to_string()}}));
  }
  const visit::Door* door = visit::find_door(number);
  if (door == nullptr || !message.transaction->may_come_from(to_text(institution.kind))) {
    return refuse_as(refuse("transaction_not_offered", {{"infno", number}}));
  }
  // What cannot be written down is not shown.
  if (looks_->is_full()) return refuse_as(refuse("provider_busy"));
  business::Actor actor = actor_of(institution);
  business::Context context = service::context_for(surroundings_, turn->now);
  context.actor = &actor;
  visit::Asked::Look look;
  const visit::Asked asked{message, institution, tables_, items_, context, reader, &zip_, &look};
  const bool writes = door->answer == nullptr || (door->writes != nullptr && door->writes(asked));
  if (!writes) {
    const Decision<Tree> output =
        storage::in_one_snapshot(reader, [&] { return door->answer(asked); });
    if (!output) return turn->refuse_with(sentence(output.refusal()));
    record_look(*turn, look);
    if (door->sends_file) {
      ports_.count_message(Counted::done);
      return turn->done(file_answer(text_of(*output, "content")));
    }
    return turn->envelope(true,
                          yibao::provider::answer_number(turn->region, turn->now, turn->serial), "",
                          yibao::provider::write_output(*message.transaction, *output));
  }
  business::CommandOrRefusal command = door->command(asked);
  if (!door->previews) turn->key = key_of(institution.code, message.msgid, reader);
  if (!command) {
    const bool again = !door->previews && is_answered(turn->key, reader);
    if (!again) return turn->refuse_with(sentence(command.refusal()));
    return submit(turn, std::make_unique<Refused>(command.refusal(), institution.region));
  }
  record_look(*turn, look);
  if (door->previews) return preview(*turn, std::move(command).value(), reader);
  if (door->voids != nullptr) {
    const std::string voided = door->voids(asked);
    return void_first(turn, voided, key_of(institution.code, voided, reader),
                      std::move(command).value());
  }
  submit(turn, std::move(command).value());
}

// 谁看过我的信息: written behind the answer, which waits for nothing.
void Gateway::record_look(const Turn& turn, const visit::Asked::Look& look) {
  const yibao::provider::Transaction& asked = *turn.message->transaction;
  const Institution& institution = *turn.institution;
  if (look.person.is_none()) return;
  if (!looks_->is_new(institution.id.value(), look.person, asked.number, turn.now)) return;
  looks_->keep(institution.region,
               {look.person, business::cashier_number(institution.code), institution.code,
                "provider." + asked.number, asked.name, look.present, turn.now});
}

void Gateway::write_looks() {
  for (auto& [region, views] : looks_->take()) {
    const auto part = std::make_shared<const enquiry::ProviderViews>(std::move(views));
    service::Job job;
    job.command = enquiry::record_provider_views(region, part);
    job.actor.role = business::Role::system;
    job.actor.channel = "system";
    job.now = ports_.clock->now();
    job.instance = "/provider";
    job.trace_id = service::trace_of("");
    job.done = [looks = looks_, count = ports_.count_views, region,
                part](const service::Outcome& outcome) {
      // A fault passes; what a bug of ours refuses would be refused again.
      if (outcome.status == 503) return looks->give_back(region, *part);
      count(part->size(), outcome.status == 200);
    };
    if (!ports_.submit(std::move(job))) looks_->give_back(region, *part);
  }
}

service::Job Gateway::job_of(const Turn& turn, std::unique_ptr<business::Command> command) {
  service::Job job;
  job.command = std::move(command);
  job.actor = actor_of(*turn.institution);
  job.now = turn.now;
  job.instance = "/provider/" + turn.message->transaction->number;
  job.trace_id = service::trace_of("");
  return job;
}

std::unique_ptr<business::Command> Gateway::numbered(const Turn& turn,
                                                     std::unique_ptr<business::Command> command) {
  return std::make_unique<Numbered>(std::move(command), turn.region, *turn.message->transaction);
}

void Gateway::preview(Turn& turn, std::unique_ptr<business::Command> command,
                      storage::Session& reader) const {
  const service::Job job = job_of(turn, numbered(turn, std::move(command)));
  const service::Outcome outcome = service::Batch::preview(reader, surroundings_, job);
  guarded(turn, [&] { tell(turn, outcome); });
}

void Gateway::submit(const std::shared_ptr<Turn>& turn,
                     std::unique_ptr<business::Command> command) const {
  service::Job job = job_of(*turn, numbered(*turn, std::move(command)));
  job.key_digest = turn->key;
  job.body_digest = content_of(*turn->message);
  job.done = [this, turn](const service::Outcome& outcome) {
    guarded(*turn, [&] { tell(*turn, outcome); });
  };
  if (!ports_.submit(std::move(job))) turn->refuse_with(sentence(refuse("provider_busy")));
}

// The key of the other message is claimed before this one is run: whatever comes under it later, of
// whomever, is told that it is void; and what came before, or in this moment, has been written when
// this one looks.
void Gateway::void_first(const std::shared_ptr<Turn>& turn, const std::string& msgid,
                         storage::Bytes key, std::unique_ptr<business::Command> command) const {
  const Institution& institution = *turn->institution;
  service::Job job = job_of(
      *turn,
      std::make_unique<Refused>(visit::message_voided(msgid, turn->now), institution.region));
  job.key_digest = std::move(key);  // for whatever body
  // A function can be copied, and a command cannot.
  const auto next = std::make_shared<std::unique_ptr<business::Command>>(std::move(command));
  job.done = [this, turn, next](const service::Outcome& outcome) {
    guarded(*turn,
            [&] { outcome.status < 500 ? submit(turn, std::move(*next)) : tell(*turn, outcome); });
  };
  if (!ports_.submit(std::move(job))) turn->refuse_with(sentence(refuse("provider_busy")));
}

void Gateway::tell(Turn& turn, const service::Outcome& outcome) {
  if (!outcome.problem) {
    if (auto kept = find_kept_output(outcome.body)) {
      return turn.envelope_of(kept->answered_at, true, std::move(kept->number), "",
                              std::move(kept->output));
    }
  }
  const Decision<Tree> body = storage::parse_json(outcome.body);
  YB_CHECK(body.ok(), "an answer of ours that is no JSON");
  if (outcome.problem) {
    const Tree* next = body->find("next_steps");
    const bool one = next != nullptr && next->list() != nullptr && next->list()->size() == 1;
    return turn.refuse_with(
        with_next("[" + text_of(*body, "code") + "] " + text_of(*body, "detail"),
                  one && next->list()->front().text() ? *next->list()->front().text() : ""));
  }
  YB_CHECK(body->find("refused") != nullptr, "an answer of a transaction without its output");
  turn.refuse_with(text_of(*body, "refused"));
}

}  // namespace yibao::adapters::provider
