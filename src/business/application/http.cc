#include "business/application/http.h"

#include <deque>
#include <string>

namespace yibao::application {

namespace {

using business::Endpoint;
using business::Field;
using business::FieldKind;
using business::Role;
using business::Roles;
using business::roles;

constexpr Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});

// An endpoint's name and path are views: the texts made here stay as long as the program. Made
// once per service and program, by one thread (main/endpoints.cc).
std::string_view kept(std::string text) {
  static std::deque<std::string> texts;
  return texts.emplace_back(std::move(text));
}

class Maker {
 public:
  Maker(const Service& service) : service_(service) {}

  void step(std::string_view name, std::string_view step, std::string_view what, Roles allowed,
            std::vector<Field> fields, Doors::Parse parse) {
    add(name, "POST", "/v1/" + std::string(service_.path()) + "/{case}/" + std::string(step), what,
        allowed, std::move(fields), parse, nullptr);
  }
  void add(std::string_view name, std::string_view method, std::string path, std::string_view what,
           Roles allowed, std::vector<Field> fields, Doors::Parse parse, Doors::Answer answer) {
    all_.push_back({kept(std::string(service_.name()) + "." + std::string(name)), method,
                    kept(std::move(path)),
                    kept(std::string(service_.title()) + ":" + std::string(what)), allowed,
                    std::move(fields), parse, answer});
  }
  std::vector<Endpoint> take() { return std::move(all_); }

 private:
  const Service& service_;
  std::vector<Endpoint> all_;
};

std::vector<Field> form_fields(const Service& service) {
  std::vector<Field> fields = service.fields();
  fields.insert(fields.begin(), {"region", FieldKind::region, true, "办理地"});
  fields.push_back({"sighted", FieldKind::list, false, "窗口已核验的材料"});
  return fields;
}

}  // namespace

std::vector<Endpoint> endpoints_of(const Service& service, const Doors& doors) {
  const Roles applicants = kOfficers | roles({Role::participant}) | service.also_filed_by();
  const Roles readers = applicants | roles({Role::auditor});
  const Field why{"why", FieldKind::text, true, "原因"};
  const Field maybe_why{"why", FieldKind::text, false, "原因"};
  const Field note{"note", FieldKind::text, false, "说明"};
  const std::string of_person = "/v1/people/{person}/" + std::string(service.path());
  const std::string one = "/v1/" + std::string(service.path()) + "/{case}";
  Maker make(service);
  make.add("file", "POST", of_person, "填报(草稿)", applicants, form_fields(service), doors.file,
           nullptr);
  make.add("list", "GET", of_person, "本人的办件",
           kOfficers | roles({Role::participant, Role::auditor}), {}, nullptr, doors.list);
  make.add("show", "GET", one, "办件详情与进度", readers, {}, nullptr, doors.show);
  make.add("explain", "GET", one + "/explanation", "每项决定的依据", readers, {}, nullptr,
           doors.explain);
  make.step("confirm", "confirmation", "确认提交,受理或不予受理", applicants,
            {{"form_digest", FieldKind::text, true, "申请表摘要"}}, doors.confirm);
  make.step("material", "materials", "上传材料", applicants,
            {{"slot", FieldKind::text, true, "材料名称"},
             {"content", FieldKind::text, false, "内容,Base64"},
             {"sighted", FieldKind::flag, false, "窗口已核验原件"}},
            doors.material);
  make.step("complete_materials", "completion", "补正完成", applicants, {},
            doors.complete_materials);
  make.step("withdraw", "withdrawal", "撤销申请", applicants, {maybe_why}, doors.withdraw);
  make.step("urge", "urging", "催办", applicants, {}, doors.urge);
  make.step("return", "return", "退回补正,一次告知全部内容", kOfficers,
            {{"items", FieldKind::list, true, "需要补正的材料"}, note},
            doors.return_for_correction);
  make.step("approve", "approval", "审核通过;需要复核的,由另一人复核", kOfficers,
            {{"checked", FieldKind::list, false, "逐项核对过的材料"}, note}, doors.approve);
  make.step("send_back", "second-return", "复核退回", kOfficers, {why}, doors.send_back);
  make.step("refuse", "refusal", "审核不通过", kOfficers, {why}, doors.refuse);
  make.step("end", "end", "终止", kOfficers, {}, doors.end);
  return make.take();
}

}  // namespace yibao::application
