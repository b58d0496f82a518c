#include "business/transfer/shown.h"

#include "base/check.h"

namespace yibao::transfer {

namespace {

using casework::Place;

// Who has the step in the queue: of an agency on no system, the other one, who enters its letters.
RegionCode desk_of_origin(const Transfer& transfer) {
  return transfer.origin_on_system() ? transfer.origin : transfer.target;
}

Place at_origin(const Transfer& transfer, std::string_view queue) {
  return {"relation", desk_of_origin(transfer), queue, transfer.origin_due, transfer.provisional};
}

Place at_target(const Transfer& transfer, std::string_view queue) {
  const RegionCode desk = transfer.target_on_system() ? transfer.target : transfer.origin;
  return {"relation", desk, queue, transfer.target_due, transfer.provisional};
}

// The relation has ended; the money has not.
Place place_of_money(const Transfer& transfer) {
  const bool supplement = transfer.relation == RelationState::supplementary;
  switch (transfer.money) {
    case MoneyState::planned:  // of a supplement: months alone
    case MoneyState::reserved:
      if (supplement) {
        return {"money", transfer.origin, "supplement_review", transfer.origin_due,
                transfer.provisional};
      }
      return {"money", transfer.origin, "payout_review", {}, false};
    case MoneyState::in_transit:
    case MoneyState::arrived:
      if (supplement) {
        return {"money", transfer.target, "money_arrival", transfer.total_due,
                transfer.provisional};
      }
      break;
    case MoneyState::returning:
      return {"money", desk_of_origin(transfer), "money_return", {}, false};
    case MoneyState::paying_out:
      return {"money", transfer.origin, "payout", {}, false};
    case MoneyState::bounced:
      return {"money", transfer.origin, "payout_again", {}, false};
    case MoneyState::none:
    case MoneyState::credited:
    case MoneyState::returned:
    case MoneyState::paid_out:
    case MoneyState::voided:
      break;
  }
  YB_CHECK(false, "an open case without a queue");
}

}  // namespace

std::string_view shown_state(RelationState relation, MoneyState money) {
  if (is_terminal(relation) && !is_terminal(money)) {
    if (money == MoneyState::returning) return "returning_money";
    if (money == MoneyState::paying_out) return "paying_out";
    if (money == MoneyState::bounced) return "payout_bounced";
    if (relation == RelationState::supplementary) {
      return has_not_left(money) ? "supplement_review" : "supplement_in_transit";
    }
    if (money == MoneyState::reserved) return "payout_review";
  }
  if (relation == RelationState::refused || relation == RelationState::ended) {
    if (money == MoneyState::returned) return "money_returned";
    if (money == MoneyState::paid_out) return "paid_out";
  }
  if (relation == RelationState::unmoved) {
    return money == MoneyState::paid_out ? "paid_out" : "payout_ended";
  }
  if (relation == RelationState::supplementary) {
    if (money == MoneyState::none) return "supplement_recognised";
    if (money == MoneyState::paid_out) return "paid_out";
    return money == MoneyState::credited ? "supplement_credited" : "supplement_ended";
  }
  return to_text(relation);
}

ProgressStep progress_step(RelationState relation, MoneyState money) {
  if (is_over(relation, money)) return ProgressStep::finished;
  switch (relation) {
    case RelationState::draft:
      return ProgressStep::received;
    case RelationState::origin_review:
    case RelationState::returned:
      return ProgressStep::accepted;
    case RelationState::origin_approved:
    case RelationState::sheet_in_post:
    case RelationState::target_review:
    case RelationState::disputed:
    case RelationState::awaiting_money:
    case RelationState::completed:
    case RelationState::declined:
    case RelationState::rejected:
    case RelationState::withdrawn:
    case RelationState::refused:
    case RelationState::ended:
    case RelationState::unmoved:
    case RelationState::supplementary:
      return ProgressStep::moving;
  }
  return ProgressStep::received;
}

namespace {

Place where(const Transfer& transfer) {
  switch (transfer.relation) {
    case RelationState::draft:
      return {"applicant", {}, "draft", {}, false};
    case RelationState::origin_review:
      return at_origin(transfer, "origin_review");
    case RelationState::returned:
      return {"applicant", {}, "completion", {}, false};
    case RelationState::origin_approved:
      return at_origin(transfer, "sheet_upload");
    case RelationState::sheet_in_post:
      return at_origin(transfer, "sheet_in_post");
    case RelationState::target_review:
      return at_target(transfer, "target_review");
    case RelationState::disputed:
      return at_origin(transfer, "sheet_correction");
    case RelationState::awaiting_money: {
      const bool by_bank = transfer.money == MoneyState::paying_out;
      Place place = at_target(transfer, by_bank ? "payout" : "money_arrival");
      place.leg = "money";
      if (by_bank) place.region = transfer.origin;
      return place;
    }
    case RelationState::completed:
    case RelationState::declined:
    case RelationState::rejected:
    case RelationState::withdrawn:
    case RelationState::refused:
    case RelationState::ended:
    case RelationState::unmoved:
    case RelationState::supplementary:
      return place_of_money(transfer);
  }
  YB_CHECK(false, "no such state");
}

}  // namespace

Place place_of(const Transfer& transfer, std::span<const StepClock> clocks) {
  Place place = where(transfer);
  const StepClock* running = running_among(clocks);
  if (running != nullptr && running->queue == place.queue) {
    place.due_on = running->due_on;
    place.provisional = running->provisional;
  }
  return place;
}

}  // namespace yibao::transfer
