#include "business/enquiry/case_paper_words.h"

#include <algorithm>

#include "base/region_table.h"
#include "base/tree_text.h"
#include "business/casework/remedies.h"
#include "business/casework/shown.h"
#include "business/casework/stored_json.h"
#include "business/complaint/complaint.h"
#include "business/person/reference.h"
#include "business/wording.h"
#include "policy/policy_set.h"

namespace yibao::enquiry {

namespace {

using document::Line;
using document::Paper;

std::string day_words(Date day, const business::Context& context) {
  return context.wording->shown("day", day.to_string());
}

std::string service_words(const PaperFacts& known) {
  return known.context.wording->word("service", known.file.service);
}

std::string material_words(const std::string& slot, const business::Context& context) {
  return context.wording->shown("items", slot);
}

std::vector<Line> case_lines(const PaperFacts& known) {
  const bool online = casework::desk_of(known.file.channel) == casework::Desk::online;
  std::vector<Line> lines{
      {"姓名", known.person.name},
      {"证件号码", mask_identity(known.person.identity_number)},
      {"事项", service_words(known)},
      {"办件编号", casework::case_number(known.file.id, known.file.recorded_at, known.context)},
      {"办理途径", online ? "线上" : "窗口"}};
  return lines;
}

std::string amount_words(std::int64_t fen) {
  return Money::fen(fen).to_display();
}

// A form on its way to paper, and of which service it is.
struct FormWords {
  std::string service;
  const business::Context& context;
};

// A member of a form as people read it. A service may call the codes of a member by its own words
// ([complaint_kind]): elsewhere 投诉 is another thing.
std::string value_words(const std::string& name, const Tree& value, const FormWords& form) {
  const business::Context& context = form.context;
  if (value.text() != nullptr) {
    std::string own = context.wording->word(form.service + "_" + name, *value.text());
    if (own != *value.text()) return own;
    const std::string shown = context.wording->shown(name, *value.text());
    // A member that is no fact of a sentence: its code may stand in any list of words.
    return shown == *value.text() ? context.wording->shown("allowed", shown) : shown;
  }
  if (value.boolean() != nullptr) return *value.boolean() ? "是" : "否";
  if (value.integer() != nullptr) {
    return name.ends_with("_fen") ? amount_words(*value.integer())
                                  : std::to_string(*value.integer());
  }
  return {};
}

void add_form_lines(std::vector<Line>& lines, const Tree& form, const std::string& prefix,
                    const FormWords& words);

// What was left out says nothing, and an empty line would be filled in by hand.
void add_form_line(std::vector<Line>& lines, const std::string& name, const Tree& value,
                   const std::string& prefix, const FormWords& words) {
  const std::string label =
      prefix + (name == "name" ? "姓名" : words.context.wording->word("member", name));
  if (value.members() != nullptr) return add_form_lines(lines, value, label + " ", words);
  if (value.list() == nullptr) {
    std::string text = value_words(name, value, words);
    if (!text.empty()) lines.push_back({label, std::move(text)});
    return;
  }
  std::string together;
  int number = 0;
  for (const Tree& each : *value.list()) {
    number += 1;
    if (each.members() != nullptr) {
      add_form_lines(lines, each, label + " " + std::to_string(number) + " ", words);
    } else {
      together += (together.empty() ? "" : "、") + value_words(name, each, words);
    }
  }
  if (!together.empty()) lines.push_back({label, together});
}

// Every member once: "region" is shown by the name that stands beside it. What is kept sealed is
// nothing to read.
void add_form_lines(std::vector<Line>& lines, const Tree& form, const std::string& prefix,
                    const FormWords& words) {
  constexpr std::string_view kName = "_name";
  for (const auto& [name, value] : *form.members()) {
    if (name.ends_with(kName) && form.find(name.substr(0, name.size() - kName.size())) != nullptr) {
      continue;
    }
    if (name.ends_with("_sealed")) continue;
    const Tree* named = form.find(name + std::string(kName));
    // Our own id of somebody says nothing to whoever reads the paper; their name stands beside it.
    const bool id =
        value.text() != nullptr &&
        words.context.vault->inside_id(storage::IdKind::person, *value.text()).has_value();
    if (id && named == nullptr) continue;
    add_form_line(lines, name, named != nullptr ? *named : value, prefix, words);
  }
}

std::vector<Line> material_lines(const PaperFacts& known) {
  std::vector<Line> lines;
  for (const casework::CaseMaterial& each : known.materials) {
    const std::string state = each.state == casework::MaterialState::uploaded  ? "已上传"
                              : each.state == casework::MaterialState::sighted ? "已核验原件"
                              : each.state == casework::MaterialState::held ? "系统已有,免提交"
                                                                            : "待提交";
    lines.push_back({material_words(each.slot, known.context), state});
  }
  return lines;
}

bool is_granted(const std::string& event) {
  return event == "approved" || event == "approved_at_once" || event == "completed" ||
         event == "appeal_overturned";
}

std::string decision_title(const std::string& event) {
  if (event == "declined") return "不予受理决定书";
  return is_granted(event) ? "准予办理决定书" : "不予办理决定书";
}

// 投诉、建议 are answered: nothing is granted, and no decision is appealed.
bool is_answer(const PaperFacts& known, const CaseStep& decision) {
  return known.file.service == complaint::kComplaint.name() && is_granted(decision.event);
}

Paper answer_paper(const PaperFacts& known, const CaseStep& decision) {
  const std::string code = text_of(casework::read_stored(known.file.form), "kind");
  const std::string what = known.context.wording->word("complaint_kind", code);
  Paper paper{what + "答复书", known.issuer, {}};
  paper.lines(case_lines(known));
  paper.paragraph(known.person.name + ":您于" +
                  day_words(known.file.recorded_at.date(), known.context) + "提出的" + what +
                  "收悉,现于" + day_words(decision.happened_on, known.context) + "答复如下。");
  paper.heading("答复").paragraph(text_of(decision.facts, "note"));
  paper.heading("对答复有异议的");
  paper.paragraph("可以补充说明后再次提出,也可以拨打医保热线 12393,或者向上级医疗保障部门反映。");
  return paper;
}

std::string decision_sentence(const PaperFacts& known, const CaseStep& decision) {
  const std::string on = day_words(decision.happened_on, known.context);
  const std::string what = known.person.name + "申请的" + service_words(known);
  if (decision.event == "declined")
    return what + "经前置校验不符合受理条件,本机构于" + on + "决定不予受理。";
  if (decision_title(decision.event).starts_with("不予")) {
    return what + "经审核不符合规定,本机构于" + on + "决定不予办理。";
  }
  return what + "经审核符合规定,本机构于" + on + "决定准予办理。";
}

bool is_remedy(const Tree& reason) {
  return text_of(reason, "rule").starts_with("remedies");
}

void add_grounds(Paper& paper, const Tree& reasons) {
  int number = 0;
  for (const Tree& reason : *reasons.list()) {
    if (is_remedy(reason)) continue;
    number += 1;
    paper.paragraph(std::to_string(number) + ". " + text_of(reason, "title") + "。" +
                    text_of(reason, "detail"));
    if (const std::string ground = ground_of(reason); !ground.empty()) {
      paper.paragraph("依据: " + ground + "。");
    }
    if (const std::string next = text_of(reason, "next_step"); !next.empty()) {
      paper.paragraph("怎样处理: " + next);
    }
  }
  if (number == 0) paper.paragraph("材料齐全,符合规定。");
}

// 法律依据 (N-25): what the service as such rests on, whatever the reasons are.
void add_provision(Paper& paper, const PaperFacts& known) {
  const std::string provision = known.context.wording->word("provision", known.file.service);
  if (provision != known.file.service) paper.paragraph("法律依据: " + provision + "。");
}

void add_remedies(Paper& paper, const PaperFacts& known, const CaseStep& decision) {
  paper.heading("救济途径");
  const policy::RegionPolicy& policy =
      known.context.policies->on(known.region, decision.happened_on);
  for (std::string& words : casework::remedies_in_words(policy.appeal)) {
    paper.paragraph(std::move(words));
  }
}

}  // namespace

std::string ground_of(const Tree& reason) {
  std::string text;
  const Tree* parameters = reason.find("parameters");
  if (parameters == nullptr || parameters->list() == nullptr) return text;
  for (const Tree& each : *parameters->list()) {
    // Where no text was read there is none to name.
    const bool is_named = text_of(each, "source") != "project_default";
    const std::string source = is_named ? text_of(each, "source_title") : "";
    text += (text.empty() ? "" : ";") + (source.empty() ? "现行规定," : "《" + source + "》,") +
            text_of(each, "title") + "为" + text_of(each, "shown") + "(" +
            text_of(each, "region_name") + ")";
  }
  return text;
}

Paper form_paper(const PaperFacts& known) {
  Paper paper{service_words(known) + "申请表", known.issuer, {}};
  std::vector<Line> person = case_lines(known);
  person.insert(person.begin() + 1,
                {{"性别", known.person.sex == Sex::male ? "男" : "女"},
                 {"出生日期", day_words(known.person.birth_date, known.context)}});
  if (!known.person.phone.empty()) person.push_back({"联系电话", mask_phone(known.person.phone)});
  paper.lines(std::move(person)).heading("申请内容");
  std::vector<Line> lines;
  add_form_lines(lines, person::without_secrets(casework::read_stored(known.file.form)), "",
                 {known.file.service, known.context});
  paper.lines(std::move(lines));
  if (!known.materials.empty()) paper.heading("材料").lines(material_lines(known));
  paper.lines({{"申请人签名", ""},
               {"签名日期", ""},
               {"经办机构意见(盖章)", ""},
               {"申请表摘要", known.file.form_digest}});
  return paper;
}

Paper acceptance_paper(const PaperFacts& known) {
  Paper paper{service_words(known) + "受理通知书", known.issuer, {}};
  paper.lines(case_lines(known));
  std::string text = known.person.name + ":您申请的" + service_words(known) + "已于" +
                     day_words(*known.file.accepted_on, known.context) + "受理。";
  if (known.due_on && known.stands_since) {
    text += "自" + day_words(*known.stands_since, known.context) +
            "起等待补正材料,办理时限停止计算;补正完成后继续计算,办结期限相应顺延。";
  } else if (known.due_on) {
    text += "按规定应当在" + day_words(*known.due_on, known.context) + "前办结;";
    text += "需要补正材料的,补正期间不计入办理时限。";
  }
  paper.paragraph(text);
  if (!known.materials.empty()) paper.heading("收到的材料").lines(material_lines(known));
  paper.paragraph("办理进度可以凭办件编号在网上、窗口查询,或者拨打 12393 查询。");
  return paper;
}

Paper correction_paper(const PaperFacts& known, const CaseStep& returned) {
  Paper paper{service_words(known) + "补正材料告知书", known.issuer, {}};
  paper.lines(case_lines(known));
  paper.paragraph(known.person.name + ":您申请的" + service_words(known) + "于" +
                  day_words(returned.happened_on, known.context) +
                  "退回补正。需要补正的全部内容一次告知如下:");
  paper.lines({{"需要补正的材料", material_words(text_of(returned.facts, "items"), known.context)},
               {"说明", text_of(returned.facts, "note")}});
  paper.paragraph("补正期间不计入办理时限;补正完成后继续办理,不需要重新申请。");
  return paper;
}

Paper decision_paper(const PaperFacts& known, const CaseStep& decision) {
  if (is_answer(known, decision)) return answer_paper(known, decision);
  Paper paper{service_words(known) + decision_title(decision.event), known.issuer, {}};
  paper.lines(case_lines(known));
  paper.paragraph(decision_sentence(known, decision));
  Tree reasons = decision.reasons;
  known.context.wording->tell(reasons);
  paper.heading("理由和依据");
  if (const std::string why = text_of(decision.facts, "why"); !why.empty()) {
    paper.paragraph("审核意见: " + why);
  }
  if (const std::string note = text_of(decision.facts, "note"); !note.empty()) {
    paper.paragraph("审核意见: " + note);
  }
  add_grounds(paper, reasons);
  add_provision(paper, known);
  add_remedies(paper, known, decision);
  return paper;
}

namespace {

// 医疗保险统账类别 (HI_TYPE)
std::string account_type_words(const Tree& content) {
  const Tree* type = content.find("account_type");
  if (type == nullptr || type->integer() == nullptr) return "—";
  switch (*type->integer()) {
    case 1:
      return "统账结合";
    case 2:
      return "单建统筹";
    case 3:
      return "住院统筹";
    default:
      return "没有个人账户";
  }
}

const Tree::List& list_in(const Tree& content, std::string_view name) {
  static const Tree::List kNone;
  const Tree* member = content.find(name);
  return member != nullptr && member->list() != nullptr ? *member->list() : kNone;
}

// 参保起止时间, 缴费基数: of an agency on no system nothing is known of them.
void add_record(Paper& paper, const Tree& content, const business::Context& context) {
  const Tree::List& periods = list_in(content, "periods");
  if (!periods.empty()) {
    document::Grid grid{{"参保时间起", "参保时间止", "险种", "参保状态"}, 4, {}};
    for (const Tree& each : periods) {
      grid.rows.push_back({text_of(each, "from"), text_of(each, "last_day"),
                           context.wording->word("scheme", text_of(each, "scheme")),
                           context.wording->word("state", text_of(each, "state"))});
    }
    paper.heading("参保时间").grid(std::move(grid));
  }
  const Tree::List& bases = list_in(content, "bases");
  if (bases.empty()) return;
  document::Grid grid{{"开始年月", "截止年月", "缴费基数(元)"}, 2, {}};
  for (const Tree& each : bases) {
    grid.rows.push_back({text_of(each, "first"), text_of(each, "last"),
                         Money::fen(*each.find("base_fen")->integer()).to_display()});
  }
  paper.heading("缴费基数").grid(std::move(grid));
}

void add_agency(Paper& paper, const Tree& agency, std::string title) {
  if (agency.members() == nullptr) return;
  paper.heading(std::move(title))
      .lines({{"名称", text_of(agency, "name")},
              {"联系人", text_of(agency, "contact")},
              {"电话", text_of(agency, "phone")},
              {"地址", text_of(agency, "address")},
              {"邮编", text_of(agency, "postcode")},
              {"开户银行", text_of(agency, "bank_name")},
              {"户名", text_of(agency, "bank_account_name")},
              {"账号", text_of(agency, "bank_account")}});
}

}  // namespace

Paper sheet_paper(const PaperFacts& known, const transfer::Sheet& sheet) {
  const business::Context& context = known.context;
  Paper paper{"参保人员基本医疗保险信息表", known.issuer, {}};
  const Tree& content = sheet.content;
  const auto place = [&](std::string_view side) {
    const Tree* at = content.find(side);
    return at == nullptr ? std::string()
                         : text_of(*at, "region_name") + " " +
                               context.wording->word("scheme", text_of(*at, "scheme"));
  };
  const auto word = [&](std::string_view table, std::string_view name) {
    const std::string code = text_of(content, name);
    return code.empty() ? "—" : context.wording->word(table, code);
  };
  const auto text = [&](std::string_view name) {
    const std::string known_text = text_of(content, name);
    return known_text.empty() ? "—" : known_text;
  };
  const auto day = [&](std::string_view name) {
    const std::string written = text_of(content, name);
    return written.empty() ? "—" : context.wording->shown("day", written);
  };
  const auto yuan = [&](std::string_view name) {
    const Tree* fen = content.find(name);
    return fen == nullptr || fen->integer() == nullptr ? "—"
                                                       : Money::fen(*fen->integer()).to_display();
  };
  std::vector<Line> lines{{"办件编号", text_of(content, "case_number")},
                          {"姓名", text_of(content, "name")},
                          {"性别", text_of(content, "sex") == "male" ? "男" : "女"},
                          {"证件类型代码", std::string(national_code(known.person.identity_kind))},
                          {"证件号码", text_of(content, "identity_number")},
                          {"出生日期", day("birth_date")},
                          {"联系电话", text_of(content, "phone")},
                          {"户籍类型", word("household_kind", "household_kind")},
                          {"户籍所在地", text("household_address")},
                          {"医疗保障编号", text_of(content, "insurance_number")},
                          {"转出地、险种", place("origin")},
                          {"转入地、险种", place("target")},
                          {"统账类别", account_type_words(content)},
                          {"参保状态", word("state", "state")},
                          {"待遇享受起", day("benefits_since")},
                          {"待遇享受止", day("benefits_last_day")},
                          {"个人账户余额(元)", sheet.balance.to_display()},
                          {"余额大写", sheet.balance.to_chinese_capitals()},
                          {"其中当年", yuan("balance_this_year_fen")},
                          {"其中上年", yuan("balance_last_year_fen")},
                          {"其中历年", yuan("balance_earlier_fen")},
                          {"经办人(工号)", text("handled_by")},
                          {"审核人(工号)", text("reviewed_by")},
                          {"表号", "第 " + std::to_string(sheet.version) + " 版"}};
  if (!sheet.correction.empty()) lines.push_back({"更正原因", sheet.correction});
  paper.lines(std::move(lines)).heading("缴费时段");
  document::Grid grid{{"缴费地", "开始年月", "截止年月", "月数", "缴费性质"}, 5, {}};
  for (const transfer::SheetLine& line : sheet.lines) {
    grid.rows.push_back({context.regions->full_name(line.paid_at), line.first.to_string(),
                         line.last.to_string(), std::to_string(line.last - line.first + 1),
                         line.deemed ? "视同缴费" : "实际缴费"});
  }
  const contribution::MergedMonths months = transfer::months_of(sheet.lines);
  paper.grid(std::move(grid));
  paper.lines({{"累计缴费月数(重复的只计一次)", std::to_string(months.all().count())},
               {"其中实际缴费", std::to_string(months.actual.count())},
               {"其中视同缴费", std::to_string(months.deemed.count())}});
  add_record(paper, content, context);
  for (const auto& [side, title] : {std::pair{"origin_agency", "转出地经办机构"},
                                    std::pair{"target_agency", "转入地经办机构"}}) {
    if (const Tree* agency = content.find(side)) add_agency(paper, *agency, title);
  }
  return paper;
}

}  // namespace yibao::enquiry
