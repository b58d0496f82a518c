#include "business/transfer/commands_supplement.h"

#include "base/region_table.h"
#include "business/casework/shown.h"
#include "business/transfer/supplement.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

constexpr std::string_view kService = "supplementary_transfer";

Refusal not_in_state(const CaseFacts& known, std::string_view event) {
  return refuse("step_not_possible", {{"event", std::string(event)}, {"state", known.file.state}});
}

bool waits_for_approval(const Transfer& transfer) {
  return transfer.relation == RelationState::supplementary &&
         transfer.money == MoneyState::reserved;
}

}  // namespace

void SupplementTransfer::read(business::Reader& reader, const Parsing& from) {
  region_ = reader.optional_region("region");
  if (region_ && !region_->is_none()) region_ = from.context.regions->pooling_region(*region_);
}

// 转移办结后又进入原账户的资金,以及省内历次变动留在各地的余额,按同一次转移补转(N-21).
Decision<storage::Plan> SupplementTransfer::decide_case(const CaseFacts& known,
                                                        const storage::Facts& facts,
                                                        const business::Context& context) const {
  const Transfer& before = known.transfer;
  const RegionCode region = region_.value_or(before.origin);
  const policy::RegionPolicy& policy = context.policies->on(region, context.today);
  const SupplementFacts asked =
      supplement_facts(known.person, before, read_transfers(facts.rows(kTransfersOf, key_.person)),
                       region, context.today);
  std::vector<Reason> obstacles = find_supplement_obstacles(asked, policy);
  if (!obstacles.empty()) return Refusal{RefusalKind::refused, std::move(obstacles)};

  Transfer transfer;
  transfer.origin = region;
  transfer.target = before.target;
  transfer.origin_enrolment = asked.at_region->ordinal;
  transfer.target_enrolment = before.target_enrolment;
  transfer.origin_scheme = asked.at_region->scheme;
  transfer.target_scheme = before.target_scheme;
  transfer.route = Route::move;
  transfer.supplements = before.id;
  const std::string number = casework::case_number(before.id, known.file.recorded_at, context);
  const Tree form = Tree::object({{"supplements", number},
                                  {"origin", region.to_string()},
                                  {"target", before.target.to_string()},
                                  {"available_fen", asked.available.fen()}});
  Change change(
      known.person, std::move(transfer),
      casework::CaseChange::open({key_.person, std::string(kService), form.to_json()}, context),
      context);
  change.file().accept(context.today);
  change.tell(
      "accepted", {}, context.today, {},
      {{"supplement_accepted",
        {{"case", number}, {"amount", asked.available.to_display()}},
        {before.is_within_province() ? policy.transfer.account_within_province.citation
                                     : policy.transfer.account_across_provinces.citation}}});
  change.apply(RelationEvent::supplement, context.today);
  change.apply(MoneyEvent::reserve);
  change.notify("supplement_accepted",
                {{"case", number}, {"amount", asked.available.to_display()}});
  return change.finish("transfer_supplemented");
}

Decision<storage::Plan> ApproveSupplement::decide_case(const CaseFacts& known,
                                                       const storage::Facts&,
                                                       const business::Context& context) const {
  if (!waits_for_approval(known.transfer)) return not_in_state(known, "send");
  Change change(known, context);
  change.edit().origin_approved_by = approver(known.transfer, context);
  change.edit().origin_approved_on = context.today;
  change.tell("approved_at_origin", known.transfer.origin, context.today);
  change.clear_account();
  return change.finish("transfer_supplement_sent");
}

void RefuseSupplement::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text("why", 400);
}

Decision<storage::Plan> RefuseSupplement::decide_case(const CaseFacts& known, const storage::Facts&,
                                                      const business::Context& context) const {
  if (!waits_for_approval(known.transfer)) return not_in_state(known, "release");
  Change change(known, context);
  change.clear_money_away();
  change.edit().end_reason = why_;
  change.tell(
      "rejected", known.transfer.origin, context.today, {{"why", why_}},
      {{"rejected_at_origin", {{"why", why_}}, {}}, remedies_at(known.transfer.origin, context)});
  change.notify("transfer_rejected", {{"why", why_}});
  return change.finish("transfer_supplement_refused");
}

void SendSupplementBack::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text("why", 400);
}

Decision<storage::Plan> SendSupplementBack::decide_case(const CaseFacts& known,
                                                        const storage::Facts&,
                                                        const business::Context& context) const {
  const bool ours = known.transfer.relation == RelationState::supplementary;
  if (!ours || !check_possible(known.transfer, MoneyEvent::send_back)) {
    return not_in_state(known, "send_back");
  }
  Change change(known, context);
  change.apply(MoneyEvent::send_back);
  change.edit().end_reason = why_;
  change.tell(
      "refused_at_target", known.transfer.target, context.today, {{"why", why_}},
      {{"refused_at_target", {{"why", why_}, {"amount", known.transfer.amount.to_display()}}, {}},
       remedies_at(known.transfer.target, context)});
  change.notify("transfer_refused_at_target", {{"why", why_}});
  return change.finish("transfer_supplement_sent_back");
}

}  // namespace yibao::transfer
