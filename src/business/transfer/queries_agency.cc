// What stands in front of an agency: its queues, and money that belongs to no case yet.
#include "business/access.h"
#include "business/casework/shown.h"
#include "business/reader.h"
#include "business/transfer/queries.h"

namespace yibao::transfer {

namespace {

constexpr storage::Statement kQueue{
    "task_queue",
    "SELECT t.case_id, t.leg, t.queue, t.due_on, t.provisional, t.overdue, t.urged, t.escalated, "
    "f.service, f.recorded_at, f.priority FROM task t "
    "JOIN case_file f ON f.person_id = t.person_id AND f.case_id = t.case_id "
    "WHERE t.open = 1 AND t.region = $1 AND t.case_id > $2 "
    "ORDER BY t.escalated DESC, t.overdue DESC, f.priority DESC, t.due_on NULLS LAST, t.case_id "
    "LIMIT $3"};
constexpr storage::Statement kUnmatched{
    "remittances_unmatched",
    "SELECT remittance_id, from_region, amount_fen, arrived_on, bank_serial, reference, note, "
    "recorded_at FROM remittance WHERE region = $1 AND state = 'unmatched' "
    "ORDER BY remittance_id LIMIT 200"};

RegionCode region_of(const storage::Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

std::string day_of(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer())).to_string();
}

}  // namespace

Decision<Tree> answer_queue(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* text = request.path_value("region");
  const auto region = text == nullptr ? std::nullopt : RegionCode::parse(*text);
  if (!region) reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  const std::string queue = reader.text_or("queue", 40, "");
  const std::int64_t limit = reader.integer_or("limit", 1, 500, 100);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_at(*context.actor, *region); !own) {
    return own.refusal();
  }
  Tree tasks = Tree(Tree::List{});
  for (const storage::Row& row :
       session.select(kQueue, {region->value(), std::int64_t{0}, limit})) {
    if (!queue.empty() && row[2].text() != queue) continue;
    Tree task = Tree::object(
        {{"case", casework::case_number(CaseId(row[0].integer()),
                                        Instant::from_milliseconds(row[9].integer()), context)},
         {"service", row[8].text()},
         {"leg", row[1].text()},
         {"queue", row[2].text()},
         {"overdue", row[5].integer() == 1},
         {"urged", row[6].integer()},
         {"escalated", row[7].integer() == 1},
         {"priority", row[10].integer() == 1}});
    if (!row[3].is_null()) task.set("due_on", day_of(row[3]));
    tasks.push(std::move(task));
  }
  return Tree::object({{"region", region->to_string()}, {"tasks", std::move(tasks)}});
}

Decision<Tree> answer_unmatched(const business::Request& request, const business::Context& context,
                                storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* text = request.path_value("region");
  const auto region = text == nullptr ? std::nullopt : RegionCode::parse(*text);
  if (!region) reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_at(*context.actor, *region); !own) {
    return own.refusal();
  }
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : session.select(kUnmatched, {region->value()})) {
    list.push(Tree::object(
        {{"remittance", context.vault->outside_id(storage::IdKind::remittance, row[0].integer(),
                                                  Instant::from_milliseconds(row[7].integer()))},
         {"from_region", region_of(row[1]).to_string()},
         {"amount_fen", row[2].integer()},
         {"arrived_on", day_of(row[3])},
         {"bank_serial", row[4].text()},
         {"reference", row[5].text()},
         {"why", row[6].text()}}));
  }
  return Tree::object({{"region", region->to_string()}, {"remittances", std::move(list)}});
}

}  // namespace yibao::transfer
