#include "business/transfer/commands_target.h"

#include "business/second_eyes.h"
#include "business/transfer/clearing.h"
#include "business/transfer/ends.h"

namespace yibao::transfer {

Verdict check_four_eyes(const CaseFacts& known, const std::string& officer) {
  const Transfer& transfer = known.transfer;
  const bool approved = business::is_same_officer(transfer.origin_approved_by, officer);
  if (transfer.origin_on_system()) {
    return approved ? Verdict(refuse("same_officer_for_both_sides")) : Verdict(Nothing{});
  }
  const bool read = known.sheet && business::is_same_officer(known.sheet->entered_by, officer);
  if (!approved && !read) return Nothing{};
  return refuse("same_officer_as_letters", {{"origin", transfer.origin.to_string()}});
}

Decision<storage::Plan> ReceiveSheet::decide_case(const CaseFacts& known, const storage::Facts&,
                                                  const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, RelationEvent::receive_sheet); !possible) {
    return possible.refusal();
  }
  const Date received_on = happened_on(context);  // the day on the target's answer
  Change change(known, context);
  change.tell("sheet_received", transfer.target, received_on);
  change.apply(RelationEvent::receive_sheet, received_on);
  return change.finish("transfer_sheet_received");
}

Decision<storage::Plan> ApproveAtTarget::decide_case(const CaseFacts& known, const storage::Facts&,
                                                     const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, RelationEvent::approve_at_target);
      !possible) {
    return possible.refusal();
  }
  if (const Verdict goes_on = check_goes_on(known, context); !goes_on) {
    return goes_on.refusal();
  }
  if (const Verdict eyes = check_four_eyes(known, context.actor->journal_name()); !eyes) {
    return eyes.refusal();
  }
  if (const Verdict ticks = check_ticks(known); !ticks) return ticks.refusal();
  constexpr policy::ClearOn kMoment = policy::ClearOn::target_confirm;
  if (const Verdict may = check_clearing(kMoment, known); !may) return may.refusal();
  Change change(known, context);
  change.edit().target_approved_by = approver(transfer, context);
  change.edit().target_approved_on = happened_on(context);
  change.tell("approved_at_target", transfer.target, happened_on(context), ticked());
  if (clears_at(kMoment, transfer)) change.clear_account();
  // A target on no system says by letter that it has taken both.
  if (!transfer.target_on_system() && change.transfer().money == MoneyState::in_transit) {
    change.apply(MoneyEvent::arrive);
  }
  change.complete_when_settled(happened_on(context));
  return change.finish("transfer_approved_at_target");
}

void DisputeSheet::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text("why", 400);
}

Decision<storage::Plan> DisputeSheet::decide_case(const CaseFacts& known, const storage::Facts&,
                                                  const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, RelationEvent::dispute); !possible) {
    return possible.refusal();
  }
  Change change(known, context);
  change.dated(happened_on(context), known_on(context));
  change.apply(RelationEvent::dispute, happened_on(context));
  change.tell("sheet_disputed", transfer.target, happened_on(context), {{"why", why_}});
  return change.finish("transfer_sheet_disputed");
}

void RefuseAtTarget::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text("why", 400);
}

// 转入地不能接收的,资金退回转出地,由转出地记回个人账户,或者按转出地规定划入本人银行账户.
Decision<storage::Plan> RefuseAtTarget::decide_case(const CaseFacts& known, const storage::Facts&,
                                                    const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, RelationEvent::refuse_at_target);
      !possible) {
    return possible.refusal();
  }
  const Policies policies =
      policies_of({transfer.origin, transfer.target}, *known.file.accepted_on, context);
  Change change(known, context);
  change.dated(happened_on(context), known_on(context));
  change.apply(RelationEvent::refuse_at_target, happened_on(context));
  change.end_money();
  change.edit().end_reason = why_;
  change.tell("refused_at_target", transfer.target, happened_on(context), {{"why", why_}},
              {{"refused_at_target",
                {{"why", why_}, {"amount", transfer.amount.to_display()}},
                {policies.origin.transfer.money_on_refusal.citation}},
               remedies_at(transfer.target, context)});
  change.notify("transfer_refused_at_target", {{"why", why_}});
  return change.finish("transfer_refused_at_target");
}

}  // namespace yibao::transfer
