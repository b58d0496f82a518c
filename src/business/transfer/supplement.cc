#include "business/transfer/supplement.h"

#include <algorithm>

#include "business/enrolment/rules.h"
#include "business/transfer/plan_money.h"
#include "business/transfer/sheet_writing.h"

namespace yibao::transfer {

namespace {

using enrolment::Enrolment;
using enrolment::EnrolmentState;

std::optional<Enrolment> last_at(const std::vector<Enrolment>& enrolments, RegionCode region) {
  const Enrolment* last = enrolment::stood_last_at(enrolments, region);
  return last == nullptr ? std::nullopt : std::optional(*last);
}

bool is_open(const Enrolment& relation) {
  return relation.state != EnrolmentState::terminated;
}

void check_relations(const SupplementFacts& facts, std::vector<Reason>& found) {
  const Fact region{"region", facts.region.to_string()};
  if (!facts.at_region) {
    found.push_back({"origin_no_relation", {{"origin", facts.region.to_string()}}, {}});
  } else if (is_open(*facts.at_region)) {
    // 在原地重新参保的,资金属于那里的账户.
    found.push_back({"supplement_relation_open", {region}, {}});
  }
  // 又转往别处的,随后一次转移办理.
  if (!facts.at_target || !is_open(*facts.at_target)) {
    found.push_back(
        {"supplement_target_left", {{"target", facts.transfer.target.to_string()}}, {}});
  }
}

MoneyPlan plan_for(const SupplementFacts& facts, const policy::RegionPolicy& region) {
  const MoneyFacts money{facts.region,
                         facts.transfer.target,
                         facts.at_region->scheme,
                         facts.at_target->scheme,
                         facts.at_region->account_type,
                         facts.at_target->account_type};
  return plan_money(facts.available.is_zero() ? money : with_account_left(money), region);
}

// 省内不划转的,留在原地可用;跨省的,随关系划转(43号,S0:39);转出时支付本人的地方,照样支付本人.
void check_money(const SupplementFacts& facts, const policy::RegionPolicy& region,
                 std::vector<Reason>& found) {
  if (facts.at_region && facts.at_target) {
    const MoneyPlan plan = plan_for(facts, region);
    if (!plan.money_leaves()) {
      found.insert(found.end(), plan.reasons.begin(), plan.reasons.end());
    }
  }
  if (facts.available.is_zero()) found.push_back({"balance_is_zero", {}, {}});
}

// 账户冻结期间,资金不划出;只补传月份的不受影响。
void check_way_of_money(const SupplementFacts& facts, const policy::RegionPolicy& region,
                        std::vector<Reason>& found) {
  const Route route = supplement_route(facts, region);
  if (route == Route::none) return;
  if (route == Route::payout && !facts.bank_account_given) {
    found.push_back({"bank_account_missing", {{"origin", facts.region.to_string()}}, {}});
  }
  const Verdict may = check_money_may_leave(facts.holds, facts.region);
  if (!may) {
    found.insert(found.end(), may.refusal().reasons.begin(), may.refusal().reasons.end());
  }
}

}  // namespace

std::vector<Reason> find_supplement_obstacles(const SupplementFacts& facts,
                                              const policy::RegionPolicy& region) {
  std::vector<Reason> found;
  if (facts.died_on && *facts.died_on <= facts.today) {
    found.push_back({"person_died", {{"died_on", facts.died_on->to_string()}}, {}});
  }
  if (facts.transfer.relation != RelationState::completed || facts.undone) {
    found.push_back({"supplement_needs_completed_transfer", {}, {}});
  }
  if (facts.another_running) found.push_back({"transfer_running_already", {}, {}});
  check_relations(facts, found);
  if (facts.late_months.empty()) check_money(facts, region, found);
  if (!facts.died_on || *facts.died_on > facts.today) check_way_of_money(facts, region, found);
  return found;
}

Route supplement_route(const SupplementFacts& facts, const policy::RegionPolicy& region) {
  if (facts.available.is_zero() || !facts.at_region || !facts.at_target) return Route::none;
  const MoneyPlan plan = plan_for(facts, region);
  return plan.money_leaves() ? plan.route : Route::none;
}

SupplementFacts supplement_facts(const PersonFacts& person, const Transfer& transfer,
                                 const std::vector<Transfer>& all, RegionCode region, Date today) {
  SupplementFacts facts;
  facts.today = today;
  facts.region = region;
  facts.transfer = transfer;
  facts.undone = was_undone(transfer, all);
  facts.at_region = last_at(person.enrolments, region);
  facts.at_target = last_at(person.enrolments, transfer.target);
  facts.available = person.account_at(region).available();
  if (facts.at_region) {
    facts.late_months =
        lines_new_to(lines_from_records(person, region, facts.at_region->ordinal, today), person,
                     transfer.target);
  }
  facts.another_running = person.transfer_running;
  facts.died_on = person.person.died_on;
  facts.holds = person.holds;
  return facts;
}

std::vector<Transfer> read_transfers(const storage::Rows& rows) {
  std::vector<Transfer> all;
  all.reserve(rows.size());
  for (const storage::Row& row : rows) all.push_back(read_transfer(row));
  return all;
}

bool was_undone(const Transfer& transfer, const std::vector<Transfer>& all) {
  return std::ranges::any_of(all, [&](const Transfer& each) {
    return each.reverses == transfer.id && each.relation == RelationState::completed;
  });
}

std::optional<Transfer> brought_to(RegionCode place, const std::vector<Transfer>& all) {
  std::optional<Transfer> latest;
  for (const Transfer& each : all) {
    const bool done = each.relation == RelationState::completed && each.reverses.is_none();
    if (done && each.target == place && !was_undone(each, all)) latest = each;
  }
  return latest;
}

}  // namespace yibao::transfer
