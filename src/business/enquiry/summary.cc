#include "business/enquiry/summary.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/account/store.h"
#include "business/enrolment/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::enquiry {

namespace {

constexpr int kCreditsShown = 6;

// 101 个人账户划账
constexpr storage::Statement kLastCredits{
    "summary_last_credits",
    "SELECT month, amount_fen, happened_on, region FROM posting "
    "WHERE person_id = $1 AND code = 101 ORDER BY posting_id DESC LIMIT $2"};

storage::Rows select_of(const storage::KeyedSelect& select, PersonId person,
                        storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  return std::move(session.select_keyed(select, key).front());
}

Tree present_accounts(const std::vector<account::Account>& accounts,
                      const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const account::Account& account : accounts) {
    list.push(Tree::object({{"region", account.region.to_string()},
                            {"region_name", context.regions->name(account.region)},
                            {"balance_fen", account.balance.fen()},
                            {"balance", account.balance.to_display()},
                            {"reserved_fen", account.reserved.fen()}}));
  }
  return list;
}

Tree present_enrolments(const std::vector<enrolment::Enrolment>& enrolments,
                        const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const enrolment::Enrolment& each : enrolments) {
    if (each.state == enrolment::EnrolmentState::terminated) continue;
    Tree shown = Tree::object({{"enrolment", each.ordinal},
                               {"region", each.region.to_string()},
                               {"region_name", context.regions->name(each.region)},
                               {"scheme", enrolment::to_text(each.scheme)},
                               {"kind", enrolment::to_text(each.kind)},
                               {"state", enrolment::to_text(each.state)},
                               {"started_on", each.started_on.to_string()}});
    if (each.suspended_on) shown.set("suspended_on", each.suspended_on->to_string());
    list.push(std::move(shown));
  }
  return list;
}

Tree present_credits(const storage::Rows& rows) {
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : rows) {
    const auto month = static_cast<std::int32_t>(row[0].integer_or(0));
    const auto day = static_cast<std::int32_t>(row[2].integer());
    list.push(Tree::object({{"month", Month::from_index(month).to_string()},
                            {"amount_fen", row[1].integer()},
                            {"credited_on", Date::from_days(day).to_string()},
                            {"region", std::to_string(row[3].integer())}}));
  }
  return list;
}

}  // namespace

Decision<Tree> answer_summary(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  // One's own comes first: the other looks at two more tables.
  if (!business::may_act_for(*context.actor, person)) {
    const Verdict may = person::may_see(context, person, "enquiry", session);
    if (!may) return may.refusal();
  }
  const auto accounts = account::read_accounts(select_of(account::kAccountsOf, person, session));
  const auto enrolments =
      enrolment::read_enrolments(select_of(enrolment::kEnrolmentsOf, person, session));
  const storage::Rows credits = session.select(kLastCredits, {person.value(), kCreditsShown});
  // Only who has nothing at all may be nobody: the fourth select is theirs alone.
  if (accounts.empty() && enrolments.empty() &&
      select_of(person::kPersonById, person, session).empty()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  Money total;
  for (const account::Account& account : accounts) total += account.balance;
  return Tree::object({{"on", context.today.to_string()},
                       {"balance_fen", total.fen()},
                       {"balance", total.to_display()},
                       {"accounts", present_accounts(accounts, context)},
                       {"enrolments", present_enrolments(enrolments, context)},
                       {"last_credits", present_credits(credits)}});
}

}  // namespace yibao::enquiry
