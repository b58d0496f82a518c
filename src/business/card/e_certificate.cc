#include "business/card/e_certificate.h"

#include "business/card/face.h"
#include "business/card/holds.h"
#include "business/card/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/authorisation.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "policy/policy_set.h"
#include "storage/digest.h"

namespace yibao::card {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer},    {"state", ColumnType::text},
    {"activated_on", ColumnType::integer}, {"revoked_on", ColumnType::integer},
    {"code_hash", ColumnType::bytes},      {"code_until", ColumnType::integer},
    {"code_used", ColumnType::integer},    {"recorded_at", ColumnType::integer}};

enum Place : std::size_t { kPerson, kState, kActivated, kRevoked, kHash, kUntil, kUsed, kRecorded };

bool is_active(const storage::Rows& rows) {
  return !rows.empty() && rows.front()[kState].text() == "active";
}

// Nobody can guess it, and the plan stays a function of its facts: it follows from the entry's
// number under a key.
std::string new_code(const business::Context& context, PersonId person) {
  const std::string bytes =
      context.vault
          ->keyed_hash("e_certificate.code",
                       std::to_string(person.value()) + ":" + std::to_string(context.ids->next()))
          .data;
  return "ec" + storage::to_hex(bytes);
}

constexpr storage::Statement kOfCode{
    "e_certificate_of_code",
    "SELECT person_id, state, activated_on, revoked_on, code_hash, code_until, code_used, "
    "recorded_at FROM e_certificate WHERE code_hash = $1 ORDER BY person_id LIMIT 1"};

}  // namespace

const storage::Table kECertificate{
    84, "e_certificate", kColumns, 1, storage::Owner::person, 0, storage::Mutability::mutable_rows};

const storage::KeyedSelect kECertificateOf{
    "e_certificate_of",
    "SELECT person_id, state, activated_on, revoked_on, code_hash, code_until, code_used, "
    "recorded_at FROM e_certificate WHERE person_id {key} ORDER BY person_id"};

storage::Bytes hash_of_code(const storage::Vault& vault, const std::string& code) {
  return vault.keyed_hash("e_certificate.code_hash", code);
}

Verdict check_e_certificate(const storage::Rows& rows) {
  if (!is_active(rows)) return refuse("e_certificate_not_active");
  return Nothing{};
}

Decision<storage::Row> spend_code(const storage::Rows& rows, const std::string& code,
                                  const business::Context& context) {
  if (const Verdict active = check_e_certificate(rows); !active) return active.refusal();
  storage::Row row = rows.front();
  if (row[kHash].is_null() || row[kHash].bytes() != hash_of_code(*context.vault, code)) {
    return refuse("code_unknown");
  }
  if (row[kUsed].integer() == 1) return refuse("code_used");
  if (context.now.milliseconds() >= row[kUntil].integer()) return refuse("code_expired");
  row[kUsed] = 1;
  return row;
}

Decision<PersonId> find_presenter(storage::Session& session, const std::string& code,
                                  const business::Context& context) {
  const storage::Rows rows = session.select(kOfCode, {hash_of_code(*context.vault, code)});
  if (rows.empty()) return refuse("code_unknown");
  const Decision<storage::Row> valid = spend_code(rows, code, context);
  if (!valid) return valid.refusal();
  return PersonId(rows.front()[kPerson].integer());
}

std::vector<storage::Subject> ECertificateCommand::subjects() const {
  return {storage::Subject::person(person_)};
}

void ECertificateCommand::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(person::kAuthorisationsOf, person_);
  needs.add(person::kInsuredRegionsOf, person_);
  needs.add(kECertificateOf, person_);
}

Verdict ECertificateCommand::authorise(const business::Actor& actor,
                                       const storage::Facts& facts) const {
  if (actor.is_officer()) return person::may_serve(actor, person_, facts);
  return person::may_act_for(actor, person_, facts);
}

Decision<storage::Plan> ECertificateCommand::decide(const storage::Facts& facts,
                                                    const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  const policy::RegionPolicy& place =
      context.policies->on(person::latest_place(facts, person_), context.today);
  const policy::ActivationPolicy& ages = place.activation;
  const auto by = person::acting_for(*context.actor, *person, facts, "card", ages, context.today);
  if (!by) return by.refusal();
  if (*by && !only_ends_it()) {
    if (const Verdict may = person::check_agent_admitted(**by, true, place); !may) {
      return may.refusal();
    }
  }
  if (context.actor->person() == person_) {
    if (const Verdict own = person::check_own_age(*person, ages, context.today); !own) {
      return own.refusal();
    }
  }
  return change(facts, context);
}

business::CommandOrRefusal ActivateECertificate::parse(const business::Request& request,
                                                       const business::Context& context,
                                                       storage::Session& session) {
  auto command = std::make_unique<ActivateECertificate>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  const std::string proof = reader.text("proof", 400);
  command->face_.ask(proof, command->person_, reader, context, session);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void ActivateECertificate::need(storage::Needs& needs) const {
  ECertificateCommand::need(needs);
  face_.need(needs);
}

Decision<storage::Plan> ActivateECertificate::change(const storage::Facts& facts,
                                                     const business::Context& context) const {
  const storage::Rows& rows = rows_in(facts);
  if (is_active(rows)) {
    return refuse(
        "already_active",
        {{"since", Date::from_days(static_cast<std::int32_t>(rows.front()[kActivated].integer()))
                       .to_string()}});
  }
  if (const Verdict tries = face_.check_tries(facts, context); !tries) return tries.refusal();
  if (auto failed = face_.not_passed(facts, context)) {
    failed->answer.set("state", rows.empty() ? "none" : rows.front()[kState].text());
    return std::move(*failed);
  }
  storage::Plan plan;
  face_.record(plan, context);
  plan.event = "e_certificate_activated";
  plan.save(kECertificate,
            {person_.value(), "active", context.today.days(), Value(), Value(), Value(), 0,
             context.now.milliseconds()},
            rows.empty());
  plan.notify(person_, "e_certificate_activated", {{"since", context.today.to_string()}});
  plan.answer = Tree::object({{"state", "active"}, {"activated_on", context.today.to_string()}});
  return plan;
}

business::CommandOrRefusal IssueCode::parse(const business::Request& request,
                                            const business::Context& context, storage::Session&) {
  auto command = std::make_unique<IssueCode>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void IssueCode::need(storage::Needs& needs) const {
  ECertificateCommand::need(needs);
  needs.add(kCardsOf, person_);
  needs.add(hold::kHoldsOf, person_);
}

// 凭证不能使用的,不出动态码: what the till would refuse is said here, where it can be helped.
Decision<storage::Plan> IssueCode::change(const storage::Facts& facts,
                                          const business::Context& context) const {
  const storage::Rows& rows = rows_in(facts);
  if (!is_active(rows)) return refuse("e_certificate_not_active");
  const auto holds =
      hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, person_)), context.today);
  const Verdict serves = e_certificate_verdict(holds, read_cards(facts.rows(kCardsOf, person_)),
                                               *context.policies, context.today);
  if (!serves) return serves.refusal();
  const auto& seconds =
      context.policies->on(RegionCode::nation(), context.today).card.e_certificate_code_seconds;
  const Instant until =
      Instant::from_milliseconds(context.now.milliseconds() + std::int64_t{seconds.value} * 1000);
  const std::string code = new_code(context, person_);
  storage::Row row = rows.front();
  row[kHash] = hash_of_code(*context.vault, code);
  row[kUntil] = until.milliseconds();
  row[kUsed] = 0;
  storage::Plan plan;
  plan.event = "e_certificate_code_issued";
  plan.update(kECertificate, std::move(row));
  // The stored answer keeps the code, for the repeated call; it is worth nothing after a minute.
  plan.answer = Tree::object(
      {{"code", code}, {"until", until.to_string()}, {"seconds", std::int64_t{seconds.value}}});
  return plan;
}

business::CommandOrRefusal RevokeECertificate::parse(const business::Request& request,
                                                     const business::Context& context,
                                                     storage::Session&) {
  auto command = std::make_unique<RevokeECertificate>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> RevokeECertificate::change(const storage::Facts& facts,
                                                   const business::Context& context) const {
  const storage::Rows& rows = rows_in(facts);
  if (!is_active(rows)) return refuse("e_certificate_not_active");
  storage::Row row = rows.front();
  row[kState] = "revoked";
  row[kRevoked] = context.today.days();
  row[kHash] = row[kUntil] = Value();
  row[kUsed] = 0;
  storage::Plan plan;
  plan.event = "e_certificate_revoked";
  plan.update(kECertificate, std::move(row));
  plan.notify(person_, "e_certificate_revoked", {{"revoked_on", context.today.to_string()}});
  plan.answer = Tree::object({{"state", "revoked"}, {"revoked_on", context.today.to_string()}});
  return plan;
}

}  // namespace yibao::card
