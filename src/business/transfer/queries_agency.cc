// Money that has come to an agency and belongs to no case: not yet, or no longer.
#include "business/access.h"
#include "business/reader.h"
#include "business/transfer/machine.h"
#include "business/transfer/queries.h"

namespace yibao::transfer {

namespace {

constexpr storage::Statement kUnmatched{
    "remittances_unmatched",
    "SELECT remittance_id, from_region, amount_fen, arrived_on, bank_serial, reference, note, "
    "recorded_at, proposed_by FROM remittance WHERE region = $1 AND state = 'unmatched' "
    "ORDER BY remittance_id LIMIT 200"};

// 不予接收后应当退回的: matched here to a case whose money is on its way back.
constexpr storage::Statement kToSendBack{
    "remittances_to_send_back",
    "SELECT r.remittance_id, r.from_region, r.amount_fen, r.arrived_on, r.bank_serial, "
    "r.reference, CAST('goes_back' AS TEXT), r.recorded_at, r.proposed_by FROM transfer t "
    "JOIN remittance r ON r.case_id = t.case_id AND r.region = t.target "
    "WHERE t.target = $1 AND t.running = 1 AND t.money_state = $2 "
    "ORDER BY r.remittance_id LIMIT 200"};

RegionCode region_of(const storage::Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

std::string day_of(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer())).to_string();
}

Tree line_tree(const storage::Row& row, const business::Context& context) {
  Tree told = Tree::object(
      {{"remittance", context.vault->outside_id(storage::IdKind::remittance, row[0].integer(),
                                                Instant::from_milliseconds(row[7].integer()))},
       {"from_region", region_of(row[1]).to_string()},
       {"amount_fen", row[2].integer()},
       {"arrived_on", day_of(row[3])},
       {"bank_serial", row[4].text()},
       {"reference", row[5].text()},
       {"why", row[6].text()}});
  if (!row[8].is_null()) told.set("proposed_by", row[8].text());
  return told;
}

}  // namespace

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
    list.push(line_tree(row, context));
  }
  for (const storage::Row& row : session.select(
           kToSendBack, {region->value(), std::string(to_text(MoneyState::returning))})) {
    list.push(line_tree(row, context));
  }
  return Tree::object({{"region", region->to_string()}, {"remittances", std::move(list)}});
}

}  // namespace yibao::transfer
