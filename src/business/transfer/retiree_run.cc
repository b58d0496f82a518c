#include "business/transfer/retiree_run.h"

#include <algorithm>
#include <optional>

#include "base/region_table.h"
#include "business/agency/present.h"
#include "business/reader.h"
#include "business/transfer/change.h"
#include "business/transfer/commands_retiree.h"
#include "business/transfer/store.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

// A step loads everything of each of its people; they are few.
constexpr int kRetireesOfStep = 100;

constexpr storage::Statement kPaidBefore{
    "retirees_paid_before",
    "SELECT DISTINCT person_id FROM transfer WHERE person_id > $2 AND origin = $1 "
    "AND relation_state = 'unmoved' AND money_state = 'paid_out' ORDER BY person_id LIMIT $3"};

// The last payout that the bank confirmed.
std::optional<Transfer> last_paid(const storage::Rows& transfers, RegionCode region) {
  std::optional<Transfer> last;
  for (const storage::Row& row : transfers) {
    Transfer each = read_transfer(row);
    if (each.origin != region || each.relation != RelationState::unmoved ||
        each.money != MoneyState::paid_out || !each.origin_approved_on) {
      continue;
    }
    if (!last || *each.origin_approved_on >= *last->origin_approved_on) last = std::move(each);
  }
  return last;
}

bool is_due(const Transfer& last, const policy::TransferPolicy& policy, Date today) {
  return Month::containing(today) - Month::containing(*last.origin_approved_on) >=
         policy.retiree_payout_months.value;
}

class PayoutsStep : public run::Step {
 public:
  PayoutsStep(const run::Run& run, std::vector<PersonId> people) : Step(run) {
    people_ = std::move(people);
  }

 private:
  void need_facts(storage::Needs& needs) const override {
    for (const PersonId person : people_) need_person(needs, person);
  }

  run::Tally write(storage::Plan& plan, const storage::Facts& facts,
                   const business::Context& context) const override {
    const policy::RegionPolicy& policy = context.policies->on(run().region, context.today);
    run::Tally tally;
    for (const PersonId person : people_) {
      const auto last = last_paid(facts.rows(kTransfersOf, person), run().region);
      if (!last || !is_due(*last, policy.transfer, context.today)) continue;
      const Decision<PersonFacts> known = load_person(facts, person, context);
      YB_CHECK(known.ok(), "a payout of nobody");
      const Verdict allowed = check_retiree_payout(
          retiree_facts(*known, run().region, last->bank_holder, context.today), policy);
      if (!allowed) {
        ++tally.left_out;
        continue;
      }
      tally.amount += pay(plan, *known, *last, policy, context);
      ++tally.done;
    }
    return tally;
  }

  Money pay(storage::Plan& plan, const PersonFacts& known, const Transfer& last,
            const policy::RegionPolicy& policy, const business::Context& context) const {
    Transfer transfer;
    transfer.origin = run().region;
    transfer.target = context.regions->pooling_region(*known.person.settled_region);
    transfer.origin_enrolment = relation_of_account(known, run().region)->ordinal;
    transfer.route = Route::payout;
    transfer.bank_sealed = last.bank_sealed;
    transfer.bank_holder = last.bank_holder;
    const Tree form = Tree::object({{"region", transfer.origin.to_string()},
                                    {"settled_region", transfer.target.to_string()},
                                    {"recurs", true}});
    Change change(
        known, std::move(transfer),
        casework::CaseChange::open(
            {known.person.id, std::string(kRetireePayoutService), form.to_json()}, context),
        context);
    change.file().accept(context.today);
    change.apply(RelationEvent::keep_relation, context.today);
    change.tell("accepted", run().region, context.today, {},
                {{"retiree_payout_recurs",
                  {{"last_paid_on", last.origin_approved_on->to_string()}},
                  {policy.transfer.retiree_payout_months.citation}}});
    change.edit().origin_approved_by = context.actor->journal_name();
    change.edit().origin_approved_on = context.today;
    change.apply(MoneyEvent::pay_out);
    change.notify("retiree_payout_approved", {{"amount", change.transfer().amount.to_display()}});
    const Money amount = change.transfer().amount;
    storage::Plan own = change.finish("retiree_payouts");
    std::ranges::move(own.writes, std::back_inserter(plan.writes));
    std::ranges::move(own.notices, std::back_inserter(plan.notices));
    return amount;
  }
};

class PayoutsWork : public run::Work {
 public:
  std::unique_ptr<run::Step> next(storage::Session& reader, const run::Run& run) override {
    std::vector<PersonId> people;
    for (const storage::Row& row :
         reader.select(kPaidBefore, {run.region.value(), run.cursor, kRetireesOfStep})) {
      people.emplace_back(row[0].integer());
    }
    const std::int64_t cursor = people.empty() ? run.cursor : people.back().value();
    const bool last = people.size() < static_cast<std::size_t>(kRetireesOfStep);
    auto step = std::make_unique<PayoutsStep>(run, std::move(people));
    step->end_at({cursor, last});
    return step;
  }
};

}  // namespace

business::CommandOrRefusal StartRetireePayouts::parse(const business::Request& request,
                                                      const business::Context& context,
                                                      storage::Session&) {
  auto command = std::make_unique<StartRetireePayouts>();
  auto reader = business::Reader::body(request, context);
  command->region_ = agency::path_region(reader, request, context);
  command->kind_ = run::RunKind::retiree_payouts;
  command->month_ = reader.optional_month("month").value_or(Month::containing(context.today));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->period_ = command->month_.to_string();
  return business::CommandOrRefusal(std::move(command));
}

Verdict StartRetireePayouts::check(const business::Context& context) const {
  const Month now = Month::containing(context.today);
  if (month_ == now) return Nothing{};
  return refuse("payouts_only_for_this_month", {{"month", now.to_string()}});
}

std::unique_ptr<run::Work> retiree_payouts_work() {
  return std::make_unique<PayoutsWork>();
}

}  // namespace yibao::transfer
