#include "business/place_change/printed.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/html.h"
#include "base/region_table.h"
#include "business/application/command.h"
#include "business/casework/shown.h"
#include "business/enrolment/store.h"
#include "business/person/store.h"
#include "business/place_change/form.h"
#include "business/place_change/rules.h"
#include "business/place_change/service.h"
#include "business/reader.h"

namespace yibao::place_change {

namespace {

constexpr std::string_view kTitle = "医疗保险参保地变更申请表";

struct Line {
  std::string name;   // of the member
  std::string label;  // as printed
  std::string value;  // empty: to be written by hand
};
using Lines = std::vector<Line>;

std::string text_of(const Tree& form, std::string_view name) {
  const Tree* member = form.find(name);
  if (member == nullptr) return {};
  if (member->text() != nullptr) return *member->text();
  return member->to_json();
}

std::string words_of(ChangeReason reason) {
  switch (reason) {
    case ChangeReason::work:
      return "工作变动";
    case ChangeReason::residence:
      return "居住地变动";
    case ChangeReason::household:
      return "户籍迁移";
    case ChangeReason::newborn:
      return "新生儿参保";
    case ChangeReason::foreigner:
      return "外籍人员就业";
    case ChangeReason::graduation:
      return "毕业";
    case ChangeReason::other:
      return "其他";
  }
  return {};
}

std::string words_of(Ground ground) {
  switch (ground) {
    case Ground::work_place:
      return "就业地";
    case Ground::household_place:
      return "户籍地";
    case Ground::residence_place:
      return "常住地";
    case Ground::birth_place:
      return "出生地";
    case Ground::visit:
      return "短期来访";
  }
  return {};
}

std::string words_of(const std::optional<enrolment::EnrolmentKind>& kind) {
  using K = enrolment::EnrolmentKind;
  if (!kind) return {};
  switch (*kind) {
    case K::employee:
      return "在职职工";
    case K::flexible:
      return "灵活就业人员";
    case K::unemployed_fund:
      return "领取失业保险金人员";
    case K::retiree:
      return "退休人员";
    case K::resident_adult:
      return "成年居民";
    case K::resident_elder:
      return "老年居民";
    case K::preschool_child:
      return "学龄前儿童";
    case K::student:
      return "学生";
    case K::newborn:
      return "新生儿";
  }
  return {};
}

Lines person_lines(const person::Person& person) {
  return {{"name", "姓名", person.name},
          {"sex", "性别", person.sex == Sex::male ? "男" : "女"},
          {"birth_date", "出生日期", person.birth_date.to_string()},
          // As on all its forms, by the national code list psn_cert_type.
          {"identity_kind", "证件类型代码", std::string(national_code(person.identity_kind))},
          {"identity_number", "证件号码", mask_identity(person.identity_number)},
          {"phone", "联系电话", person.phone.empty() ? "" : mask_phone(person.phone)}};
}

Lines form_lines(const application::Known& known, const std::string& old_place) {
  const Tree& form = known.form;
  const Form read = form_of(form);
  const Tree* base = form.find("base_fen");
  return {{"from", "原参保地", old_place},
          {"region", "新参保地", text_of(form, "region_name")},
          {"reason", "变更事由", words_of(read.reason)},
          {"ground", "参保地依据", words_of(read.ground)},
          {"kind", "参保身份", words_of(read.kind)},
          {"employer_code", "用人单位统一社会信用代码", read.employer_code},
          {"base_fen", "缴费基数(元)", base == nullptr ? "" : read.base.to_display()}};
}

Lines case_lines(const application::Known& known, const business::Context& context) {
  const auto materials = std::ranges::count_if(
      known.materials, [](const casework::CaseMaterial& each) { return each.fills(); });
  const casework::CaseFile& file = known.file;
  return {{"case", "办件编号", casework::case_number(file.id, file.recorded_at, context)},
          {"channel", "申请渠道", file.channel},
          {"materials", "已提交材料(份)", std::to_string(materials)},
          {"accepted_on", "受理日期", file.accepted_on ? file.accepted_on->to_string() : ""},
          {"form_digest", "申请表摘要", file.form_digest},
          {"signature", "申请人签名", ""},
          {"signed_on", "签名日期", ""},
          {"opinion", "经办机构意见(盖章)", ""}};
}

std::string page_of(const Lines& lines) {
  Html html = begin_page({kTitle, "/public.css"});
  html.element("h1", kTitle).open("table").open("tbody");
  for (const Line& line : lines) html.row(line.label, line.value);
  html.close().close();
  return end_page(html);
}

std::string text_of(const Lines& lines) {
  std::string text(kTitle);
  for (const Line& line : lines) text += "\n" + line.label + ":" + line.value;
  return text + "\n";
}

// What the form says; where it says nothing, the place that would be left.
std::string old_place(const application::Known& known, const storage::Facts& facts,
                      const business::Context& context) {
  const std::string said = text_of(known.form, "from_name");
  if (!said.empty()) return said;
  const auto old = relation_to_leave(
      enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, known.application.person)),
      std::nullopt, known.application.region);
  return old ? context.regions->full_name(old->region) : std::string();
}

}  // namespace

Decision<Tree> answer_printed(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const CaseId id(reader.path_id("case", storage::IdKind::application));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Refusal not_found = refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
  const std::optional<PersonId> owner = casework::owner_of(id, session);
  if (!owner) return not_found;
  storage::Needs needs;
  storage::Facts facts;
  application::need_applications(needs, *owner);
  needs.add(enrolment::kEnrolmentsOf, *owner);
  storage::ask(session, needs, facts);
  const Decision<application::Known> known =
      application::load_application(facts, {*owner, id}, kPlaceChangeService);
  if (!known) return known.refusal();
  const Verdict may = application::may_apply(*context.actor, kPlaceChangeService,
                                             application::asked_of(*known, facts, context));
  if (!may) return may.refusal();
  const Decision<person::Person> person =
      person::require_person(facts, *owner, context, person::Open::secrets);
  if (!person) return person.refusal();

  Lines lines = person_lines(*person);
  for (Line& line : form_lines(*known, old_place(*known, facts, context))) {
    lines.push_back(std::move(line));
  }
  for (Line& line : case_lines(*known, context)) lines.push_back(std::move(line));
  Tree fields = Tree(Tree::List{});
  for (const Line& line : lines) {
    fields.push(Tree::object({{"name", line.name}, {"label", line.label}, {"value", line.value}}));
  }
  return Tree::object({{"title", kTitle},
                       {"fields", std::move(fields)},
                       {"text", text_of(lines)},
                       {"html", page_of(lines)}});
}

}  // namespace yibao::place_change
