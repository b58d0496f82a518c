#include "business/transfer/commands_origin.h"

#include <algorithm>

#include "business/casework/material_kinds.h"
#include "business/casework/rules.h"
#include "business/transfer/ends.h"
#include "business/transfer/sheet_writing.h"

namespace yibao::transfer {

namespace {

// The moment of clearing. An origin on no system has cleared when its sheet is here.
bool clears_now(const Transfer& transfer, policy::ClearOn moment) {
  if (!transfer.origin_is_here()) return moment == policy::ClearOn::upload;
  return transfer.clear_on == moment;
}

// Before the account is emptied at this moment: nothing has sealed it since.
Verdict check_clearing_now(const CaseFacts& known, policy::ClearOn moment) {
  const Transfer& transfer = known.transfer;
  if (!clears_now(transfer, moment)) return Nothing{};
  return check_clearing(known);
}

// What was not there when the application was returned: everything but the slots filled then.
std::vector<std::string> missing_kinds(const CaseFacts& known) {
  const std::vector<std::string> all(casework::kMaterialKindTexts.begin(),
                                     casework::kMaterialKindTexts.end());
  return casework::missing_slots(all, known.materials);
}

}  // namespace

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
  if (transfer.first_return) {
    const Verdict later = casework::check_later_return(transfer.first_return->named,
                                                       transfer.first_return->missing, items_);
    if (!later) return later.refusal();
  }
  Change change(known, context);
  if (!transfer.first_return) {
    change.edit().first_return = Return{items_, missing_kinds(known)};
  }
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
  const Places places{transfer.origin, transfer.target};
  const Policies policies = policies_of(places, *known.file.accepted_on, context);
  PersonFacts others = known.person;
  others.transfer_running = false;  // it is this one
  Filing filing;
  filing.origin_scheme = transfer.origin_scheme;
  Assessment assessment = assess(facts, others, places, filing, policies, context);
  // Looked at on acceptance: the month that was current then, the certificate.
  assessment.facts.certificate = CertificateStanding::valid;
  assessment.facts.target_month_paid = true;
  assessment.facts.needs_bank_account = false;
  assessment.facts.done_by = context.today;  // reported meanwhile: it ends the case on its day
  if (const Verdict goes_on = check_goes_on(known, context); !goes_on) return goes_on.refusal();
  // 受理之后才核定退休的,继续办结(N-26): the policy has just said whether it goes on.
  const bool retired = retired_meanwhile(known, context.today);
  if (retired) assessment.facts.retired_on.reset();
  std::vector<Reason> obstacles;
  // What undoes a transfer finds the relations as the wrong one has left them.
  if (transfer.reverses.is_none()) obstacles = find_obstacles(assessment.facts, policies);
  if (!obstacles.empty()) return Refusal{RefusalKind::refused, std::move(obstacles)};
  if (const Verdict may = check_clearing_now(known, policy::ClearOn::approve); !may) {
    return may.refusal();
  }

  Change change(known, context);
  change.apply(RelationEvent::approve_at_origin, happened_on(context));
  change.edit().origin_approved_by = approver(transfer, context);
  change.edit().origin_approved_on = happened_on(context);
  std::vector<Reason> told;
  if (retired) {
    told.push_back({"retired_meanwhile",
                    {{"retired_on", known.person.person.retired_on->to_string()}},
                    {policies.origin.transfer.retirement_meanwhile.citation}});
  }
  change.tell("approved_at_origin", transfer.origin, happened_on(context), {}, std::move(told));
  if (clears_now(transfer, policy::ClearOn::approve)) change.clear_account();
  return change.finish("transfer_approved_at_origin");
}

void UploadSheet::read(business::Reader& reader, const Parsing&) {
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
      transfer.target_is_here() ? RelationEvent::upload_sheet : RelationEvent::post_sheet;
  if (const Verdict possible = check_possible(transfer, event); !possible) {
    return possible.refusal();
  }
  if (const Verdict goes_on = check_goes_on(known, context); !goes_on) {
    return goes_on.refusal();
  }
  if (transfer.origin_is_here() == on_paper_.has_value()) {
    return refuse(on_paper_ ? "sheet_made_from_records" : "sheet_content_missing",
                  {{"origin", transfer.origin.to_string()}});
  }
  if (const Verdict may = check_clearing_now(known, policy::ClearOn::upload); !may) {
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
  if (clears_now(transfer, policy::ClearOn::upload)) change.clear_account();
  sheet.balance = on_paper_ ? on_paper_->balance : balance_on_sheet(known, change.transfer());
  write_sheet(change, known, sheet, facts, context);
  change.edit().sheet_sent_on = happened_on(context);
  change.tell("sheet_uploaded", transfer.origin, happened_on(context),
              {{"months", std::to_string(months_of(sheet.lines).all().count())},
               {"balance", sheet.balance.to_display()}});
  change.apply(event, paper().received_on.value_or(context.today));
  change.notify("transfer_sheet_uploaded", {{"balance", sheet.balance.to_display()}});
  return change.finish("transfer_sheet_uploaded");
}

void CorrectSheet::read(business::Reader& reader, const Parsing&) {
  const Tree::List* lines = reader.optional_list("months", kSheetLinesMax);
  from_records_ = lines == nullptr;
  if (lines != nullptr) lines_ = read_sheet_lines(reader, *lines);
  why_ = reader.text("why", 400);
}

// 信息表上传后发现错误的,由转出地更正并注明原因(N-09); 已划出的资金不因更正而退回.
Decision<storage::Plan> CorrectSheet::decide_case(const CaseFacts& known,
                                                  const storage::Facts& facts,
                                                  const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, RelationEvent::correct_sheet); !possible) {
    return possible.refusal();
  }
  YB_CHECK(known.sheet.has_value(), "a sheet to correct");
  const NewSheet sheet{from_records_ ? lines_from_records(known, context.today)
                                     : lines_under(lines_, transfer.origin_scheme),
                       known.sheet->balance, why_};
  if (const Verdict possible = check_lines(sheet.lines, context.today); !possible) {
    return possible.refusal();
  }
  Change change(known, context);
  write_sheet(change, known, sheet, facts, context);
  change.apply(RelationEvent::correct_sheet, happened_on(context));
  change.tell("sheet_corrected", transfer.origin, happened_on(context),
              {{"version", std::to_string(change.transfer().sheet_version)},
               {"why", why_},
               {"months", std::to_string(months_of(sheet.lines).all().count())}});
  return change.finish("transfer_sheet_corrected");
}

}  // namespace yibao::transfer
