#include "business/visit/settled_day.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/visit/present.h"

namespace yibao::visit {

namespace {

constexpr storage::Statement kSettledOnDay{
    "visit_settled_on_day",
    "SELECT s.person_id, s.settlement_id, s.msgid, s.total_fen, s.fund_fen, s.account_fen, "
    "s.shared_fen, s.cash_fen, s.reverses, s.recorded_at, m.name, m.recorded_at, "
    "CASE WHEN EXISTS (SELECT 1 FROM settlement AS r WHERE r.person_id = s.person_id "
    "AND r.reverses = s.settlement_id) THEN 1 ELSE 0 END "
    "FROM settlement AS s JOIN person AS m ON m.person_id = s.person_id "
    "WHERE s.institution = $1 AND s.happened_on = $2 AND s.settlement_id < $3 "
    "AND ($5 = '' OR s.msgid = $5) ORDER BY s.settlement_id DESC LIMIT $4"};

Tree present(const storage::Row& row, const business::Context& context) {
  const SettlementId id(row[1].integer());
  const Instant recorded_at = Instant::from_milliseconds(row[9].integer());
  return Tree::object(
      {{"settlement",
        context.vault->outside_id(storage::IdKind::settlement, id.value(), recorded_at)},
       {"setl_id", settlement_number(id, recorded_at, context)},
       {"person", context.vault->outside_id(storage::IdKind::person, row[0].integer(),
                                            Instant::from_milliseconds(row[11].integer()))},
       {"name", mask_name(row[10].text())},
       {"msgid", row[2].text()},
       {"at", recorded_at.to_string()},
       {"total_fen", row[3].integer()},
       {"fund_fen", row[4].integer()},
       {"account_fen", row[5].integer()},
       {"shared_fen", row[6].integer()},
       {"cash_fen", row[7].integer()},
       {"is_reversal", !row[8].is_null()},
       {"reversed", row[12].integer() == 1}});
}

}  // namespace

Decision<Tree> answer_settled_day(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* provider = request.path_value("provider");
  const std::string code = provider == nullptr ? std::string() : *provider;
  const Date day = reader.optional_date("on").value_or(context.today);
  const auto before = reader.optional_id("before", storage::IdKind::settlement);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  const std::string msgid = reader.text_or("msgid", 30, "");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const auto place = provider::region_of_code(code, *context.regions);
  if (!place) return refuse(RefusalKind::not_found, "not_found", {{"member", "provider"}});
  if (!context.actor->region.is_none() && context.actor->region != *place) {
    return refuse(RefusalKind::forbidden, "other_place_of_care",
                  {{"place_of_care", place->to_string()}});
  }
  if (const Verdict own = business::may_act_at_institution(*context.actor, code); !own) {
    return own.refusal();
  }
  constexpr std::int64_t kAll = std::int64_t{1} << 62;
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row :
       session.select(kSettledOnDay, {code, day.days(), before.value_or(kAll), limit, msgid})) {
    list.push(present(row, context));
  }
  return Tree::object(
      {{"provider", code}, {"on", day.to_string()}, {"settlements", std::move(list)}});
}

}  // namespace yibao::visit
