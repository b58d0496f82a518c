#include "business/place_change/queries.h"

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "business/access.h"
#include "business/agency/present.h"
#include "business/agency/store.h"
#include "business/casework/shown.h"
#include "business/contribution/store.h"
#include "business/enrolment/present.h"
#include "business/enrolment/store.h"
#include "business/person/store.h"
#include "business/place_change/places.h"
#include "business/place_change/store.h"
#include "business/reader.h"
#include "policy/policy_set.h"
#include "policy/words.h"

namespace yibao::place_change {

namespace {

using enrolment::Enrolment;

// 连续参加职工医保的月数: the run of paid months that ends with the last one.
int employee_months(const std::vector<Enrolment>& enrolments,
                    const std::vector<contribution::Contribution>& contributions) {
  std::vector<contribution::Contribution> employee;
  for (const contribution::Contribution& each : contributions) {
    const Enrolment* under = enrolment::with_ordinal(enrolments, each.enrolment);
    if (under != nullptr && under->scheme == enrolment::Scheme::employee) employee.push_back(each);
  }
  const MonthSet paid = contribution::paid_months(employee, enrolments).actual;
  return paid.empty() ? 0 : paid.run_ending_at(*paid.last());
}

std::string code_of(policy::OnlineChange online) {
  switch (online) {
    case policy::OnlineChange::direct:
      return "place_change_online_direct";
    case policy::OnlineChange::hybrid:
      return "place_change_finish_at_counter";
    case policy::OnlineChange::none:
      return "place_change_online_closed";
  }
  return "";
}

Tree relations_tree(const std::vector<Enrolment>& existing, const LegalPlace& legal,
                    RegionCode shown, const business::Context& context) {
  Tree relations = Tree(Tree::List{});
  for (const Enrolment& each : existing) {
    Tree tree = enrolment::present_enrolment(each, context);
    tree.set("counts", legal.relation && legal.relation->ordinal == each.ordinal);
    tree.set("displayed", each.region == shown);
    relations.push(std::move(tree));
  }
  return relations;
}

}  // namespace

Decision<Tree> answer_places(const business::Request& request, const business::Context& context,
                             storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  const storage::Value key[] = {storage::Value(person.value())};
  if (session.select_keyed(person::kPersonById, key).front().empty()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  const std::vector<Enrolment> enrolments =
      enrolment::read_enrolments(session.select_keyed(enrolment::kEnrolmentsOf, key).front());
  const std::vector<Enrolment> existing = existing_relations(enrolments);
  const int months = employee_months(
      enrolments, contribution::read_contributions(
                      session.select_keyed(contribution::kContributionsOf, key).front()));
  const RegionCode region = existing.empty() ? RegionCode::nation() : existing.back().region;
  const LegalPlace legal = legal_place(
      enrolments, months, context.policies->on(region, context.today).enrolment, context.today);
  const auto chosen = displayed_among(session.select_keyed(kDisplayedPlaceOf, key).front());
  const RegionCode shown = shown_place(chosen, existing, legal);

  Tree answer = Tree(Tree::Members{});
  if (legal.relation) {
    answer.set("legal_place", casework::place_tree(legal.relation->region, context));
  }
  if (!shown.is_none()) {
    Tree displayed = casework::place_tree(shown, context);
    if (chosen && chosen->region == shown) {
      displayed.set("chosen_on", chosen->chosen_on.to_string());
    }
    answer.set("displayed_place", std::move(displayed));
  }
  answer.set("differ", legal.relation && shown != legal.relation->region);
  answer.set("relations", relations_tree(existing, legal, shown, context));
  answer.set("reasons", to_tree(legal.reasons));
  return answer;
}

Decision<Tree> answer_channels(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const policy::PlaceChangePolicy& policy =
      context.policies->on(region, context.today).place_change;
  const storage::Value key[] = {storage::Value(region.value())};
  const storage::Rows agencies = session.select_keyed(agency::kAgencyOf, key).front();
  Tree answer =
      Tree::object({{"place", casework::place_tree(region, context)},
                    {"online", policy::to_word(policy.online.value)},
                    {"online_since", policy.online.citation.from},
                    {"online_working_days", policy.online_working_days.value},
                    {"working_days_after_approval", policy.working_days_after_approval.value}});
  std::string counter = context.regions->full_name(region);
  if (!agencies.empty()) {
    const agency::Agency agency = agency::read_agency(agencies.front());
    counter = agency.name + "," + agency.address;
    answer.set("counter", Tree::object({{"name", agency.name},
                                        {"address", agency.address},
                                        {"phone", agency.phone},
                                        {"hours", agency.hours}}));
  }
  const std::vector<Reason> reasons{{code_of(policy.online.value),
                                     {{"region", region.to_string()}, {"counter", counter}},
                                     {policy.online.citation, policy.online_working_days.citation,
                                      policy.working_days_after_approval.citation}}};
  answer.set("reasons", to_tree(reasons));
  return answer;
}

}  // namespace yibao::place_change
