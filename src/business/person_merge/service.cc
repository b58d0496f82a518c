#include "business/person_merge/service.h"

#include <algorithm>

#include "business/account/store.h"
#include "business/aid/store.h"
#include "business/application/change.h"
#include "business/application/http.h"
#include "business/casework/shown.h"
#include "business/casework/store.h"
#include "business/enrolment/store.h"
#include "business/hold/store.h"
#include "business/payout/form.h"
#include "business/person/name.h"
#include "business/person/reference.h"
#include "business/person/store.h"
#include "business/person_merge/carry_over.h"
#include "business/person_merge/store.h"

namespace yibao::person_merge {

namespace {

using application::Asked;
using application::Change;

PersonId merged_of(const Tree& form, const storage::Vault& vault) {
  const auto id = vault.inside_id(storage::IdKind::person, payout::form_text(form, "merged"));
  return id ? PersonId(id->id) : PersonId();
}

// Those who were merged into that number before, as the form names them: they are led on with it.
std::vector<PersonId> led_of(const Tree& form, const storage::Vault& vault) {
  std::vector<PersonId> led;
  const Tree* list = form.find("led_on");
  if (list == nullptr || list->list() == nullptr) return led;
  for (const Tree& each : *list->list()) {
    const auto id = vault.inside_id(storage::IdKind::person, *each.text());
    YB_CHECK(id.has_value(), "a form that names nobody");
    led.emplace_back(id->id);
  }
  return led;
}

// The rows of those who are led to the merged number now.
std::vector<person::Person> led_now(const Asked& asked, PersonId merged) {
  std::vector<person::Person> led;
  for (const storage::Row& row : asked.facts.rows(kLedTo, merged)) {
    led.push_back(person::read_person(storage::Row(row.begin() + 1, row.end()),
                                      *asked.context.vault, person::Open::secrets));
  }
  return led;
}

// Their journals are locked by what the form says: whoever came since needs another application.
bool led_as_in_form(const Asked& asked, PersonId merged) {
  const std::vector<PersonId> named = led_of(asked.form, *asked.context.vault);
  const std::vector<person::Person> now = led_now(asked, merged);
  return std::ranges::equal(named, now, {}, {}, &person::Person::id);
}

person::Person person_of(const Asked& asked, PersonId id, person::Open open) {
  return person::read_person(asked.facts.rows(person::kPersonById, id).front(),
                             *asked.context.vault, open);
}

// By what anybody can see of two people who say that they are one.
bool looks_like_one(const person::Person& kept, const person::Person& merged) {
  return kept.birth_date == merged.birth_date && kept.sex == merged.sex &&
         person::is_same_name(kept.name, merged.name);
}

// 同一人: born on one day, of one sex, dead on one day or alive; the documents prove the rest.
void check_same_human(const person::Person& kept, const person::Person& merged,
                      std::vector<Reason>& obstacles) {
  if (kept.birth_date != merged.birth_date || kept.sex != merged.sex) {
    obstacles.push_back({"merge_not_same_person",
                         {{"kept_birth_date", kept.birth_date.to_string()},
                          {"merged_birth_date", merged.birth_date.to_string()}},
                         {}});
  }
  if (kept.died_on != merged.died_on) obstacles.push_back({"merge_death_differs", {}, {}});
}

// What must be over before a number can be left behind.
void check_nothing_open(const Asked& asked, PersonId merged, std::vector<Reason>& obstacles) {
  const auto enrolments =
      enrolment::read_enrolments(asked.facts.rows(enrolment::kEnrolmentsOf, merged));
  if (const enrolment::Enrolment* active = enrolment::active_among(enrolments)) {
    // The number under which the person participates is the one to keep.
    obstacles.push_back({"merge_still_enrolled", {{"region", active->region.to_string()}}, {}});
  }
  for (const storage::Row& row : asked.facts.rows(casework::kCaseFilesOf, merged)) {
    const casework::CaseFile file = casework::read_case_file(row);
    if (file.closed_on) continue;
    obstacles.push_back({"merge_case_open",
                         {{"case", casework::case_number(file.id, file.recorded_at, asked.context)},
                          {"service", file.service}},
                         {}});
  }
  for (const account::Account& each :
       account::read_accounts(asked.facts.rows(account::kAccountsOf, merged))) {
    if (each.reserved.is_zero()) continue;
    obstacles.push_back({"merge_money_set_aside", {{"amount", each.reserved.to_display()}}, {}});
  }
  for (const enrolment::EmployerReport& each :
       enrolment::read_reports(asked.facts.rows(enrolment::kReportsOf, merged))) {
    if (each.state != enrolment::ReportState::conflict) continue;
    obstacles.push_back({"merge_report_waiting", {{"region", each.region.to_string()}}, {}});
  }
  for (const PersonId each : {asked.person, merged}) {
    const auto holds = hold::read_holds(asked.facts.rows(hold::kHoldsOf, each));
    if (std::ranges::find(holds, hold::HoldCause::death_reported, &hold::Hold::cause) !=
        holds.end()) {
      obstacles.push_back({"merge_death_reported", {}, {}});
    }
  }
  bool bound = !asked.facts.rows(aid::kActiveBindingsFor, merged).empty();
  for (const storage::Row& row : asked.facts.rows(aid::kBindingsOf, merged)) {
    bound = bound || aid::read_binding(row).active;
  }
  if (bound) obstacles.push_back({"merge_aid_bound", {}, {}});
}

}  // namespace

std::vector<business::Field> PersonMerge::fields() const {
  using business::FieldKind;
  return {{"merged", FieldKind::object, true,
           "被合并的编号:person,或者 identity_kind、identity_number;本人申请的,另填 name"}};
}

void PersonMerge::read_form(business::Reader&, const business::Context&, Tree&) const {}

void PersonMerge::read_people(business::Reader& reader, const business::Request& request,
                              const business::Context& context, storage::Session& session,
                              Tree& form) const {
  const person::Named named =
      person::read_named_member(reader, "merged", request, context, session);
  form.set("merged", named.id);
  form.set("merged_name", named.name);
  if (named.person.is_none()) return;
  Tree led = Tree(Tree::List{});
  const storage::Value key[] = {storage::Value(named.person.value())};
  const std::vector<storage::Rows> found = session.select_keyed(kLedTo, key);
  for (const storage::Row& row : found.front()) {
    led.push(context.vault->outside_id(storage::IdKind::person, row[1].integer(),
                                       Instant::from_milliseconds(row[11].integer())));
  }
  if (!led.list()->empty()) form.set("led_on", std::move(led));
}

std::vector<PersonId> PersonMerge::others(const Tree& form, const storage::Vault& vault) const {
  std::vector<PersonId> all{merged_of(form, vault)};
  const std::vector<PersonId> led = led_of(form, vault);
  all.insert(all.end(), led.begin(), led.end());
  return all;
}

void PersonMerge::need(storage::Needs& needs, PersonId person, RegionCode, const Tree&) const {
  need_side(needs, person);
}

void PersonMerge::need_others(storage::Needs& needs, const std::vector<PersonId>& others) const {
  const PersonId merged = others.front();
  needs.add(person::kPersonById, merged);
  needs.add(kLedTo, merged);
  needs.add(casework::kCaseFilesOf, merged);
  needs.add(enrolment::kReportsOf, merged);
  needs.add(aid::kBindingsOf, merged);
  needs.add(aid::kActiveBindingsFor, merged);
  need_side(needs, merged);
}

application::Assessment PersonMerge::assess(const Asked& asked) const {
  const policy::RecordPolicy& policy = asked.policy().record;
  const PersonId merged = merged_of(asked.form, *asked.context.vault);
  application::Assessment assessment;
  const person::Person kept = person_of(asked, asked.person, person::Open::nothing);
  const person::Person other = person_of(asked, merged, person::Open::nothing);
  if (merged == asked.person) {
    assessment.obstacles.push_back({"merge_with_oneself", {}, {}});
    return assessment;
  }
  for (const person::Person* each : {&kept, &other}) {
    const Verdict own = person::check_not_merged(*each, asked.context);
    if (!own) assessment.obstacles.push_back(own.refusal().reasons.front());
  }
  if (!led_as_in_form(asked, merged)) {
    assessment.obstacles.push_back({"merge_changed_meanwhile", {}, {}});
  }
  // Of a number that may be somebody else's, only officers are told how it stands.
  std::vector<Reason>& told =
      looks_like_one(kept, other) ? assessment.obstacles : assessment.of_others;
  check_same_human(kept, other, told);
  check_nothing_open(asked, merged, told);
  assessment.materials = policy.merge_materials.value;
  assessment.material_citations = {policy.merge_materials.citation};
  assessment.handling = application::Handling::second_eyes;
  assessment.working_days = policy.merge_working_days;
  assessment.subject = payout::form_text(asked.form, "merged");
  return assessment;
}

Verdict PersonMerge::carry_out(const Asked& asked, Change& change) const {
  const PersonId merged_id = merged_of(asked.form, *asked.context.vault);
  person::Person kept = person_of(asked, asked.person, person::Open::secrets);
  person::Person merged = person_of(asked, merged_id, person::Open::secrets);
  // 退休核定 and 异地安置 are the person's, under whichever number they were decided.
  if (!kept.retired_on && merged.retired_on) {
    kept.retired_on = merged.retired_on;
    kept.retired_at = merged.retired_at;
    kept.retirement_benefits_from = merged.retirement_benefits_from;
    kept.settled_region = merged.settled_region;
    change.plan().update(person::kPerson, person::person_row(kept, *asked.context.vault));
  }
  merged.merged_into = person::Kept{kept.id, kept.recorded_at};
  change.plan().update(person::kPerson, person::person_row(merged, *asked.context.vault));
  // 合并过的编号再合并的,先前并入的编号一并指向最后保留的编号。
  for (person::Person& each : led_now(asked, merged_id)) {
    each.merged_into = merged.merged_into;
    change.plan().update(person::kPerson, person::person_row(each, *asked.context.vault));
  }
  const CarriedOver carried =
      carry_over(side_of(asked.facts, asked.person), side_of(asked.facts, merged_id), change);
  change.plan().insert(kPersonMerge, {asked.person.value(), merged_id.value(), asked.id.value(),
                                      carried.months, carried.duplicates, carried.amount.fen(),
                                      asked.context.today.days(), asked.context.entry_id});
  const std::vector<Fact> facts{{"months", std::to_string(carried.months)},
                                {"duplicates", std::to_string(carried.duplicates)},
                                {"amount", carried.amount.to_display()},
                                {"registrations", std::to_string(carried.registrations)}};
  change.tell("numbers_merged", facts);
  change.notify("numbers_merged", facts);
  change.answer("months", carried.months);
  change.answer("duplicates", carried.duplicates);
  change.answer("amount_fen", carried.amount.fen());
  change.answer("registrations", carried.registrations);
  return Nothing{};
}

}  // namespace yibao::person_merge
