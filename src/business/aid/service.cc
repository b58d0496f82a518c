#include "business/aid/service.h"

#include "business/account/store.h"
#include "business/aid/facts.h"
#include "business/aid/rules.h"
#include "business/aid/store.h"
#include "business/application/change.h"
#include "business/enrolment/store.h"
#include "business/payout/form.h"
#include "business/person/reference.h"
#include "business/person/store.h"

namespace yibao::aid {

namespace {

using application::Asked;

PersonId relative_of(const Tree& form, const storage::Vault& vault) {
  const auto id = vault.inside_id(storage::IdKind::person, payout::form_text(form, "relative"));
  return id ? PersonId(id->id) : PersonId();
}

Money limit_of(const Tree& form) {
  const Tree* limit = form.find("limit_fen");
  return limit != nullptr && limit->integer() != nullptr ? Money::fen(*limit->integer()) : Money();
}

std::optional<Date> death_of(const Asked& asked, PersonId person) {
  return person::read_person(asked.facts.rows(person::kPersonById, person).front(),
                             *asked.context.vault, person::Open::nothing)
      .died_on;
}

BindFacts facts_of(const Asked& asked) {
  const PersonId relative = relative_of(asked.form, *asked.context.vault);
  BindFacts facts;
  facts.today = asked.context.today;
  facts.relation = *parse_relation(payout::form_text(asked.form, "relation"));
  facts.same_person = relative == asked.person;
  const business::Actor& actor = *asked.context.actor;
  facts.with_own_agent = relative == actor.person() && actor.person() != asked.person;
  facts.payer_died_on = death_of(asked, asked.person);
  facts.beneficiary_died_on = death_of(asked, relative);
  facts.payer_has_account = !asked.facts.rows(account::kAccountsOf, asked.person).empty();
  facts.payer_region = place_of(asked.facts, asked.person);
  facts.beneficiary_region = place_of(asked.facts, relative);
  facts.bound_already =
      active_for(asked.facts.rows(kBindingsOf, asked.person), relative).has_value();
  facts.limit_per_year = limit_of(asked.form);
  return facts;
}

}  // namespace

std::vector<business::Field> AidApplication::fields() const {
  using business::FieldKind;
  return {{"relative", FieldKind::object, true,
           "亲属:person,或者 identity_kind、identity_number;本人申请的,另填 name"},
          {"relation", FieldKind::text, true,
           "亲属关系:spouse、parent、child、sibling、grandparent、maternal_grandparent、grandchild "
           "或 maternal_grandchild"},
          {"limit_fen", FieldKind::fen, false, "每年最多共济的金额(分),默认不限"}};
}

void AidApplication::read_form(business::Reader& reader, const business::Context&,
                               Tree& form) const {
  form.set("relation",
           reader.code("relation", {"spouse", "parent", "child", "sibling", "grandparent",
                                    "maternal_grandparent", "grandchild", "maternal_grandchild"}));
  if (const std::optional<Money> limit = reader.optional_fen("limit_fen")) {
    // Zero would be kept as no limit at all; who wants none leaves it out.
    if (limit->is_zero()) {
      reader.add({"amount_out_of_range",
                  {{"member", "limit_fen"},
                   {"least", Money::fen(1).to_display()},
                   {"most", Money::fen(Money::kMaxFen).to_display()}},
                  {}});
    }
    form.set("limit_fen", limit->fen());
  }
}

void AidApplication::read_people(business::Reader& reader, const business::Request& request,
                                 const business::Context& context, storage::Session& session,
                                 Tree& form) const {
  const person::Named named =
      person::read_named_member(reader, "relative", request, context, session);
  form.set("relative", named.id);
  form.set("relative_name", named.name);
}

std::vector<PersonId> AidApplication::others(const Tree& form, const storage::Vault& vault) const {
  return {relative_of(form, vault)};
}

void AidApplication::need(storage::Needs& needs, PersonId person, RegionCode, const Tree&) const {
  needs.add(account::kAccountsOf, person);
  needs.add(enrolment::kEnrolmentsOf, person);
  needs.add(kBindingsOf, person);
}

void AidApplication::need_others(storage::Needs& needs, const std::vector<PersonId>& others) const {
  needs.add(person::kPersonById, others.front());
  needs.add(account::kAccountsOf, others.front());
  needs.add(enrolment::kEnrolmentsOf, others.front());
}

application::Assessment AidApplication::assess(const Asked& asked) const {
  const policy::RegionPolicy& policy = asked.policy();
  const BindFacts facts = facts_of(asked);
  application::Assessment assessment;
  assessment.obstacles = find_obstacles(facts, policy);
  if (!facts.same_person) assessment.of_others = find_obstacles_of_relative(facts, policy.aid);
  // Merged since it was named: the kept number is named instead (N-12).
  const PersonId relative = relative_of(asked.form, *asked.context.vault);
  if (const auto own = person::require_person(asked.facts, relative, asked.context); !own) {
    assessment.of_others.push_back(own.refusal().reasons.front());
  }
  assessment.materials = policy.aid.materials.value;
  assessment.material_citations = {policy.aid.materials.citation};
  assessment.working_days = policy.aid.working_days;
  assessment.subject = payout::form_text(asked.form, "relative");
  if (const auto source = source_of(facts.relation, policy.aid)) {
    assessment.reasons.push_back(
        {"aid_relation_named", {{"relation", std::string(to_text(facts.relation))}}, {*source}});
  }
  return assessment;
}

Verdict AidApplication::carry_out(const Asked& asked, application::Change& change) const {
  Binding binding;
  binding.payer = asked.person;
  binding.id = asked.context.ids->next();
  binding.beneficiary = relative_of(asked.form, *asked.context.vault);
  binding.relation = *parse_relation(payout::form_text(asked.form, "relation"));
  binding.limit_per_year = limit_of(asked.form);
  binding.since = asked.context.today;
  binding.application = asked.id;
  binding.recorded_at = asked.context.now;
  change.plan().insert(kAidBinding, binding_row(binding));
  const std::string id =
      asked.context.vault->outside_id(storage::IdKind::aid_binding, binding.id, asked.context.now);
  change.answer("binding", id);
  change.tell("aid_bound", {{"relation", std::string(to_text(binding.relation))}});
  change.plan().notify(binding.beneficiary, "aid_bound",
                       {{"relation", std::string(to_text(binding.relation))}});
  return Nothing{};
}

}  // namespace yibao::aid
