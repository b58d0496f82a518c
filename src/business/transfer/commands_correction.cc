#include "business/transfer/commands_correction.h"

#include "business/second_eyes.h"
#include "business/transfer/remittance.h"

namespace yibao::transfer {

namespace {

// What of the awaited money is matched already.
Money come_so_far(const Transfer& transfer, const storage::Rows& remittances) {
  if (transfer.money != MoneyState::in_transit) return Money();
  return transfer.amount - awaited(transfer, transfer.target, remittances);
}

// 资金未到齐; 来函写明没有余额的,也还没有办结。
bool awaits_amount(const Transfer& transfer) {
  return transfer.route == Route::move &&
         (transfer.money == MoneyState::in_transit || transfer.money == MoneyState::none);
}

// The money leg stands as the letter, read rightly, says.
void follow_amount(Change& change, Money come, Date today) {
  const Money amount = change.transfer().amount;
  if (change.transfer().money == MoneyState::none) {
    if (!amount.is_zero()) change.apply(MoneyEvent::send);
  } else if (amount.is_zero()) {
    change.apply(MoneyEvent::nothing_to_send);
  } else if (amount == come) {
    change.money_arrived(today);
  }
}

}  // namespace

void CorrectSheet::read(business::Reader& reader, const Parsing& from) {
  if (const Tree::List* lines = reader.optional_list("months", kSheetLinesMax)) {
    lines_ = read_sheet_lines(reader, *lines, from.context);
  }
  balance_ = reader.optional_fen("balance_fen");
  why_ = reader.text("why", 400);
}

void CorrectSheet::need(storage::Needs& needs) const {
  CaseCommand::need(needs);
  needs.add(kRemittancesOfCase, storage::Value(key_.id.value()));
}

bool CorrectSheet::corrects_amount(const CaseFacts& known) const {
  return balance_ && *balance_ != known.sheet->balance;
}

// 来函的余额,在资金到齐之前可以更正;已经匹配的汇款不能多于更正后的金额。
Verdict CorrectSheet::check_possible_amount(const CaseFacts& known, Money come) const {
  if (!corrects_amount(known)) return Nothing{};
  const std::vector<Fact> facts{{"amount", balance_->to_display()},
                                {"balance", known.sheet->balance.to_display()},
                                {"come", come.to_display()}};
  if (!awaits_amount(known.transfer)) return refuse("sheet_amount_settled", facts);
  if (*balance_ < come) return refuse("sheet_amount_below_arrived", facts);
  return Nothing{};
}

// 由一人提出、另一人复核。
storage::Plan CorrectSheet::propose_amount(const CaseFacts& known,
                                           const business::Context& context) const {
  const std::vector<Fact> facts{{"amount", balance_->to_display()},
                                {"balance", known.sheet->balance.to_display()},
                                {"why", why_}};
  Change change(known, context);
  change.edit().amount_proposed = balance_;
  change.edit().amount_proposed_by = context.actor->journal_name();
  change.tell("sheet_amount_proposed", known.transfer.origin, happened_on(context), facts,
              {{"sheet_amount_second_officer", facts, {}}});
  return change.finish("transfer_sheet_amount_proposed");
}

NewSheet CorrectSheet::sheet_of(const CaseFacts& known, Date today) const {
  NewSheet sheet;
  sheet.correction = why_;
  sheet.balance = corrects_amount(known) ? *balance_ : known.sheet->balance;
  if (lines_) {
    sheet.lines = lines_under(*lines_, known.transfer.origin_scheme);
  } else {
    sheet.lines =
        known.transfer.origin_on_system() ? lines_from_records(known, today) : known.sheet->lines;
  }
  return sheet;
}

Verdict CorrectSheet::check_lines_of(const NewSheet& sheet, const CaseFacts& known,
                                     const business::Context& context) const {
  if (lines_) return check_written_lines(sheet.lines, written_for(known, context));
  return check_lines(sheet.lines, context.today);
}

storage::Plan CorrectSheet::correct(const CaseFacts& known, const NewSheet& sheet, Money come,
                                    const storage::Facts& facts,
                                    const business::Context& context) const {
  Change change(known, context);
  Transfer& transfer = change.edit();
  if (corrects_amount(known)) {
    transfer.amount = sheet.balance;
    transfer.amount_proposed.reset();
    transfer.amount_proposed_by.clear();
  }
  transfer.target_approved_by.clear();  // 更正后由转入地重新审核
  transfer.target_approved_on.reset();
  write_sheet(change, known, sheet, facts, context);
  change.dated(happened_on(context), known_on(context));
  if (transfer.target_on_system()) {
    change.apply(RelationEvent::correct_sheet, known_on(context));
  } else {
    change.post_again(known_on(context));
  }
  change.tell("sheet_corrected", transfer.origin, happened_on(context),
              {{"version", std::to_string(transfer.sheet_version)},
               {"why", why_},
               {"months", std::to_string(months_of(sheet.lines).all().count())},
               {"balance", sheet.balance.to_display()}});
  if (corrects_amount(known)) follow_amount(change, come, context.today);
  return change.finish("transfer_sheet_corrected");
}

// 信息表上传后发现错误的,由转出地更正并注明原因(N-09); 已划出的资金不因更正而退回.
Decision<storage::Plan> CorrectSheet::decide_case(const CaseFacts& known,
                                                  const storage::Facts& facts,
                                                  const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  const RelationEvent event =
      transfer.target_on_system() ? RelationEvent::correct_sheet : RelationEvent::post_correction;
  if (const Verdict possible = check_possible(transfer, event); !possible) {
    return possible.refusal();
  }
  YB_CHECK(known.sheet.has_value(), "a sheet to correct");
  if ((lines_ || balance_) && transfer.origin_on_system()) {
    return refuse("sheet_made_from_records", {{"origin", transfer.origin.to_string()}});
  }
  const Money come =
      come_so_far(transfer, facts.rows(kRemittancesOfCase, storage::Value(key_.id.value())));
  if (const Verdict may = check_possible_amount(known, come); !may) return may.refusal();
  const NewSheet sheet = sheet_of(known, context.today);
  if (const Verdict possible = check_lines_of(sheet, known, context); !possible) {
    return possible.refusal();
  }
  if (corrects_amount(known)) {
    if (transfer.amount_proposed != balance_) return propose_amount(known, context);
    const Verdict second =
        business::check_second_officer(transfer.amount_proposed_by, context.actor->journal_name());
    if (!second) return second.refusal();
  }
  return correct(known, sheet, come, facts, context);
}

}  // namespace yibao::transfer
