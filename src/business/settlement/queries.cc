// A provider's day.
#include "business/settlement/queries.h"

#include "business/access.h"
#include "business/account/commands.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/settlement/store.h"

namespace yibao::settlement {

namespace {

// The codes stand in the text as in the index: only what happens at a till is in it. What several
// accounts paid together is one payment.
constexpr storage::Statement kDayTotals{
    "settlement_day_totals",
    "SELECT code, CAST(COUNT(DISTINCT entry_id) AS BIGINT), CAST(SUM(amount_fen) AS BIGINT) "
    "FROM posting "
    "WHERE other = $1 AND happened_on = $2 AND code IN (104, 201) GROUP BY code ORDER BY code"};
// What a relative's account paid stands under the one who was there: who paid was not, and is
// nobody's to charge again.
constexpr storage::Statement kDayPostings{
    "settlement_day_postings",
    "SELECT m.person_id, p.posting_id, p.code, p.amount_fen, p.region, p.reference, p.corrects, "
    "p.recorded_at, m.name, m.recorded_at, "
    "CASE WHEN EXISTS (SELECT 1 FROM posting AS r WHERE r.person_id = p.person_id "
    "AND r.corrects = p.posting_id) THEN 1 ELSE 0 END, "
    "CASE WHEN EXISTS (SELECT 1 FROM settlement AS s WHERE s.msgid = p.reference "
    "AND s.entry_id = p.entry_id) THEN 1 ELSE 0 END, "
    "CASE WHEN u.posting_id IS NULL THEN 0 ELSE 1 END "
    "FROM posting AS p "
    "LEFT JOIN aid_use AS u ON u.person_id = p.person_id AND u.entry_id = p.entry_id "
    "JOIN person AS m ON m.person_id = COALESCE(u.beneficiary_id, p.person_id) "
    "WHERE p.other = $1 AND p.happened_on = $2 AND p.code IN (104, 201) AND p.posting_id < $3 "
    "AND ($5 = '' OR p.reference = $5) AND (p.amount_fen = $6 OR $6 = 0) "
    "ORDER BY p.posting_id DESC LIMIT $4"};

constexpr std::int64_t kReversalCode = static_cast<int>(account::PostingCode::refund_received);

Tree present_posting(const storage::Row& row, const business::Context& context) {
  const Instant recorded_at = Instant::from_milliseconds(row[7].integer());
  const auto outside = [&](std::int64_t id, Instant at) {
    return context.vault->outside_id(storage::IdKind::posting, id, at);
  };
  const bool reversal = row[2].integer() == kReversalCode;
  Tree posting = Tree::object({{"id", outside(row[1].integer(), recorded_at)},
                               {"name", mask_name(row[8].text())},
                               {"kind", reversal ? "reversal" : "payment"},
                               {"amount_fen", row[3].integer()},
                               {"account_region", std::to_string(row[4].integer())},
                               {"at", recorded_at.to_string()},
                               {"reversed", row[10].integer() == 1},
                               {"of_settlement", row[11].integer() == 1},
                               {"by_relative", row[12].integer() == 1}});
  // By which a payment is taken back; money that came back names nobody.
  if (!reversal) {
    posting.set("person", context.vault->outside_id(storage::IdKind::person, row[0].integer(),
                                                    Instant::from_milliseconds(row[9].integer())));
  }
  if (!row[5].is_null()) posting.set("reference", row[5].text());
  return posting;
}

Tree totals_tree(const storage::Rows& rows) {
  std::int64_t count[2] = {0, 0};
  std::int64_t fen[2] = {0, 0};
  for (const storage::Row& row : rows) {
    const std::size_t which = row[0].integer() == kReversalCode ? 1 : 0;
    count[which] = row[1].integer();
    fen[which] = row[2].integer();
  }
  return Tree::object({{"payments", count[0]},
                       {"paid_fen", fen[0]},
                       {"reversals", count[1]},
                       {"reversed_fen", fen[1]},
                       {"total_fen", fen[0] - fen[1]}});
}

}  // namespace

Decision<Tree> answer_day(const business::Request& request, const business::Context& context,
                          storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* provider = request.path_value("provider");
  const Date day = reader.optional_date("on").value_or(context.today);
  const auto before = reader.optional_id("before", storage::IdKind::posting);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  const std::string reference = reader.text_or("reference", 40, "");
  const std::int64_t fen = reader.optional_fen("amount_fen").value_or(Money()).fen();
  const std::string code = provider == nullptr ? std::string() : *provider;
  const auto place = provider::region_of_code(code, *context.regions);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (!place) return refuse(RefusalKind::not_found, "not_found", {{"member", "provider"}});
  if (!context.actor->region.is_none() && context.actor->region != *place) {
    return refuse(RefusalKind::forbidden, "other_place_of_care",
                  {{"place_of_care", place->to_string()}});
  }
  if (const Verdict own = business::may_act_at_institution(*context.actor, code); !own) {
    return own.refusal();
  }
  const std::string other = std::string(kProviderPrefix) + code;
  constexpr std::int64_t kAll = std::int64_t{1} << 62;
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : session.select(
           kDayPostings, {other, day.days(), before.value_or(kAll), limit, reference, fen})) {
    list.push(present_posting(row, context));
  }
  Tree answer = totals_tree(session.select(kDayTotals, {other, day.days()}));
  answer.set("provider", code);
  answer.set("on", day.to_string());
  answer.set("postings", std::move(list));
  return answer;
}

}  // namespace yibao::settlement
