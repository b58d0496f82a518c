#include "business/account/queries.h"

#include "base/region_table.h"
#include "business/account/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/place.h"
#include "business/reader.h"

namespace yibao::account {

namespace {

constexpr storage::Statement kBalanceOn{
    "account_balance_on",
    "SELECT region, CAST(SUM(CASE WHEN direction = 'credit' THEN amount_fen ELSE -amount_fen END) "
    "AS BIGINT), CAST(COUNT(*) AS BIGINT) FROM posting "
    "WHERE person_id = $1 AND happened_on <= $2 AND recorded_at < $3 "
    "GROUP BY region ORDER BY region"};
constexpr storage::Statement kBalanceNow{
    "account_balance_now",
    "SELECT region, balance_fen, reserved_fen FROM account WHERE person_id = $1 ORDER BY region"};
constexpr storage::Statement kPostingsBefore{
    "account_postings_before",
    "SELECT p.posting_id, p.region, p.direction, p.code, p.amount_fen, p.balance_after_fen, "
    "p.other, p.happened_on, p.month, p.reference, p.recorded_at, i.name, "
    "CASE WHEN substr(p.other, 1, 9) = 'provider:' AND EXISTS (SELECT 1 FROM aid_use u "
    "WHERE u.person_id = p.person_id AND u.entry_id = p.entry_id) THEN 1 ELSE 0 END "
    "FROM posting p LEFT JOIN institution i ON i.code = substr(p.other, 10) "
    "WHERE p.person_id = $1 AND p.posting_id < $2 AND (p.region = $4 OR $4 = 0) "
    "AND (p.direction = $5 OR $5 = '') AND p.happened_on BETWEEN $6 AND $7 "
    "ORDER BY p.posting_id DESC LIMIT $3"};

RegionCode region_of(const storage::Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

// Where somebody was treated: to whoever pays for a relative it is not told (家庭共济), nor to
// those who read at a window for who stands before them.
bool tells_place(const business::Actor& actor, bool is_aid) {
  if (actor.only_reads()) return false;
  return !is_aid || !actor.is(business::Role::participant);
}

Tree present_account(RegionCode region, Money balance, Money reserved,
                     const business::Context& context) {
  return Tree::object({{"region", region.to_string()},
                       {"region_name", context.regions->name(region)},
                       {"balance_fen", balance.fen()},
                       {"balance", balance.to_display()},
                       {"reserved_fen", reserved.fen()}});
}

}  // namespace

Decision<Tree> answer_balance(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::optional<Date> on = reader.optional_date("on");
  const std::optional<Date> known_on = reader.optional_date("known_on");
  const std::optional<RegionCode> place = business::read_place(reader, context);
  // What a day will bring nobody knows: today's balance is no fact of it.
  for (const std::optional<Date>& day : {on, known_on}) {
    if (day && *day > context.today) {
      reader.add({"day_in_future", {{"day", day->to_string()}}, {}});
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, "enquiry", session); !own) {
    return own.refusal();
  }
  Tree accounts = Tree(Tree::List{});
  Money total;
  if (!on && !known_on) {
    for (const storage::Row& row : session.select(kBalanceNow, {person.value()})) {
      if (!business::shows_place(place, region_of(row[0]))) continue;
      total += Money::fen(row[1].integer());
      accounts.push(present_account(region_of(row[0]), Money::fen(row[1].integer()),
                                    Money::fen(row[2].integer()), context));
    }
  } else {
    const Date day = on.value_or(context.today);
    const Instant known_before = known_on
                                     ? Instant::start_of(*known_on + 1)
                                     : Instant::from_milliseconds(context.now.milliseconds() + 1);
    for (const storage::Row& row :
         session.select(kBalanceOn, {person.value(), day.days(), known_before.milliseconds()})) {
      if (!business::shows_place(place, region_of(row[0]))) continue;
      total += Money::fen(row[1].integer());
      accounts.push(
          present_account(region_of(row[0]), Money::fen(row[1].integer()), Money(), context));
    }
  }
  return Tree::object({{"on", on.value_or(context.today).to_string()},
                       {"known_on", known_on.value_or(context.today).to_string()},
                       {"total_fen", total.fen()},
                       {"total", total.to_display()},
                       {"accounts", std::move(accounts)}});
}

Decision<Tree> answer_postings(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::optional<std::int64_t> before = reader.optional_id("before", storage::IdKind::posting);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  const std::string direction = reader.code_or("direction", {"credit", "debit"}, "");
  const std::optional<Date> from = reader.optional_date("from");
  const std::optional<Date> until = reader.optional_date("until");
  const RegionCode place = business::read_place(reader, context).value_or(RegionCode());
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, "enquiry", session); !own) {
    return own.refusal();
  }
  Tree postings = Tree(Tree::List{});
  const business::Actor& actor = *context.actor;
  constexpr std::int64_t kAll = std::int64_t{1} << 62;
  constexpr std::int32_t kFirstDay = -1'000'000;
  constexpr std::int32_t kLastDay = 10'000'000;
  const storage::Rows rows = session.select(
      kPostingsBefore, {person.value(), before.value_or(kAll), limit, place.value(), direction,
                        from ? from->days() : kFirstDay, until ? until->days() : kLastDay});
  for (const storage::Row& row : rows) {
    const Instant recorded_at = Instant::from_milliseconds(row[10].integer());
    Tree posting = Tree::object(
        {{"id", context.vault->outside_id(storage::IdKind::posting, row[0].integer(), recorded_at)},
         {"region", region_of(row[1]).to_string()},
         {"direction", row[2].text()},
         {"code", row[3].integer()},
         {"amount_fen", row[4].integer()},
         {"balance_after_fen", row[5].integer()},
         {"happened_on",
          Date::from_days(static_cast<std::int32_t>(row[7].integer())).to_string()}});
    const bool is_aid = row[12].integer() == 1;
    if (is_aid) posting.set("aid", true);
    if (!row[8].is_null()) {
      posting.set("month",
                  Month::from_index(static_cast<std::int32_t>(row[8].integer())).to_string());
    }
    if (tells_place(actor, is_aid)) {
      posting.set("other", row[6].text());
      if (!row[9].is_null()) posting.set("reference", row[9].text());
      if (!row[11].is_null()) posting.set("other_name", row[11].text());
    }
    // What was entered later says nothing of the hour.
    if (recorded_at.date().days() == row[7].integer()) {
      posting.set("happened_at", recorded_at.to_string());
    }
    postings.push(std::move(posting));
  }
  return Tree::object({{"postings", std::move(postings)}});
}

}  // namespace yibao::account
