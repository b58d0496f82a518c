#include "business/seal/commands_identity.h"

#include "business/access.h"
#include "business/hold/store.h"
#include "business/person/former_identity.h"
#include "business/person/name.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/seal/releasing.h"

namespace yibao::seal {

namespace {

using hold::HoldCause;

std::vector<const storage::Row*> standing_changes(const storage::Rows& history) {
  std::vector<const storage::Row*> rows;
  for (const storage::Row& row : history) {
    const bool ours = row[2].text() == hold::to_text(HoldCause::id_change) && row[7].is_null();
    if (ours) rows.push_back(&row);
  }
  return rows;
}

}  // namespace

std::vector<storage::Subject> IdentityCommand::subjects() const {
  return {storage::Subject::person(person_)};
}

void IdentityCommand::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(person::kInsuredRegionsOf, person_);
  needs.add(hold::kHoldHistoryOf, person_);
}

// The person; or an officer of an agency where the person is or was insured.
Verdict IdentityCommand::authorise(const business::Actor& actor,
                                   const storage::Facts& facts) const {
  if (actor.is(business::Role::participant)) return business::may_act_for(actor, person_);
  return person::may_serve(actor, person_, facts);
}

business::CommandOrRefusal ReportIdentityChange::parse(const business::Request& request,
                                                       const business::Context& context,
                                                       storage::Session&) {
  auto command = std::make_unique<ReportIdentityChange>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->note_ = reader.text("note", 200);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> ReportIdentityChange::decide(const storage::Facts& facts,
                                                     const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  if (!standing_changes(facts.rows(hold::kHoldHistoryOf, person_)).empty()) {
    return refuse("identity_change_reported");
  }
  storage::Plan plan;
  plan.event = "identity_change_reported";
  hold::NewHold hold;
  hold.person = person_;
  hold.cause = HoldCause::id_change;
  hold.note = note_;
  const HoldId id = hold::set_hold(plan, hold, context);
  plan.notify(person_, "identity_change_held", {{"since", context.today.to_string()}});
  plan.answer = Tree::object(
      {{"hold", context.vault->outside_id(storage::IdKind::hold, id.value(), context.now)},
       {"cause", hold::to_text(hold.cause)},
       {"since", context.today.to_string()}});
  return plan;
}

business::CommandOrRefusal UpdateIdentity::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session&) {
  auto command = std::make_unique<UpdateIdentity>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->name_ = person::read_name_if_given(reader);
  command->evidence_ = reader.text("evidence", 200);
  command->expires_on_ = reader.optional_date("document_expires_on");
  const std::string kind_text = reader.text_or("identity_kind", 40, "citizen_identity_card");
  const std::string number = reader.text("identity_number", 30);
  const std::optional<IdentityKind> kind = parse_identity_kind(kind_text);
  if (!kind) reader.add({"member_unknown_code", {{"member", "identity_kind"}}, {}});
  if (kind && reader.ok_so_far()) {
    const Decision<IdentityFacts> facts = check_identity(*kind, number, context.today);
    if (facts) {
      command->kind_ = *kind;
      command->identity_ = *facts;
      command->claim_ = person::identity_claim(*context.vault, *kind, facts->number);
    } else {
      for (const Reason& reason : facts.refusal().reasons) reader.add(reason);
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void UpdateIdentity::need(storage::Needs& needs) const {
  IdentityCommand::need(needs);
  needs.add(person::kPersonOfClaim, storage::Value(claim_));
  needs.add(person::kFormerIdentitiesOf, person_);
}

// 新的证件应当在有效期内,号码不属于他人(R-087、R-097).
Verdict UpdateIdentity::check(const person::Person& known, const storage::Facts& facts,
                              const business::Context& context) const {
  if (Verdict alive = person::check_alive(known, context.today); !alive) return alive;
  if (expires_on_ && *expires_on_ < context.today) {
    return refuse("identity_document_expired", {{"expired_on", expires_on_->to_string()}});
  }
  for (const storage::Row& row : facts.rows(person::kPersonOfClaim, storage::Value(claim_))) {
    if (row[2].integer() != person_.value()) return refuse("identity_number_of_another");
  }
  const bool same = known.identity_kind == kind_ &&
                    known.identity_number.reveal() == identity_.number.reveal() &&
                    (name_.empty() || name_ == known.name);
  if (same && standing_changes(facts.rows(hold::kHoldHistoryOf, person_)).empty()) {
    return refuse("identity_unchanged");
  }
  return Nothing{};
}

Decision<storage::Plan> UpdateIdentity::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  Decision<person::Person> found =
      person::require_person(facts, person_, context, person::Open::secrets);
  if (!found) return found.refusal();
  person::Person person = std::move(found).value();
  if (const Verdict may = check(person, facts, context); !may) return may.refusal();
  storage::Plan plan;
  plan.event = "identity_updated";
  const storage::Rows& former = facts.rows(person::kFormerIdentitiesOf, person_);
  plan.insert(
      person::kFormerIdentity,
      person::former_identity_row(person, static_cast<int>(former.size()) + 1, evidence_, context));
  person.identity_kind = kind_;
  person.identity_number = identity_.number;
  if (identity_.birth) person.birth_date = *identity_.birth;
  if (identity_.sex) person.sex = *identity_.sex;
  if (!name_.empty()) person.name = name_;
  plan.update(person::kPerson, person::person_row(person, *context.vault));
  // A number that was theirs before is claimed already: claims are never given up.
  if (facts.rows(person::kPersonOfClaim, storage::Value(claim_)).empty()) {
    plan.insert(person::kClaim, {person::kIdentityClaim, claim_, person_.value()});
  }
  int released = 0;
  for (const storage::Row* row : standing_changes(facts.rows(hold::kHoldHistoryOf, person_))) {
    release_hold(plan, *row, {Ground::identity_updated, {}, evidence_}, context);
    ++released;
  }
  plan.notify(person_, "identity_updated", {});
  plan.answer = Tree::object({{"name", mask_name(person.name)},
                              {"identity_number", mask_identity(person.identity_number)},
                              {"holds_released", released}});
  return plan;
}

}  // namespace yibao::seal
