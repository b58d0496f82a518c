#include "business/person/authorisation.h"

#include <algorithm>

#include "business/access.h"
#include "business/person/store.h"
#include "policy/policy_set.h"

namespace yibao::person {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer}, {"authorisation_id", ColumnType::integer},
    {"kind", ColumnType::text},         {"agent_id", ColumnType::integer},
    {"relation", ColumnType::text},     {"scopes", ColumnType::text},
    {"since", ColumnType::integer},     {"until", ColumnType::integer},
    {"evidence", ColumnType::text},     {"revoked_on", ColumnType::integer},
    {"recorded_by", ColumnType::text},  {"recorded_at", ColumnType::integer}};

std::optional<Date> date_of(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
Value value_of(const std::optional<Date>& date) {
  return date ? Value(date->days()) : Value();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

Refusal not_found() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

// Why one authorisation does not serve; nothing where it does.
Verdict check_one(const Authorisation& each, const Person& person, std::string_view scope,
                  const policy::ActivationPolicy& ages, Date today) {
  const Date adult_on = person.birth_date.birthday_at_age(ages.guardian_until_age.value);
  // 民法典第173条: 被代理人死亡,委托代理终止。
  if (person.died_on && *person.died_on <= today) {
    return refuse("authorisation_ended_by_death", {{"died_on", person.died_on->to_string()}});
  }
  if (each.revoked_on && *each.revoked_on <= today) {
    return refuse("authorisation_revoked", {{"revoked_on", each.revoked_on->to_string()}});
  }
  if (each.kind == AuthorisationKind::guardian && today >= adult_on) {
    return refuse("guardianship_ended", {{"adult_on", adult_on.to_string()}},
                  {ages.guardian_until_age.citation});
  }
  if (each.kind == AuthorisationKind::proxy && today < adult_on) {
    return refuse("minor_needs_guardian", {{"adult_on", adult_on.to_string()}},
                  {ages.guardian_until_age.citation});
  }
  if (today < each.from) {
    return refuse("authorisation_not_begun", {{"from", each.from.to_string()}});
  }
  if (each.until && today > *each.until) {
    return refuse("authorisation_expired", {{"until", each.until->to_string()}});
  }
  if (!each.covers(scope)) return refuse("authorisation_scope");
  return Nothing{};
}

}  // namespace

const storage::Table kAuthorisation{
    86, "authorisation", kColumns, 2, storage::Owner::person, 0, storage::Mutability::mutable_rows};

// 代办人的编号已合并的: whoever was authorised acts under the number that is kept (N-12).
const storage::KeyedSelect kAuthorisationsOf{
    "authorisations_of",
    "SELECT a.person_id, a.authorisation_id, a.kind, COALESCE(n.merged_into, a.agent_id), "
    "a.relation, a.scopes, a.since, a.until, a.evidence, a.revoked_on, a.recorded_by, "
    "a.recorded_at FROM authorisation AS a LEFT JOIN person AS n ON n.person_id = a.agent_id "
    "WHERE a.person_id {key} ORDER BY a.person_id, a.authorisation_id"};

std::string_view to_text(AuthorisationKind kind) {
  return kind == AuthorisationKind::guardian ? "guardian" : "proxy";
}

bool Authorisation::covers(std::string_view scope) const {
  return std::ranges::any_of(scopes,
                             [&](const auto& each) { return each == "all" || each == scope; });
}

Authorisation read_authorisation(const storage::Row& row) {
  Authorisation authorisation;
  authorisation.person = PersonId(row[0].integer());
  authorisation.id = AuthorisationId(row[1].integer());
  YB_CHECK(row[2].text() == "guardian" || row[2].text() == "proxy",
           "an authorisation of an unknown kind");
  authorisation.kind =
      row[2].text() == "guardian" ? AuthorisationKind::guardian : AuthorisationKind::proxy;
  authorisation.agent = PersonId(row[3].integer());
  authorisation.relation = row[4].text();
  authorisation.scopes = lines_of(row[5].text());
  authorisation.from = *date_of(row[6]);
  authorisation.until = date_of(row[7]);
  authorisation.evidence = row[8].text();
  authorisation.revoked_on = date_of(row[9]);
  authorisation.recorded_by = row[10].text();
  authorisation.recorded_at = Instant::from_milliseconds(row[11].integer());
  return authorisation;
}

std::vector<Authorisation> read_authorisations(const storage::Rows& rows) {
  std::vector<Authorisation> all;
  for (const storage::Row& row : rows) all.push_back(read_authorisation(row));
  return all;
}

storage::Row authorisation_row(const Authorisation& authorisation) {
  YB_CHECK(authorisation.agent != authorisation.person, "nobody authorises themself");
  std::string scopes;
  for (const std::string& scope : authorisation.scopes) scopes += scope + "\n";
  return {authorisation.person.value(), authorisation.id.value(),
          to_text(authorisation.kind),  authorisation.agent.value(),
          authorisation.relation,       scopes,
          authorisation.from.days(),    value_of(authorisation.until),
          authorisation.evidence,       value_of(authorisation.revoked_on),
          authorisation.recorded_by,    authorisation.recorded_at.milliseconds()};
}

// 无民事行为能力人、限制民事行为能力人由监护人代理;成年人委托他人代办的,凭授权委托书
// (S2:153、S2:161 至 165、C-22). The newest one that serves; else the newest one's reason.
Decision<Authorisation> check_agent(const Person& person, PersonId agent,
                                    std::span<const Authorisation> all, std::string_view scope,
                                    const policy::ActivationPolicy& ages, Date today) {
  std::optional<Refusal> why;
  for (auto each = all.rbegin(); each != all.rend(); ++each) {
    if (each->agent != agent) continue;
    const Verdict serves = check_one(*each, person, scope, ages, today);
    if (serves) return *each;
    if (!why) why = serves.refusal();
  }
  if (why) return *why;
  return not_found();
}

Verdict check_serves(const Authorisation& authorisation, const Person& person,
                     const policy::ActivationPolicy& ages, Date today) {
  const std::string scope = authorisation.scopes.empty() ? "all" : authorisation.scopes.front();
  return check_one(authorisation, person, scope, ages, today);
}

Verdict check_agent_admitted(const Authorisation& by, bool online,
                             const policy::RegionPolicy& place) {
  const policy::ActivationPolicy& policy = place.activation;
  const bool guardian = by.kind == AuthorisationKind::guardian;
  if (!guardian && !policy.proxy_allowed.value) {
    return refuse("proxy_not_allowed", {{"region", place.region.to_string()}},
                  {policy.proxy_allowed.citation});
  }
  if (guardian && online && !policy.guardian_online.value) {
    return refuse("guardian_online_closed", {{"region", place.region.to_string()}},
                  {policy.guardian_online.citation});
  }
  return Nothing{};
}

Verdict check_own_age(const Person& person, const policy::ActivationPolicy& ages, Date today) {
  const Date may_on = person.birth_date.birthday_at_age(ages.guardian_required_below_age.value);
  if (today >= may_on) return Nothing{};
  return refuse("guardian_must_act", {{"from", may_on.to_string()}},
                {ages.guardian_required_below_age.citation});
}

bool is_of_age(const Person& person, const policy::ActivationPolicy& ages, Date today) {
  return today >= person.birth_date.birthday_at_age(ages.guardian_until_age.value);
}

Verdict may_act_for(const business::Actor& actor, PersonId person, const storage::Facts& facts) {
  if (const Verdict own = business::may_act_for(actor, person); own) return own;
  for (const storage::Row& row : facts.rows(kAuthorisationsOf, person)) {
    if (row[3].integer() == actor.id) return Nothing{};
  }
  return not_found();
}

Decision<std::optional<Authorisation>> acting_for(const business::Actor& actor,
                                                  const Person& person, const storage::Facts& facts,
                                                  std::string_view scope,
                                                  const policy::ActivationPolicy& ages,
                                                  Date today) {
  if (!actor.is(business::Role::participant) || actor.person() == person.id) {
    return std::optional<Authorisation>();
  }
  const Decision<Authorisation> found = check_agent(
      person, actor.person(), read_authorisations(facts.rows(kAuthorisationsOf, person.id)), scope,
      ages, today);
  if (!found) return found.refusal();
  return std::optional(*found);
}

Verdict may_see(const business::Context& context, PersonId person, std::string_view scope,
                storage::Session& session) {
  Verdict own = business::may_act_for(*context.actor, person);
  if (own) return may_enquire(person, context, session);
  const Value keys[] = {Value(person.value()), Value(context.actor->person().value())};
  const std::vector<storage::Rows> both = session.select_keyed(kPersonById, keys);
  if (both.front().empty() || both.back().empty()) return own;
  const Person whom = read_person(both.front().front(), *context.vault, Open::nothing);
  const Person agent = read_person(both.back().front(), *context.vault, Open::nothing);
  if (agent.died_on && *agent.died_on <= context.today) return own;
  const auto all =
      read_authorisations(session.select_keyed(kAuthorisationsOf, std::span(keys, 1)).front());
  const policy::ActivationPolicy& ages =
      context.policies->on(RegionCode::nation(), context.today).activation;
  // Who had an authorisation is told what became of it; everybody else learns nothing.
  std::optional<Refusal> why;
  for (const std::string_view each : {std::string_view("enquiry"), scope}) {
    const auto found = check_agent(whom, context.actor->person(), all, each, ages, context.today);
    if (found) return Nothing{};
    why = found.refusal();
  }
  return *why;
}

std::string authorisation_number(const Authorisation& authorisation,
                                 const business::Context& context) {
  return context.vault->outside_id(storage::IdKind::authorisation, authorisation.id.value(),
                                   authorisation.recorded_at);
}

Tree present_authorisation(const Authorisation& authorisation, const business::Context& context) {
  Tree scopes = Tree(Tree::List{});
  for (const std::string& scope : authorisation.scopes) scopes.push(scope);
  Tree tree = Tree::object({{"authorisation", authorisation_number(authorisation, context)},
                            {"kind", std::string(to_text(authorisation.kind))},
                            {"relation", authorisation.relation},
                            {"scopes", std::move(scopes)},
                            {"from", authorisation.from.to_string()}});
  if (authorisation.until) tree.set("until", authorisation.until->to_string());
  if (authorisation.revoked_on) tree.set("revoked_on", authorisation.revoked_on->to_string());
  return tree;
}

}  // namespace yibao::person
