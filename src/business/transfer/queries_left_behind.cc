// 留存余额 (N-21): what stands on accounts of places that the person has left.
#include "base/reason_tree.h"
#include "business/access.h"
#include "business/casework/shown.h"
#include "business/enrolment/store.h"
#include "business/reader.h"
#include "business/transfer/queries.h"
#include "business/transfer/supplement.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

// Where the relation sits: the active one, else the latest one that has not ended.
RegionCode present_place(const std::vector<enrolment::Enrolment>& enrolments) {
  if (const enrolment::Enrolment* active = enrolment::active_among(enrolments)) {
    return active->region;
  }
  RegionCode place;
  for (const enrolment::Enrolment& each : enrolments) {
    if (each.state != enrolment::EnrolmentState::terminated) place = each.region;
  }
  return place;
}

Tree balance_tree(const account::Account& account, const PersonFacts& person, RegionCode place,
                  const std::vector<Transfer>& all, const business::Context& context) {
  Tree tree = Tree::object({{"place", casework::place_tree(account.region, context)},
                            {"balance_fen", account.balance.fen()},
                            {"balance", account.balance.to_display()}});
  const std::optional<Transfer> under = brought_to(place, all);
  if (!under) {
    tree.set("may_follow", false);
    return tree.set("reasons",
                    to_tree(std::vector<Reason>{{"supplement_needs_completed_transfer", {}, {}}}));
  }
  const std::vector<Reason> obstacles = find_supplement_obstacles(
      supplement_facts(person, *under, all, account.region, context.today),
      context.policies->on(account.region, context.today));
  tree.set("may_follow", obstacles.empty());
  tree.set("under", casework::case_number(under->id, under->recorded_at, context));
  return tree.set("reasons", to_tree(obstacles));
}

}  // namespace

Decision<Tree> answer_left_behind(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId id(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, id); !own) return own.refusal();
  storage::Needs needs;
  storage::Facts facts;
  need_person(needs, id);
  ask(session, needs, facts);
  const Decision<PersonFacts> person = load_person(facts, id, context);
  if (!person) return person.refusal();
  const std::vector<Transfer> all = read_transfers(facts.rows(kTransfersOf, id));
  const RegionCode place = present_place(person->enrolments);
  Tree balances = Tree(Tree::List{});
  for (const account::Account& account : person->accounts) {
    if (account.region == place || account.balance.is_zero()) continue;
    balances.push(balance_tree(account, *person, place, all, context));
  }
  return Tree::object({{"balances", std::move(balances)}});
}

}  // namespace yibao::transfer
