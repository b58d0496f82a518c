#include "business/transfer/commands_reversal.h"

#include <algorithm>

#include "business/casework/shown.h"
#include "business/enrolment/store.h"
#include "business/transfer/supplement.h"

namespace yibao::transfer {

namespace {

constexpr std::string_view kService = "transfer_reversal";

// Somebody has left the target again with what the wrong transfer brought.
bool moved_on(const CaseFacts& known) {
  const enrolment::Enrolment* relation =
      enrolment::with_ordinal(known.person.enrolments, known.transfer.target_enrolment);
  return relation != nullptr && relation->end_reason == "transferred";
}

// What came to the target with it, later supplements from the same place included.
Money brought(const Transfer& transfer, const std::vector<Transfer>& all) {
  Money sum = transfer.money == MoneyState::credited ? transfer.amount : Money();
  for (const Transfer& each : all) {
    const bool ours = each.supplements == transfer.id && each.origin == transfer.origin;
    if (ours && each.money == MoneyState::credited) sum += each.amount;
  }
  return sum;
}

}  // namespace

std::vector<Reason> find_reversal_obstacles(const CaseFacts& known,
                                            const std::vector<Transfer>& all, Date today) {
  std::vector<Reason> found;
  const Transfer& transfer = known.transfer;
  const auto& died_on = known.person.person.died_on;
  if (died_on && *died_on <= today) {
    found.push_back({"person_died", {{"died_on", died_on->to_string()}}, {}});
  }
  if (transfer.relation != RelationState::completed || !transfer.reverses.is_none()) {
    found.push_back({"reversal_needs_completed_transfer", {{"state", known.file.state}}, {}});
  }
  if (was_undone(transfer, all)) found.push_back({"transfer_undone_already", {}, {}});
  if (known.person.transfer_running) found.push_back({"transfer_running_already", {}, {}});
  if (moved_on(known)) {
    found.push_back({"supplement_target_left", {{"target", transfer.target.to_string()}}, {}});
  }
  if (transfer.money == MoneyState::paid_out) {
    found.push_back({"reversal_money_paid_out", {{"amount", transfer.amount.to_display()}}, {}});
  }
  return found;
}

void ReverseTransfer::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text("why", 400);
}

Decision<storage::Plan> ReverseTransfer::decide_case(const CaseFacts& known,
                                                     const storage::Facts& facts,
                                                     const business::Context& context) const {
  const Transfer& wrong = known.transfer;
  const std::vector<Transfer> all = read_transfers(facts.rows(kTransfersOf, key_.person));
  std::vector<Reason> obstacles = find_reversal_obstacles(known, all, context.today);
  if (!obstacles.empty()) return Refusal{RefusalKind::refused, std::move(obstacles)};

  Transfer transfer;
  transfer.origin = wrong.target;
  transfer.target = wrong.origin;
  transfer.origin_enrolment = wrong.target_enrolment;
  transfer.target_enrolment = wrong.origin_enrolment;
  transfer.origin_scheme = wrong.target_scheme;
  transfer.target_scheme = wrong.origin_scheme;
  transfer.amount = brought(wrong, all);
  transfer.route = transfer.amount.is_zero() ? Route::none : Route::move;
  transfer.reverses = wrong.id;
  const std::string number = casework::case_number(wrong.id, known.file.recorded_at, context);
  const Money came = transfer.amount;
  const Tree form = Tree::object({{"reverses", number},
                                  {"origin", transfer.origin.to_string()},
                                  {"target", transfer.target.to_string()},
                                  {"amount_fen", came.fen()},
                                  {"why", why_}});
  Change change(
      known.person, std::move(transfer),
      casework::CaseChange::open({key_.person, std::string(kService), form.to_json()}, context),
      context);
  change.file().accept(context.today);
  change.tell("accepted", wrong.target, context.today, {{"why", why_}},
              {{"transfer_to_be_undone",
                {{"case", number}, {"why", why_}, {"amount", came.to_display()}},
                {}}});
  change.apply(RelationEvent::accept, context.today);
  change.apply(came.is_zero() ? MoneyEvent::stay : MoneyEvent::reserve);
  if (change.transfer().amount < came) {
    change.tell(
        "reversal_in_part", wrong.target, context.today, {},
        {{"reversal_in_part",
          {{"amount", change.transfer().amount.to_display()}, {"brought", came.to_display()}},
          {}}});
  }
  change.notify("transfer_to_be_undone",
                {{"case", number}, {"why", why_}, {"amount", came.to_display()}});
  return change.finish("transfer_reversal_opened");
}

}  // namespace yibao::transfer
