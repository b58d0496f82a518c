#include "business/enquiry/summary.h"

#include <algorithm>
#include <functional>

#include "base/json_text.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/account/store.h"
#include "business/enquiry/credits.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/place.h"

namespace yibao::enquiry {

namespace {

constexpr std::size_t kCreditsShown = 6;
constexpr std::int64_t kLimit = kCreditsShown;

// 101 个人账户划账
constexpr storage::Statement kLastCredits{
    "summary_last_credits",
    "SELECT month, amount_fen, happened_on, region FROM posting "
    "WHERE person_id = $1 AND code = 101 ORDER BY posting_id DESC LIMIT $2"};
constexpr storage::Statement kLastCreditsAt{
    "summary_last_credits_at",
    "SELECT month, amount_fen, happened_on, region FROM posting "
    "WHERE person_id = $1 AND code = 101 AND region = $2 ORDER BY posting_id DESC LIMIT $3"};
// Whether anything was ever taken back of a credit: of nearly everybody, nothing.
constexpr storage::Statement kAnyTakenBack{
    "summary_any_taken_back",
    "SELECT 1 FROM posting WHERE person_id = $1 AND direction = 'debit' "
    "AND (corrects IS NOT NULL OR (code = 203 AND month IS NOT NULL)) LIMIT 1"};
// Only what is shown, as it is stored: nothing is asked for as often as the summary.
constexpr storage::Statement kStandingEnrolments{
    "summary_enrolments",
    "SELECT ordinal, region, scheme, kind, state, started_on, suspended_on FROM enrolment "
    "WHERE person_id = $1 AND state <> 'terminated' ORDER BY ordinal"};

storage::Rows select_of(const storage::KeyedSelect& select, PersonId person,
                        storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  return std::move(session.select_keyed(select, key).front());
}

RegionCode region_of(const storage::Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}
std::string day_of(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer())).to_string();
}

// The last ones that still stand: of the place first, where one is asked for. What
// was taken back is no credit any more, as under every month's own (credits.h).
std::vector<Credit> last_standing(PersonId person, const std::optional<RegionCode>& place,
                                  storage::Session& session) {
  std::vector<Credit> all = standing_of(credits_of(person, std::nullopt, session));
  if (place) std::erase_if(all, [&](const Credit& each) { return each.region != *place; });
  std::ranges::sort(all, std::ranges::greater(), &Credit::posting);
  if (all.size() > kCreditsShown) all.resize(kCreditsShown);
  return all;
}

std::vector<Credit> last_credits(PersonId person, const std::optional<RegionCode>& place,
                                 storage::Session& session) {
  if (!session.select(kAnyTakenBack, {person.value()}).empty()) {
    return last_standing(person, place, session);
  }
  std::vector<Credit> credits;
  const storage::Rows rows =
      place ? session.select(kLastCreditsAt, {person.value(), place->value(), kLimit})
            : session.select(kLastCredits, {person.value(), kLimit});
  for (const storage::Row& row : rows) {
    Credit credit;
    credit.month = Month::from_index(static_cast<std::int32_t>(row[0].integer_or(0)));
    credit.amount = Money::fen(row[1].integer());
    credit.happened_on = Date::from_days(static_cast<std::int32_t>(row[2].integer()));
    credit.region = region_of(row[3]);
    credits.push_back(credit);
  }
  return credits;
}

void write_accounts(JsonText& json, const std::vector<account::Account>& accounts,
                    const business::Context& context) {
  json.begin_list();
  for (const account::Account& account : accounts) {
    json.begin_object();
    json.member("region", account.region.to_string());
    json.member("region_name", context.regions->name(account.region));
    json.member("balance_fen", account.balance.fen());
    json.member("balance", account.balance.to_display());
    json.member("reserved_fen", account.reserved.fen());
    json.end_object();
  }
  json.end_list();
}

void write_enrolments(JsonText& json, const storage::Rows& rows, const business::Context& context) {
  json.begin_list();
  for (const storage::Row& row : rows) {
    const RegionCode region = region_of(row[1]);
    json.begin_object();
    json.member("enrolment", row[0].integer());
    json.member("region", region.to_string());
    json.member("region_name", context.regions->name(region));
    json.member("scheme", row[2].text());
    json.member("kind", row[3].text());
    json.member("state", row[4].text());
    json.member("started_on", day_of(row[5]));
    if (!row[6].is_null()) json.member("suspended_on", day_of(row[6]));
    json.end_object();
  }
  json.end_list();
}

void write_credits(JsonText& json, const std::vector<Credit>& credits) {
  json.begin_list();
  for (const Credit& credit : credits) {
    json.begin_object();
    json.member("month", credit.month.to_string());
    json.member("amount_fen", credit.amount.fen());
    json.member("credited_on", credit.happened_on.to_string());
    json.member("region", credit.region.to_string());
    json.end_object();
  }
  json.end_list();
}

}  // namespace

Decision<std::string> answer_summary(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::optional<RegionCode> place = business::read_place(reader, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  // One's own comes first: the other looks at two more tables.
  if (!business::may_act_for(*context.actor, person)) {
    const Verdict may = person::may_see(context, person, "enquiry", session);
    if (!may) return may.refusal();
  }
  auto accounts = account::read_accounts(select_of(account::kAccountsOf, person, session));
  storage::Rows enrolments = session.select(kStandingEnrolments, {person.value()});
  const std::vector<Credit> credits = last_credits(person, place, session);
  // Only who has nothing may be nobody: the fourth select is theirs alone.
  if (accounts.empty() && enrolments.empty() &&
      select_of(person::kPersonById, person, session).empty()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  if (place) {
    std::erase_if(accounts, [&](const account::Account& each) { return each.region != *place; });
    std::erase_if(enrolments, [&](const storage::Row& row) { return region_of(row[1]) != *place; });
  }
  Money total;
  for (const account::Account& account : accounts) total += account.balance;
  JsonText json;
  json.begin_object();
  json.member("on", context.today.to_string());
  json.member("balance_fen", total.fen());
  json.member("balance", total.to_display());
  json.name("accounts");
  write_accounts(json, accounts, context);
  json.name("enrolments");
  write_enrolments(json, enrolments, context);
  json.name("last_credits");
  write_credits(json, credits);
  json.end_object();
  return json.take();
}

}  // namespace yibao::enquiry
