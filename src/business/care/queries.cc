#include "business/care/queries.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/care/filing.h"
#include "business/care/store.h"
#include "business/casework/shown.h"
#include "business/casework/store.h"
#include "business/casework/stored_json.h"
#include "business/reader.h"

namespace yibao::care {

namespace {

// Why it is as it is today.
Reason standing(const Registration& each, const business::Context& context) {
  std::vector<Fact> facts = facts_of(each, *context.regions);
  if (each.state == State::pending) return {"care_pending", std::move(facts), {}};
  if (each.ended_on) {
    facts.push_back({"ended_on", each.ended_on->to_string()});
    facts.push_back({"reason", each.end_reason});
    return {"care_has_ended", std::move(facts), {}};
  }
  if (each.holds_on(context.today)) return {"care_holds", std::move(facts), {}};
  return {each.begins_on > context.today ? "care_not_begun" : "care_run_out", std::move(facts), {}};
}

Tree present(const Registration& each, const storage::Rows& files,
             const business::Context& context) {
  const auto outside = context.vault->outside_id(storage::IdKind::care_registration,
                                                 each.id.value(), each.recorded_at);
  Tree tree = Tree::object({{"registration", outside},
                            {"number", registration_number(each.id, each.recorded_at, context)},
                            {"kind", std::string(to_text(each.kind))},
                            {"state", std::string(to_text(each.state))},
                            {"holds_today", each.holds_on(context.today)},
                            {"region", each.region.to_string()},
                            {"region_name", context.regions->full_name(each.region)},
                            {"thing", thing_of(each, *context.regions)},
                            {"begins_on", each.begins_on.to_string()},
                            {"carried_over", !each.carried_from.is_none()},
                            {"reasons", casework::reasons_tree({standing(each, context)})}});
  if (each.last_day) tree.set("last_day", each.last_day->to_string());
  if (each.ended_on) tree.set("ended_on", each.ended_on->to_string());
  if (!each.disease.empty()) tree.set("disease", each.disease);
  if (!each.institution.empty()) tree.set("institution", each.institution);
  if (!each.place_of_care.is_none()) tree.set("place_of_care", each.place_of_care.to_string());
  if (each.sort_number > 0) tree.set("sort_number", each.sort_number);
  if (const auto file = casework::find_case_file(files, each.application)) {
    tree.set("case", casework::case_number(file->id, file->recorded_at, context));
  }
  return tree;
}

}  // namespace

Decision<Tree> answer_registrations(const business::Request& request,
                                    const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  const storage::Value key[] = {storage::Value(person.value())};
  const std::vector<storage::Rows> found = session.select_keyed(kRegistrationsOf, key);
  const std::vector<Registration> all = read_registrations(found.front());
  const std::vector<storage::Rows> files = session.select_keyed(casework::kCaseFilesOf, key);
  Tree list = Tree(Tree::List{});
  for (const Registration& each : all) list.push(present(each, files.front(), context));
  return Tree::object({{"registrations", std::move(list)}});
}

}  // namespace yibao::care
