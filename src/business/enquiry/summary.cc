#include "business/enquiry/summary.h"

#include "base/json_text.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/account/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/place.h"

namespace yibao::enquiry {

namespace {

constexpr int kCreditsShown = 6;

// 101 个人账户划账
constexpr storage::Statement kLastCredits{
    "summary_last_credits",
    "SELECT month, amount_fen, happened_on, region FROM posting "
    "WHERE person_id = $1 AND code = 101 ORDER BY posting_id DESC LIMIT $2"};
constexpr storage::Statement kLastCreditsAt{
    "summary_last_credits_at",
    "SELECT month, amount_fen, happened_on, region FROM posting "
    "WHERE person_id = $1 AND code = 101 AND region = $2 ORDER BY posting_id DESC LIMIT $3"};
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

void write_credits(JsonText& json, const storage::Rows& rows) {
  json.begin_list();
  for (const storage::Row& row : rows) {
    const auto month = static_cast<std::int32_t>(row[0].integer_or(0));
    json.begin_object();
    json.member("month", Month::from_index(month).to_string());
    json.member("amount_fen", row[1].integer());
    json.member("credited_on", day_of(row[2]));
    json.member("region", region_of(row[3]).to_string());
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
  storage::Rows credits =
      place ? session.select(kLastCreditsAt, {person.value(), place->value(), kCreditsShown})
            : session.select(kLastCredits, {person.value(), kCreditsShown});
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
