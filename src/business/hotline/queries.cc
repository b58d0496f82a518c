#include "business/hotline/queries.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/hotline/store.h"
#include "business/person/authorisation.h"
#include "business/reader.h"

namespace yibao::hotline {

namespace {

constexpr std::int64_t kAll = std::int64_t{1} << 62;

constexpr storage::Statement kCallsBefore{
    "hotline_calls_before",
    "SELECT region, call_id, line, caller_sealed, source_day, place, state, topic, "
    "steps, misses, tries, failures, slow, person_id, verified, told, "
    "identity_sealed, card_sealed, path, started_at, ended_at "
    "FROM hotline_call WHERE place = $1 AND call_id < $2 ORDER BY call_id DESC LIMIT $3"};
constexpr storage::Statement kCallsOfPersonBefore{
    "hotline_calls_of_person_before",
    "SELECT region, call_id, line, caller_sealed, source_day, place, state, topic, "
    "steps, misses, tries, failures, slow, person_id, verified, told, "
    "identity_sealed, card_sealed, path, started_at, ended_at "
    "FROM hotline_call WHERE person_id = $1 AND call_id < $2 ORDER BY call_id DESC LIMIT $3"};

// 138****5678; the number itself is nobody's business here.
std::string masked_caller(const HotlineCall& call) {
  return call.caller.empty() ? std::string() : mask_phone(Phone(call.caller));
}

// How it ended, or where it stands: the last event.
std::string last_event(const HotlineCall& call) {
  const std::size_t space = call.path.rfind(' ');
  return space == std::string::npos ? call.path : call.path.substr(space + 1);
}

Tree path_tree(const HotlineCall& call) {
  Tree path = Tree(Tree::List{});
  for (std::size_t from = 0; from < call.path.size();) {
    const std::size_t end = std::min(call.path.find(' ', from), call.path.size());
    path.push(call.path.substr(from, end - from));
    from = end + 1;
  }
  return path;
}

Tree present_call(const HotlineCall& call, const business::Context& context) {
  Tree tree = Tree::object({{"call", context.vault->outside_id(storage::IdKind::hotline_call,
                                                               call.id.value(), call.started_at)},
                            {"line", to_text(call.line)},
                            {"caller", masked_caller(call)},
                            {"topic", to_text(call.topic)},
                            {"verified", call.verified},
                            {"failures", call.failures},
                            {"steps", call.steps},
                            {"started_at", call.started_at.to_string()},
                            {"path", path_tree(call)}});
  if (!call.region.is_none()) {
    tree.set("region", call.region.to_string());
    tree.set("region_name", context.regions->name(call.region));
  }
  if (call.ended_at) {
    tree.set("ended_at", call.ended_at->to_string());
    tree.set("end", last_event(call));
  }
  return tree;
}

Tree present_calls(const storage::Rows& rows, const business::Context& context) {
  Tree calls = Tree(Tree::List{});
  for (const storage::Row& row : rows) {
    calls.push(present_call(read_call(row, *context.vault), context));
  }
  return Tree::object({{"calls", std::move(calls)}});
}

}  // namespace

Decision<Tree> answer_calls(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = reader.region("region");
  const std::int64_t before =
      reader.optional_id("before", storage::IdKind::hotline_call).value_or(kAll);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, region); !may) {
    return may.refusal();
  }
  const RegionCode of = region.is_nation() ? RegionCode() : region;
  return present_calls(session.select(kCallsBefore, {of.value(), before, limit}), context);
}

Decision<Tree> answer_calls_of_person(const business::Request& request,
                                      const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::int64_t before =
      reader.optional_id("before", storage::IdKind::hotline_call).value_or(kAll);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = person::may_see(context, person, "enquiry", session); !may) {
    return may.refusal();
  }
  return present_calls(session.select(kCallsOfPersonBefore, {person.value(), before, limit}),
                       context);
}

}  // namespace yibao::hotline
