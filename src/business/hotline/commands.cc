#include "business/hotline/commands.h"

#include "business/hotline/area_codes.h"
#include "business/hotline/place.h"
#include "business/hotline/present.h"
#include "business/hotline/store.h"
#include "business/hotline/words.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::hotline {

using storage::Value;

business::CommandOrRefusal BeginCall::parse(const business::Request& request,
                                            const business::Context& context, storage::Session&) {
  auto command = std::make_unique<BeginCall>();
  auto reader = business::Reader::body(request, context);
  const std::string dialled = reader.text("dialled", 20);
  command->caller_ = reader.text_or("caller", 20, "");
  const RegionCode given = reader.optional_region("region").value_or(RegionCode());
  const auto found =
      read_dialled(dialled, context.policies->on(RegionCode::nation(), context.today).hotline);
  if (reader.ok_so_far() && !found) {
    reader.add({"hotline_number_unknown", {{"member", "dialled"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->dialled_ = *found;
  command->region_ = place_of(!given.is_none()           ? given
                              : !found->region.is_none() ? found->region
                                                         : place_of_number(command->caller_),
                              context);
  command->source_day_ = source_day(*context.vault, command->caller_, context.today);
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> BeginCall::subjects() const {
  return {
      storage::Subject::region(dialled_.region.is_none() ? RegionCode::nation() : dialled_.region)};
}

void BeginCall::need(storage::Needs& needs) const {
  needs.add(kCallsOfSource, Value(source_day_));
  needs.add(kFailuresOfSource, Value(source_day_));
}

Verdict BeginCall::authorise(const business::Actor&, const storage::Facts&) const {
  return Nothing{};
}

Decision<storage::Plan> BeginCall::decide(const storage::Facts& facts,
                                          const business::Context& context) const {
  HotlineCall call;
  call.line_region = dialled_.region.is_none() ? RegionCode::nation() : dialled_.region;
  call.id = HotlineCallId(context.ids->next());
  call.line = dialled_.line;
  call.region = region_;
  call.caller = caller_;
  call.started_at = context.now;
  const policy::HotlinePolicy& policy = policy_of(call, context).hotline;
  const auto calls = facts.rows(kCallsOfSource, Value(source_day_)).size();
  const auto failures = facts.rows(kFailuresOfSource, Value(source_day_)).size();
  const bool too_many =
      is_one_source(caller_) &&
      (calls >= static_cast<std::size_t>(policy.calls_per_source_daily.value) ||
       failures >= static_cast<std::size_t>(policy.failures_per_source_daily.value));
  const Event event = too_many            ? Event::turn_away
                      : region_.is_none() ? Event::not_placed
                                          : Event::place;
  HotlineCall after = moved(call, event);
  if (after.is_over()) after.ended_at = context.now;
  Lines lines;
  lines.say(remark_on(event, call, after, policy_of(call, context)));
  if (!after.is_over()) lines.say(question_of(after));
  storage::Plan plan;
  plan.event = "hotline_call_begun";
  plan.insert(kHotlineCall, call_row(after, *context.vault));
  plan.answer = present_step(after, lines.take(), "", context);
  return plan;
}

}  // namespace yibao::hotline
