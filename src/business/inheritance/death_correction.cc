#include "business/inheritance/death_correction.h"

#include "business/account/store.h"
#include "business/application/change.h"
#include "business/inheritance/store.h"
#include "business/person/rules.h"
#include "business/person/store.h"

namespace yibao::inheritance {

namespace {

using application::Asked;
using application::Assessment;

constexpr std::size_t kFindingMax = 1'000;

std::optional<Date> right_day(const Tree& form) {
  const Tree* day = form.find("died_on");
  return day != nullptr ? Date::parse(*day->text()) : std::nullopt;
}

// 死亡登记有误的,核实后更正;账户资金已由继承人领取的,先追回。
void assess_day(Assessment& assessment, const person::Person& known, const Asked& asked) {
  if (!known.died_on) {
    assessment.obstacles.push_back({"no_death_to_correct", {}, {}});
    return;
  }
  const std::optional<Date> right = right_day(asked.form);
  if (right == known.died_on) {
    assessment.obstacles.push_back(
        {"death_already_recorded", {{"died_on", known.died_on->to_string()}}, {}});
  } else if (right) {
    person::Person as_if = known;
    as_if.died_on.reset();
    const Verdict may = person::check_death(as_if, *right, asked.context.today);
    if (!may) assessment.obstacles.push_back(may.refusal().reasons.front());
  }
}

}  // namespace

std::vector<business::Field> DeathCorrection::fields() const {
  using business::FieldKind;
  return {{"died_on", FieldKind::date, false, "正确的死亡日期;不填为撤销死亡登记"},
          {"finding", FieldKind::text, true, "核实的结果"}};
}

void DeathCorrection::read_form(business::Reader& reader, const business::Context&,
                                Tree& form) const {
  const std::optional<Date> day = reader.optional_date("died_on");
  if (day) form.set("died_on", day->to_string());
  form.set("finding", reader.text("finding", kFindingMax));
}

void DeathCorrection::need(storage::Needs& needs, PersonId person, RegionCode, const Tree&) const {
  needs.add(person::kPersonById, person);
  needs.add(person::kInsuredRegionsOf, person);
  needs.add(account::kReservationsOf, person);
  needs.add(kSharesOf, person);
}

Assessment DeathCorrection::assess(const Asked& asked) const {
  Assessment assessment;
  assessment.handling = application::Handling::second_eyes;
  assessment.working_days = asked.policy().release.working_days;
  assessment.materials = {"evidence"};
  assessment.subject = "death";
  if (asked.context.actor->is(business::Role::participant)) {
    assessment.obstacles.push_back({"correction_by_officers_only", {}, {}});
  }
  const Verdict here = person::may_serve(*asked.context.actor, asked.person, asked.facts);
  if (!here) assessment.obstacles.push_back(here.refusal().reasons.front());
  const auto known = person::require_person(asked.facts, asked.person, asked.context);
  if (!known) {
    assessment.obstacles.push_back(known.refusal().reasons.front());
    return assessment;
  }
  assess_day(assessment, *known, asked);
  if (!asked.facts.rows(kSharesOf, asked.person).empty()) {
    assessment.obstacles.push_back({"death_heirs_were_paid", {}, {}});
  } else if (!asked.facts.rows(account::kReservationsOf, asked.person).empty()) {
    assessment.obstacles.push_back({"death_inheritance_runs", {}, {}});
  }
  return assessment;
}

Verdict DeathCorrection::carry_out(const Asked& asked, application::Change& change) const {
  Decision<person::Person> known =
      person::require_person(asked.facts, asked.person, asked.context, person::Open::secrets);
  if (!known) return known.refusal();
  person::Person person = std::move(known).value();
  YB_CHECK(person.died_on.has_value(), "assess() has seen it");
  const std::string before = person.died_on->to_string();
  person.died_on = right_day(asked.form);
  change.plan().update(person::kPerson, person::person_row(person, *asked.context.vault));
  if (person.died_on) {
    const std::string now = person.died_on->to_string();
    change.tell("death_corrected", {{"died_on_before", before}, {"died_on", now}});
    change.notify("death_corrected", {{"died_on_before", before}, {"died_on", now}});
  } else {
    change.tell("death_undone", {{"died_on_before", before}});
    change.notify("death_undone", {{"died_on_before", before}});
  }
  return Nothing{};
}

}  // namespace yibao::inheritance
