#include "business/transfer/commands_payout.h"

#include "business/banks.h"
#include "business/payout/store.h"
#include "business/person/rules.h"
#include "business/transfer/plan_money.h"

namespace yibao::transfer {

namespace {

// 银行退汇: where the relation stays or is back at the origin, the account there is the person's
// own to use; of somebody dead it is the heirs'. Otherwise it has no place there and is paid again;
// but where the case was over and another one runs by now, it follows as a supplement (N-21).
MoneyEvent event_of_bounce(const CaseFacts& known, Date today) {
  const RelationState relation = known.transfer.relation;
  const bool stays = relation == RelationState::unmoved || relation == RelationState::refused ||
                     relation == RelationState::ended;
  const bool another_runs = known.transfer.is_over() && known.person.transfer_running;
  const bool alive = person::check_alive(known.person.person, today).ok();
  return stays || another_runs || !alive ? MoneyEvent::keep : MoneyEvent::payout_bounced;
}

}  // namespace

void PayTransferAgain::read(business::Reader& reader, const Parsing& from) {
  const std::string number = reader.text("bank_account", 30);
  if (!number.empty() && !payout::is_bank_account(number))
    reader.add({"bank_account_shape", {}, {}});
  bank_sealed_ = from.context.vault->seal(payout::kBankPurpose, number).data;
}

// 退汇后由本人换一个银行账户重新付款,户名不变。账户冻结期间不划出(R-006);死亡的归继承人。
Decision<storage::Plan> PayTransferAgain::decide_case(const CaseFacts& known, const storage::Facts&,
                                                      const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (transfer.money != MoneyState::bounced) {
    if (!known.payout) {
      return refuse("step_not_possible", {{"event", "payout"}, {"state", known.file.state}});
    }
    return refuse("payout_not_returned",
                  {{"bank_answer", std::string(payout::to_text(known.payout->state))}});
  }
  if (const Verdict alive = person::check_alive(known.person.person, context.today); !alive) {
    return alive.refusal();
  }
  if (const Verdict may = check_money_may_leave(known.person.holds, transfer.origin); !may) {
    return may.refusal();
  }
  Change change(known, context);
  change.edit().bank_sealed = bank_sealed_;
  change.apply(MoneyEvent::pay_out);
  return change.finish("payout_ordered_again");
}

void RecordPayoutResult::read(business::Reader& reader, const Parsing&) {
  paid_ = reader.code("result", {"paid", "returned"}) == "paid";
  why_ = reader.text_or("why", 200, "");
}

Decision<storage::Plan> RecordPayoutResult::decide_case(const CaseFacts& known,
                                                        const storage::Facts&,
                                                        const business::Context& context) const {
  if (const Verdict own = business::check_carries_account(context, known.transfer.origin); !own) {
    return own.refusal();
  }
  const MoneyEvent event = paid_ ? MoneyEvent::payout_paid : event_of_bounce(known, context.today);
  if (const Verdict possible = check_possible(known.transfer, event); !possible) {
    return possible.refusal();
  }
  Change change(known, context);
  change.apply(event);
  change.tell(paid_ ? "payout_paid" : "payout_bounced", known.transfer.origin, context.today,
              {{"amount", known.transfer.amount.to_display()}, {"why", why_}});
  if (change.transfer().relation == RelationState::awaiting_money) {
    change.complete_when_settled(context.today);
  }
  const bool kept = change.transfer().money == MoneyState::returned;
  change.notify(paid_  ? "transfer_paid_out"
                : kept ? "transfer_payout_bounced"
                       : "transfer_payout_to_be_paid_again",
                {{"amount", known.transfer.amount.to_display()}});
  return change.finish(paid_ ? "payout_paid" : "payout_bounced");
}

}  // namespace yibao::transfer
