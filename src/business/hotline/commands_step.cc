#include <algorithm>

#include "base/tree_text.h"
#include "business/agency/store.h"
#include "business/card/rules.h"
#include "business/card/telephone.h"
#include "business/enquiry/views.h"
#include "business/hotline/answers.h"
#include "business/hotline/commands.h"
#include "business/hotline/place.h"
#include "business/hotline/present.h"
#include "business/hotline/store.h"
#include "business/hotline/words.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::hotline {

namespace {

using storage::Value;

constexpr std::size_t kKeysMax = 24;

bool is_keys(const std::string& text) {
  return text.find_first_not_of("0123456789*#") == std::string::npos;
}

bool flag_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->boolean() != nullptr && *member->boolean();
}

Outcome outcome_of(const HotlineCall& call, const Decision<storage::Plan>& decision) {
  if (!decision) {
    const bool which = decision.refusal().code() == "second_factor_needed";
    return which && call.state == State::card_number ? Outcome::factor_needed : Outcome::refused;
  }
  if (call.topic == Topic::loss || flag_of(decision->answer, "activated")) return Outcome::done;
  const std::string outcome = text_of(decision->answer, "outcome");
  if (outcome == "code_sent") return Outcome::code_sent;
  return outcome == "wrong_pair" ? Outcome::wrong_pair : Outcome::wrong;
}

bool forgets_who(const HotlineCall& before, Event event) {
  if (event == Event::find_nobody || event == Event::wrong_pair) return true;
  return event == Event::back && !before.verified && before.state != State::answered &&
         before.state != State::guide;
}

}  // namespace

business::CommandOrRefusal TakeStep::parse(const business::Request& request,
                                           const business::Context& context,
                                           storage::Session& session) {
  auto command = std::make_unique<TakeStep>();
  auto reader = business::Reader::body(request, context);
  const HotlineCallId id(reader.path_id("call", storage::IdKind::hotline_call));
  const auto step = static_cast<int>(reader.integer("step", 0, 10'000));
  const std::string keys = reader.text_or("keys", kKeysMax, "");
  const bool hung_up = reader.flag("hang_up");
  if (reader.ok_so_far() && (!is_keys(keys) || (hung_up && !keys.empty()))) {
    reader.add({"hotline_keys", {{"member", "keys"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const std::optional<HotlineCall> call = find_call(id, *context.vault, session);
  if (!call) return refuse(RefusalKind::not_found, "not_found", {{"member", "call"}});
  command->call_ = *call;
  command->step_ = step;
  command->input_ = {hung_up        ? Input::Kind::hang_up
                     : keys.empty() ? Input::Kind::silence
                                    : Input::Kind::keys,
                     keys};
  // A step that is past may be one that was taken with the same key: decide() refuses the others.
  if (!call->is_over() && call->steps == step) command->look_up(context, session);
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> TakeStep::subjects() const {
  std::vector<storage::Subject> all{storage::Subject::region(call_.line_region)};
  const auto add = [&](storage::Subject subject) {
    if (std::ranges::find(all, subject) == all.end()) all.push_back(subject);
  };
  if (!person_.is_none()) add(storage::Subject::person(person_));
  if (inner_) {
    for (const storage::Subject each : inner_->subjects()) add(each);
  }
  return all;
}

void TakeStep::need(storage::Needs& needs) const {
  needs.add(kCallById, Value(call_.id.value()));
  needs.add(kFailuresOfSource, Value(source_day_));
  needs.add(kFailuresOfNumber, Value(number_day_));
  needs.add(person::kPersonById, person_);
  needs.add(card::kTelephoneFactorOf, person_);
  needs.add(agency::kAgencyOf, Value(call_.region.value()));
  if (inner_) inner_->need(needs);
}

Verdict TakeStep::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  if (!inner_) return Nothing{};
  return inner_->authorise(call_.topic == Topic::loss ? own_ : actor, facts);
}

// 查询密码; before a report of a loss the telephone on record does as well. After too many wrong
// ones today, of this number or from this caller, none is right any more.
bool TakeStep::is_right(const HotlineCall& call, const storage::Facts& facts,
                        const business::Context& context) const {
  const bool password = card::is_enquiry_password(facts, *context.vault, person_, input_.keys);
  if (call.state != State::proof || password) return password;
  const storage::Rows& rows = facts.rows(person::kPersonById, person_);
  if (rows.empty()) return false;
  const person::Person whom =
      person::read_person(rows.front(), *context.vault, person::Open::secrets);
  return !whom.phone.empty() && !phone_in_doubt_ && whom.phone.reveal() == input_.keys;
}

Known TakeStep::known_now(const HotlineCall& call, const storage::Facts& facts,
                          const business::Context& context) const {
  const policy::RegionPolicy& policy = policy_of(call, context);
  const auto failed = [&](const storage::KeyedSelect& select, const storage::Bytes& key, int most) {
    return facts.rows(select, Value(key)).size() >= static_cast<std::size_t>(most);
  };
  const bool locked =
      (is_one_source(call.caller) &&
       failed(kFailuresOfSource, source_day_, policy.hotline.failures_per_source_daily.value)) ||
      failed(kFailuresOfNumber, number_day_, policy.hotline.failures_per_number_daily.value);
  Known known;
  known.region = region_;
  known.sound = call.state == State::identity ? !identity_.empty() : input_.keys.size() > 1;
  known.person_found = !person_.is_none();
  known.right = !locked && is_right(call, facts, context);
  known.has_card = !card_id_.empty();
  known.activation_open =
      card::check_channel(card::ActivationChannel::telephone, policy.activation).ok();
  known.staff_there = staff_is_there(policy.hotline, *context.calendar, context.now);
  known.tries_max = locked ? 1 : policy.hotline.tries_max.value;
  known.steps_max = policy.hotline.steps_max.value;
  return known;
}

// What the call keeps of the step, beside where it stands.
HotlineCall TakeStep::remembered(const HotlineCall& call, Event event,
                                 const business::Context& context) const {
  const HotlineTransition* transition = find(call.state, event);
  YB_CHECK(transition != nullptr, "an event that has no place there");
  HotlineCall after = moved(call, event);
  if (call.state == State::menu && topic_ != Topic::none) after.topic = topic_;
  if (event == Event::find_region) after.region = region_;
  if (call.state == State::identity && !identity_.empty()) {
    YB_CHECK(!call.verified, "another number, still verified");
    after.identity_number = identity_;
    after.person = person_;
  }
  if (call.state == State::card_number) after.card_number = card_;
  if (call.state == State::password && event == Event::answer) after.verified = true;
  if (event == Event::answer) {
    after.told = call.state == State::guide ? input_.keys.front() - '0' : 1;
  } else if (after.state != State::answered || call.state != State::answered) {
    after.told = 0;
  }
  // Whoever keys another number has proved nothing of it.
  if (forgets_who(call, event)) {
    after.identity_number.clear();
    after.card_number.clear();
    after.verified = false;
  }
  if (after.is_over()) after.ended_at = context.now;
  return after;
}

Decision<storage::Plan> TakeStep::decide(const storage::Facts& facts,
                                         const business::Context& context) const {
  const storage::Row& row = facts.rows(kCallById, Value(call_.id.value())).front();
  const HotlineCall call = read_call({row.begin() + 1, row.end()}, *context.vault);
  if (call.is_over()) return refuse("hotline_call_over");
  if (call.steps != step_) {
    return refuse(RefusalKind::stale, "hotline_step_passed",
                  {{"count", std::to_string(call.steps)}});
  }
  Known known = known_now(call, facts, context);
  storage::Plan plan;
  Lines said;  // by the command that the call has given
  if (inner_ || inner_refusal_) {
    business::Context own = context;
    own.actor = call.topic == Topic::loss ? &own_ : context.actor;
    Decision<storage::Plan> decision =
        inner_ ? inner_->decide(facts, own) : Decision<storage::Plan>(*inner_refusal_);
    known.outcome = outcome_of(call, decision);
    if (!decision) said.say(decision.refusal());
    if (decision) plan = std::move(decision).value();
  }
  const Event event = event_of(call, input_, known);
  const HotlineCall after = remembered(call, event, context);
  record(plan, call, after, event, context);
  plan.answer = present_step(after, lines_of(call, after, event, said.take(), context),
                             connect_to(event, facts), context);
  return plan;
}

void TakeStep::record(storage::Plan& plan, const HotlineCall& before, const HotlineCall& after,
                      Event event, const business::Context& context) const {
  if (plan.event.empty()) plan.event = after.is_over() ? "hotline_call_ended" : "hotline_step";
  plan.reasons.clear();
  plan.update(kHotlineCall, call_row(after, *context.vault));
  if (after.failures > before.failures) {
    plan.insert(kHotlineFailure, {context.ids->next(), after.id.value(), to_text(before.state),
                                  source_day_, number_day_, context.now.milliseconds()});
  }
  // 谁看过我的信息: what was told on the telephone stands there too.
  if (event == Event::answer && !after.person.is_none() && after.topic != Topic::guide) {
    enquiry::View view;
    view.person = after.person;
    view.person_present = true;  // on the telephone, and known by number or password
    view.office = after.region;
    enquiry::add_view(plan, view, "hotline." + std::string(to_text(after.topic)),
                      enquiry_of(after.topic), context);
  }
}

Tree TakeStep::lines_of(const HotlineCall& before, const HotlineCall& after, Event event, Tree said,
                        const business::Context& context) const {
  const HotlineTransition* transition = find(before.state, event);
  const policy::RegionPolicy& policy = policy_of(after, context);
  Lines lines;
  if ((transition->effects & kRemark) != 0) lines.say(remark_on(event, before, after, policy));
  if (event == Event::answer && before.state == State::password) {
    lines.say(Reason{"hotline_hello", {{"who", who_}}, {}});
  }
  const bool again = event == Event::repeat && after.state == State::answered;
  if (event == Event::answer || again) lines.add(told_);
  if (event == Event::not_offered) {
    lines.say(card::check_channel(card::ActivationChannel::telephone, policy.activation).refusal());
  }
  if (event == Event::refused) {
    said.list()->empty() ? lines.say(Reason{"hotline_no_card", {}, {}}) : lines.add(said);
  }
  if ((transition->effects & kAsk) != 0) lines.say(question_of(after));
  return lines.take();
}

std::string TakeStep::connect_to(Event event, const storage::Facts& facts) const {
  if (event != Event::go_to_person) return {};
  const storage::Rows& rows = facts.rows(agency::kAgencyOf, Value(call_.region.value()));
  return rows.empty() ? "staff" : agency::read_agency(rows.front()).phone;
}

}  // namespace yibao::hotline
