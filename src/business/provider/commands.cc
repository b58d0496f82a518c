#include "business/provider/commands.h"

#include "base/employer_code.h"
#include "business/access.h"
#include "business/reader.h"
#include "storage/digest.h"

namespace yibao::provider {

namespace {

using storage::Value;

constexpr std::size_t kInstitutionsMax = 5'000;  // of one region, in one answer

// Keys nobody can guess, and the plan stays a function of its facts: they follow from a new number
// under the vault's key.
std::string new_key(const business::Context& context, std::string_view purpose) {
  return storage::to_hex(
      context.vault->keyed_hash(purpose, std::to_string(context.ids->next())).data);
}

Tree with_key(const Institution& institution, const std::string& secret) {
  return Tree::object({{"code", institution.code},
                       {"profile", institution.profile},
                       {"access_key", institution.access_key},
                       {"secret", secret}});
}

std::string give_key(Institution& institution, const business::Context& context) {
  std::string secret = new_key(context, "institution.secret.new");
  institution.access_key = "AK" + new_key(context, "institution.access_key.new").substr(0, 22);
  institution.secret = context.vault->seal("institution.secret", secret);
  return secret;
}

}  // namespace

business::CommandOrRefusal RegisterInstitution::parse(const business::Request& request,
                                                      const business::Context& context,
                                                      storage::Session&) {
  auto command = std::make_unique<RegisterInstitution>();
  Institution& read = command->institution_;
  auto reader = business::Reader::body(request, context);
  read.code = reader.text("code", 12);
  read.name = reader.text("name", 200);
  const std::string level =
      reader.code_or("level", {"none", "primary", "secondary", "tertiary"}, "none");
  read.level = level == "primary"     ? Level::primary
               : level == "secondary" ? Level::secondary
               : level == "tertiary"  ? Level::tertiary
                                      : Level::none;
  read.credit_code = reader.text("credit_code", 18);
  read.profile = reader.code("profile", {"csb", "tif", "web", "number"});
  if (reader.ok_so_far()) {
    const auto place = region_of_code(read.code, *context.regions);
    if (place) {
      read.region = *place;
    } else {
      reader.add({"provider_code_shape", {{"member", "code"}}, {}});
    }
    if (const Decision<std::string> code = check_employer_code(read.credit_code); !code) {
      reader.add(code.refusal().reasons.front());
    }
    read.kind = read.code[0] == 'P' ? Kind::pharmacy : Kind::hospital;
    if ((read.kind == Kind::pharmacy) != (read.level == Level::none)) {
      reader.add({"institution_level_not_of_kind", {{"member", "level"}}, {}});
    }
  }
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> RegisterInstitution::subjects() const {
  return {storage::Subject::region(institution_.region)};
}

void RegisterInstitution::need(storage::Needs& needs) const {
  needs.add(kInstitutionOfCode, Value(institution_.code));
}

Verdict RegisterInstitution::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, institution_.region);
}

Decision<storage::Plan> RegisterInstitution::decide(const storage::Facts& facts,
                                                    const business::Context& context) const {
  if (!facts.rows(kInstitutionOfCode, Value(institution_.code)).empty()) {
    return refuse("institution_registered", {{"code", institution_.code}});
  }
  Institution institution = institution_;
  institution.id = InstitutionId(context.ids->next());
  institution.recorded_at = context.now;
  const std::string secret = give_key(institution, context);
  storage::Plan plan;
  plan.event = "institution_registered";
  plan.insert(kInstitution, institution_row(institution));
  plan.answer = with_key(institution, secret);
  return plan;
}

business::CommandOrRefusal ChangeInstitution::parse_as(What what, const business::Request& request,
                                                       const business::Context& context,
                                                       storage::Session& session) {
  auto command = std::make_unique<ChangeInstitution>();
  auto reader = business::Reader::body(request, context);
  const std::string* code = request.path_value("institution");
  YB_CHECK(code != nullptr, "an endpoint on an institution names its code");
  command->what_ = what;
  command->code_ = *code;
  if (what == What::suspend) command->why_ = reader.text("why", 200);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const std::optional<Institution> found =
      find_institution(session, kInstitutionOfCode, command->code_);
  if (!found) return refuse(RefusalKind::not_found, "not_found", {{"member", "institution"}});
  command->region_ = found->region;
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ChangeInstitution::subjects() const {
  return {storage::Subject::region(region_)};
}

void ChangeInstitution::need(storage::Needs& needs) const {
  needs.add(kInstitutionOfCode, Value(code_));
}

Verdict ChangeInstitution::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> ChangeInstitution::decide(const storage::Facts& facts,
                                                  const business::Context& context) const {
  std::optional<Institution> institution =
      institution_of(facts.rows(kInstitutionOfCode, Value(code_)));
  YB_CHECK(institution.has_value(), "an institution that was there is gone");
  storage::Plan plan;
  if (what_ == What::renew_key) {
    const std::string secret = give_key(*institution, context);
    plan.event = "institution_key_renewed";
    plan.answer = with_key(*institution, secret);
  } else {
    const bool suspend = what_ == What::suspend;
    if (institution->is_active != suspend) {
      return refuse(suspend ? "institution_suspended" : "institution_not_suspended",
                    {{"code", code_}, {"why", institution->why_suspended}});
    }
    institution->is_active = !suspend;
    institution->why_suspended = why_;
    plan.event = suspend ? "institution_suspended" : "institution_resumed";
    plan.answer =
        Tree::object({{"code", code_}, {"state", suspend ? "suspended" : "active"}, {"why", why_}});
  }
  plan.update(kInstitution, institution_row(*institution));
  return plan;
}

Decision<Tree> answer_institutions(const business::Request& request,
                                   const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* text = request.path_value("region");
  const std::optional<RegionCode> region =
      text == nullptr ? std::nullopt : RegionCode::parse(*text);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (!region) return refuse(RefusalKind::not_found, "not_found", {{"member", "region"}});
  if (const Verdict at = business::may_act_at(*context.actor, *region); !at) return at.refusal();
  const Value key[] = {Value(region->value())};
  const std::vector<storage::Rows> found = session.select_keyed(kInstitutionsOf, key);
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : found.front()) {
    if (list.list()->size() == kInstitutionsMax) break;
    const Institution each = read_institution(row);
    list.push(Tree::object({{"code", each.code},
                            {"name", each.name},
                            {"kind", std::string(to_text(each.kind))},
                            {"level", std::string(to_text(each.level))},
                            {"profile", each.profile},
                            {"access_key", each.access_key},
                            {"state", each.is_active ? "active" : "suspended"},
                            {"why", each.why_suspended}}));
  }
  return Tree::object({{"institutions", std::move(list)}});
}

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using What = ChangeInstitution::What;
  const business::Roles officers = business::roles({Role::agency_officer, Role::senior_officer});
  const business::Roles senior = business::roles({Role::senior_officer});
  return {
      {"institution.register",
       "POST",
       "/v1/institutions",
       "登记定点医药机构,给出接口密钥(只显示一次)",
       senior,
       {{"code", FieldKind::text, true, "定点医药机构编码,H 或 P 开头,12 位"},
        {"name", FieldKind::text, true, "名称"},
        {"level", FieldKind::text, false, "医院等级:primary、secondary、tertiary;药店不填"},
        {"credit_code", FieldKind::text, true, "统一社会信用代码"},
        {"profile", FieldKind::text, true, "传输方式:csb、tif、web 或 number"}},
       &RegisterInstitution::parse,
       nullptr},
      {"institution.list",
       "GET",
       "/v1/regions/{region}/institutions",
       "本统筹区的定点医药机构",
       officers | business::roles({Role::auditor}),
       {},
       nullptr,
       &answer_institutions},
      {"institution.suspend",
       "POST",
       "/v1/institutions/{institution}/suspension",
       "暂停定点医药机构",
       senior,
       {{"why", FieldKind::text, true, "原因"}},
       &ChangeInstitution::parse<What::suspend>,
       nullptr},
      {"institution.resume",
       "POST",
       "/v1/institutions/{institution}/resumption",
       "恢复定点医药机构",
       senior,
       {},
       &ChangeInstitution::parse<What::resume>,
       nullptr},
      {"institution.renew-key",
       "POST",
       "/v1/institutions/{institution}/key",
       "更换接口密钥,旧密钥立即失效",
       senior,
       {},
       &ChangeInstitution::parse<What::renew_key>,
       nullptr},
  };
}

}  // namespace yibao::provider
