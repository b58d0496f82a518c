// 留存余额和补缴的月份 (N-21): what stands on accounts of places that the person has left, and what
// was paid there after the information sheet.
#include <optional>
#include <set>

#include "base/reason_tree.h"
#include "business/access.h"
#include "business/casework/shown.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/reader.h"
#include "business/transfer/commands_retiree.h"
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
  const enrolment::Enrolment* last = enrolment::last_open(enrolments);
  return last == nullptr ? RegionCode() : last->region;
}

// 异地安置退休人员,各地的余额都可以申请划入本人银行账户.
bool may_be_paid_out(RegionCode region, const PersonFacts& person,
                     const business::Context& context) {
  return check_retiree_payout(retiree_facts(person, region, person.person.name, context.today),
                              context.policies->on(region, context.today))
      .ok();
}

// One place that was left; nothing where neither money nor months are there.
std::optional<Tree> balance_tree(RegionCode region, const PersonFacts& person, RegionCode place,
                                 const std::vector<Transfer>& all,
                                 const business::Context& context) {
  const Money balance = person.account_at(region).balance;
  Tree tree = Tree::object({{"place", casework::place_tree(region, context)},
                            {"balance_fen", balance.fen()},
                            {"balance", balance.to_display()},
                            {"may_be_paid_out", may_be_paid_out(region, person, context)}});
  const std::optional<Transfer> under = brought_to(place, all);
  if (!under) {
    if (balance.is_zero()) return std::nullopt;
    tree.set("may_follow", false);
    tree.set("reasons",
             to_tree(std::vector<Reason>{{"supplement_needs_completed_transfer", {}, {}}}));
    return tree;
  }
  SupplementFacts asked = supplement_facts(person, *under, all, region, context.today);
  asked.bank_account_given = true;  // asked for on filing
  if (balance.is_zero() && asked.late_months.empty()) return std::nullopt;
  const std::vector<Reason> obstacles =
      find_supplement_obstacles(asked, context.policies->on(region, context.today));
  tree.set("late_months", lines_tree(asked.late_months));
  tree.set("may_follow", obstacles.empty());
  tree.set("under", casework::case_number(under->id, under->recorded_at, context));
  tree.set("reasons", to_tree(obstacles));
  return tree;
}

// Everywhere the person has had a relation or an account, in order.
std::set<RegionCode> places_of(const PersonFacts& person) {
  std::set<RegionCode> places;
  for (const account::Account& each : person.accounts) places.insert(each.region);
  for (const enrolment::Enrolment& each : person.enrolments) places.insert(each.region);
  return places;
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
  for (const RegionCode region : places_of(*person)) {
    if (region == place) continue;
    if (auto left = balance_tree(region, *person, place, all, context)) {
      balances.push(std::move(*left));
    }
  }
  return Tree::object({{"balances", std::move(balances)}});
}

}  // namespace yibao::transfer
