#include "business/care/service.h"

#include "base/region_table.h"
#include "business/application/change.h"
#include "business/care/filing.h"
#include "business/care/store.h"
#include "business/reader.h"

namespace yibao::care {

namespace {

using application::Asked;
using application::Change;

std::string text_of(const Tree& form, std::string_view member) {
  const Tree* found = form.find(member);
  return found != nullptr && found->text() != nullptr ? *found->text() : "";
}

void read_days(business::Reader& reader, const business::Context& context, Tree& form) {
  form.set("begins_on", reader.optional_date("begins_on").value_or(context.today).to_string());
  if (const auto last = reader.optional_date("last_day")) form.set("last_day", last->to_string());
}

void set_days(const Tree& form, Registration& wanted) {
  wanted.begins_on = Date::parse(text_of(form, "begins_on")).value_or(Date());
  wanted.last_day = Date::parse(text_of(form, "last_day"));
}

// Of this application, as set_up() has put it on record; none where it is done at once.
std::optional<Registration> pending_of(const Asked& asked) {
  for (Registration& each : read_registrations(asked.facts.rows(kRegistrationsOf, asked.person))) {
    if (each.application == asked.id && each.state == State::pending) return each;
  }
  return std::nullopt;
}

}  // namespace

Registration CareService::wanted_by(const Asked& asked) const {
  Registration wanted = this->wanted(asked.form);
  wanted.person = asked.person;
  wanted.region = asked.region;
  wanted.application = asked.id;
  if (!asked.id.is_none()) {
    if (const auto pending = pending_of(asked)) wanted.id = pending->id;
  }
  return wanted;
}

void CareService::need(storage::Needs& needs, PersonId person, RegionCode, const Tree& form) const {
  Registration wanted = this->wanted(form);
  wanted.person = person;
  need_filing(needs, wanted);
}

application::Assessment CareService::assess(const Asked& asked) const {
  const policy::CarePolicy& policy = asked.policy().care;
  const FilingFacts facts = filing_facts(wanted_by(asked), asked.facts, asked.context);
  application::Assessment assessment;
  assessment.obstacles = find_obstacles(facts, policy);
  set_terms(policy, assessment);
  assessment.subject =
      facts.wanted.disease + facts.wanted.place_of_care.to_string() + asked.region.to_string();
  assessment.reasons = {{"care_would_hold", facts_of(facts.wanted, *asked.context.regions), {}}};
  return assessment;
}

void CareService::set_up(const Asked& asked, Change& change) const {
  Registration pending = filing_facts(wanted_by(asked), asked.facts, asked.context).wanted;
  pending.state = State::pending;
  record(change.plan(), std::move(pending), asked.context);
}

Verdict CareService::carry_out(const Asked& asked, Change& change) const {
  Registration registration = filing_facts(wanted_by(asked), asked.facts, asked.context).wanted;
  if (const auto pending = pending_of(asked)) {
    registration = *pending;
    registration.state = find(State::pending, Event::approve)->to;
    change.plan().update(kCareRegistration, registration_row(registration));
  } else {
    registration = record(change.plan(), std::move(registration), asked.context);
  }
  change.tell("care_registered", facts_of(registration, *asked.context.regions));
  change.plan().notify(asked.person, "care_registered",
                       facts_of(registration, *asked.context.regions));
  change.answer("registration",
                asked.context.vault->outside_id(storage::IdKind::care_registration,
                                                registration.id.value(), registration.recorded_at));
  return Nothing{};
}

void CareService::clear_away(const Asked& asked, Change& change) const {
  const auto pending = pending_of(asked);
  if (!pending) return;
  const auto ended =
      end_registration(*pending, Event::decline, "not_recognised", asked.context.today);
  YB_CHECK(ended.ok(), "a pending registration that cannot end");
  change.plan().update(kCareRegistration, registration_row(*ended));
}

std::vector<business::Field> RemoteCare::fields() const {
  using business::FieldKind;
  return {{"place_of_care", FieldKind::region, true, "就医地:市,或者省(省内各市)"},
          {"begins_on", FieldKind::date, false, "开始日期,默认今天"},
          {"last_day", FieldKind::date, false, "结束日期"}};
}

void RemoteCare::read_form(business::Reader& reader, const business::Context& context,
                           Tree& form) const {
  const RegionCode place = reader.region("place_of_care");
  const RegionCode whole =
      place.is_none() || place.is_province() ? place : context.regions->pooling_region(place);
  form.set("place_of_care", whole.to_string());
  read_days(reader, context, form);
}

Registration RemoteCare::wanted(const Tree& form) const {
  Registration wanted;
  wanted.kind = Kind::remote_care;
  wanted.place_of_care = RegionCode::parse(text_of(form, "place_of_care")).value_or(RegionCode());
  set_days(form, wanted);
  wanted.detail = "{}";
  return wanted;
}

// 异地就医备案实行告知承诺的,即时生效。
void RemoteCare::set_terms(const policy::CarePolicy& policy,
                           application::Assessment& assessment) const {
  const bool at_once = policy.remote_online.value == policy::CareDecision::at_once;
  assessment.handling = at_once ? application::Handling::at_once : application::Handling::review;
  assessment.working_days = policy.remote_working_days;
  assessment.materials = policy.remote_materials.value;
  assessment.material_citations = {policy.remote_materials.citation};
}

std::vector<business::Field> ChronicDisease::fields() const {
  using business::FieldKind;
  return {{"disease", FieldKind::text, true, "门慢门特病种目录代码"},
          {"disease_name", FieldKind::text, true, "病种名称"},
          {"institution", FieldKind::text, false, "诊断的定点医疗机构编码"},
          {"begins_on", FieldKind::date, false, "开始日期,默认今天"},
          {"last_day", FieldKind::date, false, "结束日期"}};
}

void ChronicDisease::read_form(business::Reader& reader, const business::Context& context,
                               Tree& form) const {
  form.set("disease", reader.text("disease", 30));
  form.set("disease_name", reader.text("disease_name", 300));
  form.set("institution", reader.text_or("institution", 30, ""));
  read_days(reader, context, form);
}

Registration ChronicDisease::wanted(const Tree& form) const {
  Registration wanted;
  wanted.kind = Kind::chronic_disease;
  wanted.disease = text_of(form, "disease");
  wanted.disease_name = text_of(form, "disease_name");
  wanted.institution = text_of(form, "institution");
  wanted.institution_name = text_of(form, "institution_name");
  wanted.filed_by = text_of(form, "filed_by");
  set_days(form, wanted);
  const std::string detail = text_of(form, "detail");
  wanted.detail = detail.empty() ? "{}" : detail;
  return wanted;
}

void ChronicDisease::set_terms(const policy::CarePolicy& policy,
                               application::Assessment& assessment) const {
  assessment.handling = application::Handling::review;
  assessment.working_days = policy.chronic_working_days;
  assessment.materials = policy.chronic_materials.value;
  assessment.material_citations = {policy.chronic_materials.citation};
}

Tree form_of(const Registration& recognition) {
  Tree form = Tree::object({{"region", recognition.region.to_string()},
                            {"disease", recognition.disease},
                            {"disease_name", recognition.disease_name},
                            {"institution", recognition.institution},
                            {"institution_name", recognition.institution_name},
                            {"filed_by", recognition.filed_by},
                            {"detail", recognition.detail},
                            {"begins_on", recognition.begins_on.to_string()}});
  if (recognition.last_day) form.set("last_day", recognition.last_day->to_string());
  return form;
}

}  // namespace yibao::care
