#include "business/contribution/queries_employer.h"

#include "base/reason_tree.h"
#include "base/secret.h"
#include "business/access.h"
#include "business/contribution/employer_debts.h"
#include "business/contribution/explain.h"
#include "business/contribution/roster.h"
#include "business/contribution/rules.h"
#include "business/enrolment/store.h"
#include "business/reader.h"

namespace yibao::contribution {

namespace {

struct Known {
  std::vector<PersonId> people;
  EmployerDebts debts;
};

// What is another employer's is not there; another agency's officer is told so.
Decision<Known> load(EmployerId employer, Date day, const business::Context& context,
                     storage::Session& session) {
  const Refusal not_there = refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
  if (context.actor->is(business::Role::employer_officer) &&
      context.actor->id != employer.value()) {
    return not_there;
  }
  Known known;
  known.people = people_of(employer, session);
  if (known.people.size() > kEmployerPeopleMax) {
    return refuse("employer_too_large", {{"people", std::to_string(known.people.size())},
                                         {"people_max", std::to_string(kEmployerPeopleMax)}});
  }
  storage::Needs needs;
  need_employer_debts(needs, employer, known.people);
  storage::Facts facts;
  storage::ask(session, needs, facts);
  std::optional<EmployerDebts> debts =
      read_employer_debts(facts, employer, known.people, day, context);
  if (!debts) return not_there;
  if (!context.actor->is(business::Role::employer_officer)) {
    const Verdict may = business::may_act_at(*context.actor, debts->employer.region);
    if (!may) return may.refusal();
  }
  known.debts = std::move(*debts);
  return known;
}

Tree present_payments(const std::vector<EmployerPayment>& payments) {
  Tree list = Tree(Tree::List{});
  for (const EmployerPayment& each : payments) {
    list.push(Tree::object({{"reference", each.reference},
                            {"received_on", each.received_on.to_string()},
                            {"principal_fen", each.principal.fen()},
                            {"late_fee_fen", each.late_fee.fen()},
                            {"people_months", each.shares},
                            {"left_fen", each.left_after.fen()},
                            {"late_fee_owed_fen", each.fee_owed.fen()}}));
  }
  return list;
}

}  // namespace

Decision<Tree> answer_employer_arrears(const business::Request& request,
                                       const business::Context& context,
                                       storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const EmployerId employer(reader.path_id("employer", storage::IdKind::employer));
  const Date day = reader.optional_date("on").value_or(context.today);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Known> known = load(employer, day, context, session);
  if (!known) return known.refusal();
  Money principal;
  Money late_fee;
  Tree months = Tree(Tree::List{});
  const RegionCode region = known->debts.employer.region;
  const policy::RegionPolicy& policy = context.policies->on(region, day);
  std::vector<Reason> reasons;
  for (const MonthOwed& owed : overdue_by_month(known->debts, *context.policies, day)) {
    reasons.push_back(explain_month_owed({owed.month, owed.principal, owed.late_fee},
                                         context.policies->on(region, owed.month.first_day()),
                                         policy));
    principal += owed.principal;
    late_fee += owed.late_fee;
    months.push(Tree::object({{"month", owed.month.to_string()},
                              {"people", owed.people},
                              {"principal_fen", owed.principal.fen()},
                              {"late_fee_fen", owed.late_fee.fen()}}));
  }
  if (reasons.empty()) reasons.push_back(explain_nothing_owed(policy));
  return Tree::object({{"on", day.to_string()},
                       {"principal_fen", principal.fen()},
                       {"late_fee_fen", late_fee.fen()},
                       {"late_fee_owed_fen", known->debts.fee_owed().fen()},
                       {"left_fen", known->debts.left().fen()},
                       {"months", std::move(months)},
                       {"payments", present_payments(known->debts.payments)},
                       {"notices", notices_tree(known->debts.notices)},
                       {"reasons", to_tree(reasons)}});
}

Decision<Tree> answer_assessment(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const EmployerId employer(reader.path_id("employer", storage::IdKind::employer));
  const Month month = reader.optional_month("month").value_or(Month::containing(context.today));
  if (reader.ok_so_far() && !MonthSet::in_range(month)) {
    reader.add({"member_not_month", {{"member", "month"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Date day = std::min(std::max(context.today, month.first_day()), month.last_day());
  const Decision<Known> known = load(employer, day, context, session);
  if (!known) return known.refusal();
  const RegionCode region = known->debts.employer.region;
  const policy::RegionPolicy& policy = context.policies->on(region, month.first_day());
  Money total;
  Money unpaid;
  Tree people = Tree(Tree::List{});
  for (const auto& [id, person] : known->debts.people) {
    const ContributionRecord paid =
        paid_months(person.contributions, person.enrolments, region, Scheme::employee);
    for (const RosterMonth& entry :
         roster_at(region, person.enrolments, person.person, policy, month.last_day())) {
      if (entry.month != month || entry.employer != employer) continue;
      const Assessment assessed = assess_month(entry.kind, entry.base, policy);
      const bool stands = paid.actual.contains(month) || paid.deemed.contains(month);
      total += assessed.total();
      if (!stands) unpaid += assessed.total();
      people.push(
          Tree::object({{"person", context.vault->outside_id(storage::IdKind::person, id.value(),
                                                             person.person.recorded_at)},
                        {"name", mask_name(person.person.name)},
                        {"base_fen", assessed.base.fen()},
                        {"personal_fen", assessed.personal.fen()},
                        {"employer_fen", assessed.employer.fen()},
                        {"paid", stands},
                        {"reasons", to_tree(assessed.reasons)}}));
    }
  }
  return Tree::object({{"month", month.to_string()},
                       {"due_on", due_on(month, policy.contribution).to_string()},
                       {"total_fen", total.fen()},
                       {"unpaid_fen", unpaid.fen()},
                       {"people", std::move(people)}});
}

}  // namespace yibao::contribution
