#include "business/transfer/commands_origin.h"

#include <algorithm>

#include "base/tree_text.h"
#include "business/casework/material_kinds.h"
#include "business/casework/rules.h"
#include "business/casework/stored_json.h"
#include "business/transfer/assessment.h"
#include "business/transfer/certificate.h"
#include "business/transfer/clearing.h"
#include "business/transfer/ends.h"
#include "business/transfer/sheet_writing.h"

namespace yibao::transfer {

void ReturnForCorrection::read(business::Reader& reader, const Parsing&) {
  items_ = casework::read_slots(reader, "items");
  if (items_.empty() && reader.ok_so_far()) {
    reader.add({"member_missing", {{"member", "items"}}, {}});
  }
  note_ = reader.text_or("note", 400, "");
}

// 申请材料不齐全的,应当一次性告知需要补正的全部内容(1.10 之 10).
Decision<storage::Plan> ReturnForCorrection::decide_case(const CaseFacts& known,
                                                         const storage::Facts&,
                                                         const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, RelationEvent::return_for_correction);
      !possible) {
    return possible.refusal();
  }
  const Verdict at_once = casework::check_return(transfer.handed_in, known.materials, items_);
  if (!at_once) return at_once.refusal();
  Change change(known, context);
  change.edit().handed_in.emplace();
  for (const std::string& item : items_) {
    const bool known_slot =
        std::ranges::any_of(known.materials, [&](const auto& each) { return each.slot == item; });
    change.file().fill_slot({item, casework::MaterialState::missing, {}}, !known_slot);
  }
  change.apply(RelationEvent::return_for_correction, happened_on(context));
  change.tell("returned", transfer.origin, happened_on(context),
              {{"items", casework::join(items_)}, {"note", note_}});
  change.notify("transfer_returned", {{"items", casework::join(items_)}});
  return change.finish("transfer_returned");
}

Decision<storage::Plan> CompleteMaterials::decide_case(const CaseFacts& known,
                                                       const storage::Facts&,
                                                       const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, RelationEvent::complete_materials);
      !possible) {
    return possible.refusal();
  }
  std::vector<std::string> missing;
  for (const casework::CaseMaterial& each : known.materials) {
    if (!each.fills()) missing.push_back(each.slot);
  }
  if (!missing.empty()) return refuse("materials_missing", {{"items", casework::join(missing)}});
  Change change(known, context);
  change.tell("materials_completed", {}, context.today);
  change.apply(RelationEvent::complete_materials, context.today);
  return change.finish("transfer_materials_completed");
}

void RejectAtOrigin::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text("why", 400);
}

Decision<storage::Plan> RejectAtOrigin::decide_case(const CaseFacts& known, const storage::Facts&,
                                                    const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, RelationEvent::reject); !possible) {
    return possible.refusal();
  }
  Change change(known, context);
  change.apply(RelationEvent::reject, happened_on(context));
  change.end_money();
  change.tell("rejected", transfer.origin, happened_on(context), {{"why", why_}},
              {{"rejected_at_origin", {{"why", why_}}, {}}, remedies_at(transfer.origin, context)});
  change.notify("transfer_rejected", {{"why", why_}});
  return change.finish("transfer_rejected");
}

Decision<storage::Plan> ApproveAtOrigin::decide_case(const CaseFacts& known,
                                                     const storage::Facts& facts,
                                                     const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, RelationEvent::approve_at_origin);
      !possible) {
    return possible.refusal();
  }
  if (const Verdict goes_on = check_goes_on(known, context); !goes_on) return goes_on.refusal();
  if (const Verdict ticks = check_ticks(known); !ticks) return ticks.refusal();
  const Policies policies =
      policies_of({transfer.origin, transfer.target}, *known.file.accepted_on, context);
  // What undoes a transfer finds the relations as the wrong one has left them.
  if (transfer.reverses.is_none()) {
    std::vector<Reason> obstacles =
        find_obstacles(facts_on_approval(facts, known, policies, context), policies);
    if (!obstacles.empty()) return Refusal{RefusalKind::refused, std::move(obstacles)};
  }
  if (const Verdict may = check_clearing(policy::ClearOn::approve, known); !may) {
    return may.refusal();
  }

  Change change(known, context);
  change.apply(RelationEvent::approve_at_origin, happened_on(context));
  change.edit().origin_approved_by = approver(transfer, context);
  change.edit().origin_approved_on = happened_on(context);
  std::vector<Reason> told;
  if (retired_meanwhile(known, context.today)) {  // 受理之后才核定退休的,继续办结(N-26)
    told.push_back({"retired_meanwhile",
                    {{"retired_on", known.person.person.retired_on->to_string()}},
                    {policies.origin.transfer.retirement_meanwhile.citation}});
  }
  change.tell("approved_at_origin", transfer.origin, happened_on(context), ticked(),
              std::move(told));
  if (clears_at(policy::ClearOn::approve, transfer)) change.clear_account();
  return change.finish("transfer_approved_at_origin");
}

void UploadSheet::need(storage::Needs& needs) const {
  CaseCommand::need(needs);
  needs.add(kCertificatesOf, key_.person);
}

// As the household book says that a counter has seen; else as the latest certificate of the origin.
SheetHousehold UploadSheet::household_of(const Transfer& transfer,
                                         const storage::Facts& facts) const {
  SheetHousehold household = household_;
  for (const storage::Row& row : facts.rows(kCertificatesOf, key_.person)) {
    const Certificate certificate = read_certificate(row);
    if (certificate.region != transfer.origin) continue;
    const Tree content = casework::read_stored(certificate.content);
    const std::string kind = text_of(content, "household_kind");
    const std::string address = text_of(content, "household_address");
    if (household_.kind.empty() && !kind.empty()) household.kind = kind;
    if (household_.address.empty() && !address.empty()) household.address = address;
  }
  return household;
}

void UploadSheet::read(business::Reader& reader, const Parsing&) {
  constexpr std::size_t kAddressMax = 120;
  household_.kind =
      reader.code_or("household_kind", {"agricultural", "non_agricultural", "resident"}, "");
  household_.address = reader.text_or("household_address", kAddressMax, "");
  const Tree::List* lines = reader.optional_list("months", kSheetLinesMax);
  const std::optional<Money> balance = reader.optional_fen("balance_fen");
  if (lines != nullptr) {
    on_paper_ = PaperSheet{read_sheet_lines(reader, *lines), balance.value_or(Money())};
  } else if (balance) {
    reader.add({"member_missing", {{"member", "months"}}, {}});
  }
}

// 生成并上传信息表,同时划转个人账户余额(43号).
Decision<storage::Plan> UploadSheet::decide_case(const CaseFacts& known,
                                                 const storage::Facts& facts,
                                                 const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  const RelationEvent event =
      transfer.target_on_system() ? RelationEvent::upload_sheet : RelationEvent::post_sheet;
  if (const Verdict possible = check_possible(transfer, event); !possible) {
    return possible.refusal();
  }
  if (const Verdict goes_on = check_goes_on(known, context); !goes_on) {
    return goes_on.refusal();
  }
  if (transfer.origin_on_system() == on_paper_.has_value()) {
    return refuse(on_paper_ ? "sheet_made_from_records" : "sheet_content_missing",
                  {{"origin", transfer.origin.to_string()}});
  }
  if (const Verdict may = check_clearing(policy::ClearOn::upload, known); !may) {
    return may.refusal();
  }
  NewSheet sheet;
  sheet.lines = on_paper_ ? lines_under(on_paper_->lines, transfer.origin_scheme)
                          : lines_from_records(known, context.today);
  if (const Verdict possible = check_lines(sheet.lines, context.today); !possible) {
    return possible.refusal();
  }
  Change change(known, context);
  if (on_paper_ && transfer.route == Route::move) change.edit().amount = on_paper_->balance;
  if (clears_at(policy::ClearOn::upload, transfer)) change.clear_account();
  const Money interest = change.settle_interest_for_sheet();
  sheet.balance = on_paper_ ? on_paper_->balance : balance_on_sheet(known, change.transfer());
  if (transfer.route == Route::move) sheet.balance += interest;
  sheet.household = household_of(transfer, facts);
  write_sheet(change, known, sheet, facts, context);
  change.edit().sheet_sent_on = happened_on(context);
  change.tell("sheet_uploaded", transfer.origin, happened_on(context),
              {{"months", std::to_string(months_of(sheet.lines).all().count())},
               {"balance", sheet.balance.to_display()}});
  change.apply(event, known_on(context));
  change.notify("transfer_sheet_uploaded", {{"balance", sheet.balance.to_display()}});
  return change.finish("transfer_sheet_uploaded");
}

}  // namespace yibao::transfer
