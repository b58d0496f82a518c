#include "business/visit/registrations.h"

#include "base/region_table.h"
#include "business/care/commands.h"
#include "business/care/store.h"
#include "business/provider/numbers.h"
#include "business/visit/message.h"

namespace yibao::visit {

namespace {

using business::CommandOrRefusal;
using care::Kind;
using care::Registration;

Date day_of(const std::string& text) {
  const std::optional<Date> day = Date::parse(std::string_view(text).substr(0, 10));
  YB_CHECK(day.has_value(), "a day that was read is none");
  return *day;
}

std::optional<Date> maybe_day(const std::string& text) {
  return text.empty() ? std::nullopt : Date::parse(std::string_view(text).substr(0, 10));
}

// What is kept as it was said, beside what is understood. No telephone, no address: nothing here
// has a use for them.
std::string detail_of(const Asked& asked, std::string_view node,
                      std::initializer_list<const char*> fields) {
  Tree detail = Tree(Tree::Members{});
  for (const char* field : fields) {
    const std::string text = asked.message.text(node, field);
    if (!text.empty()) detail.set(field, text);
  }
  return detail.to_json();
}

// 参保机构医保区划, in the message or in its envelope.
RegionCode insured_at(const Asked& asked, std::string_view node) {
  const auto said = RegionCode::parse(asked.message.text(node, "insu_optins"));
  return asked.context.regions->pooling_region(said.value_or(asked.message.insured_place));
}

Decision<Registration> read_common(const Asked& asked, std::string_view node, Kind kind) {
  const Decision<PersonId> person = read_person(asked.message, node, asked.context);
  if (!person) return person.refusal();
  Registration wanted;
  wanted.person = *person;
  wanted.kind = kind;
  wanted.region = insured_at(asked, node);
  wanted.last_day = maybe_day(asked.message.text(node, "enddate"));
  return wanted;
}

CommandOrRefusal file(const Asked& asked, Registration wanted, std::string insurance,
                      bool hospital_agrees = true, std::optional<Date> recognised_on = {}) {
  return CommandOrRefusal(std::make_unique<care::FileRegistration>(
      care::FileRegistration::Asked{std::move(wanted), asked.institution.code, std::move(insurance),
                                    hospital_agrees, recognised_on}));
}

CommandOrRefusal end(const Asked& asked, Kind kind) {
  const Decision<PersonId> person = read_person(asked.message, "data", asked.context);
  if (!person) return person.refusal();
  const care::RegistrationId registration =
      care::registration_of(asked.message.text("data", "trt_dcla_detl_sn"), asked.context);
  if (registration.is_none()) return refuse(RefusalKind::not_found, "care_registration_unknown");
  return CommandOrRefusal(std::make_unique<care::EndRegistration>(care::EndRegistration::Asked{
      *person, registration, kind, asked.institution.code, asked.message.text("data", "memo")}));
}

std::vector<Registration> holding(PersonId person, const Asked& asked) {
  const storage::Value key[] = {storage::Value(person.value())};
  const std::vector<storage::Rows> found = asked.session.select_keyed(care::kRegistrationsOf, key);
  return care::holding_on(asked.context.today, care::read_registrations(found.front()));
}

std::string date_text(const std::optional<Date>& day) {
  return day ? day->to_string() : "";
}

}  // namespace

// 转院备案: by the hospital that sends the patient on.
CommandOrRefusal file_referral(const Asked& asked) {
  const provider::Message& message = asked.message;
  const auto text = [&](const char* field) { return message.text("refmedin", field); };
  Decision<Registration> common = read_common(asked, "refmedin", Kind::referral);
  if (!common) return common.refusal();
  Registration wanted = std::move(common).value();
  const std::string begins = text("begndate").empty() ? text("refl_date") : text("begndate");
  wanted.begins_on = day_of(begins);
  const auto place = RegionCode::parse(text("mdtrtarea_admdvs"));
  const RegionCode pooling = place ? asked.context.regions->pooling_region(*place) : RegionCode();
  if (pooling.is_none()) {
    return refuse(RefusalKind::malformed, "envelope_region_unknown",
                  {{"region", text("mdtrtarea_admdvs")}});
  }
  wanted.place_of_care = pooling;
  wanted.institution = text("reflin_medins_no");
  wanted.institution_name = text("reflin_medins_name");
  wanted.purpose = text("refl_type");
  wanted.detail = detail_of(asked, "refmedin",
                            {"diag_code", "diag_name", "dise_cond_dscr", "refl_rea", "refl_opnn",
                             "refl_date", "refl_old_mdtrt_id"});
  return file(asked, std::move(wanted), text("insutype"), text("hosp_agre_refl_flag") != "0");
}

CommandOrRefusal end_referral(const Asked& asked) {
  return end(asked, Kind::referral);
}

CommandOrRefusal file_chronic_disease(const Asked& asked) {
  const auto text = [&](const char* field) { return asked.message.text("data", field); };
  Decision<Registration> common = read_common(asked, "data", Kind::chronic_disease);
  if (!common) return common.refusal();
  Registration wanted = std::move(common).value();
  wanted.begins_on = day_of(text("begndate"));
  wanted.disease = text("opsp_dise_code");
  wanted.disease_name = text("opsp_dise_name");
  wanted.institution = text("ide_fixmedins_no");
  wanted.institution_name = text("ide_fixmedins_name");
  wanted.detail =
      detail_of(asked, "data", {"hosp_ide_date", "diag_dr_codg", "diag_dr_name", "memo"});
  return file(asked, std::move(wanted), text("insutype"), true, maybe_day(text("hosp_ide_date")));
}

CommandOrRefusal end_chronic_disease(const Asked& asked) {
  return end(asked, Kind::chronic_disease);
}

CommandOrRefusal file_fixed_institution(const Asked& asked) {
  const auto text = [&](const char* field) { return asked.message.text("data", field); };
  Decision<Registration> common = read_common(asked, "data", Kind::fixed_institution);
  if (!common) return common.refusal();
  Registration wanted = std::move(common).value();
  wanted.begins_on = day_of(text("begndate"));
  wanted.institution = text("fixmedins_code");
  wanted.institution_name = text("fixmedins_name");
  wanted.purpose = text("biz_appy_type");
  const std::string number = text("fix_srt_no");
  const bool digits = number.find_first_not_of("0123456789") == std::string::npos;
  wanted.sort_number = digits ? std::stoi(number) : 0;
  wanted.detail = detail_of(asked, "data", {"agnter_rlts", "memo"});
  return file(asked, std::move(wanted), "");
}

CommandOrRefusal end_fixed_institution(const Asked& asked) {
  return end(asked, Kind::fixed_institution);
}

Decision<Tree> answer_chronic_diseases(const Asked& asked) {
  const Decision<PersonId> person = read_person(asked.message, "data", asked.context);
  if (!person) return person.refusal();
  asked.looked(*person);
  Tree rows = Tree(Tree::List{});
  const std::vector<Registration> all = holding(*person, asked);
  for (const Registration& each : all) {
    if (each.kind != Kind::chronic_disease) continue;
    rows.push(Tree::object({{"opsp_dise_code", each.disease},
                            {"opsp_dise_name", each.disease_name},
                            {"begndate", each.begins_on.to_string()},
                            {"enddate", date_text(each.last_day)}}));
  }
  return Tree::object({{"feedetail", std::move(rows)}});
}

Decision<Tree> answer_fixed_institutions(const Asked& asked) {
  const Decision<PersonId> person = read_person(asked.message, "data", asked.context);
  if (!person) return person.refusal();
  const std::string purpose = asked.message.text("data", "biz_appy_type");
  asked.looked(*person);
  Tree rows = Tree(Tree::List{});
  const std::vector<Registration> all = holding(*person, asked);
  for (const Registration& each : all) {
    if (each.kind != Kind::fixed_institution || each.purpose != purpose) continue;
    rows.push(Tree::object({{"psn_no", asked.message.text("data", "psn_no")},
                            {"insutype", each.insurance},
                            {"fix_srt_no", std::to_string(each.sort_number)},
                            {"fixmedins_code", each.institution},
                            {"fixmedins_name", each.institution_name},
                            {"begndate", each.begins_on.to_string()},
                            {"enddate", date_text(each.last_day)}}));
  }
  return Tree::object({{"psnfixmedin", std::move(rows)}});
}

}  // namespace yibao::visit
