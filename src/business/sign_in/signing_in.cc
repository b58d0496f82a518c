#include "business/sign_in/signing_in.h"

#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/sign_in/by_enquiry_password.h"
#include "business/sign_in/codes.h"
#include "business/sign_in/identifier.h"
#include "business/sign_in/limits.h"
#include "business/sign_in/organisation.h"
#include "business/sign_in/rules.h"
#include "business/staff/store.h"
#include "storage/password.h"
#include "storage/totp.h"

namespace yibao::sign_in {

namespace {

constexpr std::int64_t kSourceKnownMilliseconds = 30LL * 86'400'000;
constexpr std::size_t kTypedMax = 100;
constexpr std::size_t kDeviceMax = 60;

// What was typed.
struct Typed {
  Kind kind = Kind::password;
  std::string account;  // as it was typed: for the limits
  std::string secret;
  std::string code;
  std::string state;    // organisation
  std::string binding;  // organisation
};

class SignIn : public business::Proof {
 public:
  Typed typed;
  std::optional<PersonAccount> person;
  std::optional<StaffAccount> staff;
  std::optional<Code> code;
  Arrival arrival;
  business::Context context;  // of the moment when it was read; its actor is not looked at
  std::vector<business::Limit> all_limits;

  Takes takes() const override {
    return typed.kind == Kind::phone_code ? Takes::no_time : Takes::hashing;
  }
  std::vector<business::Limit> limits() const override { return all_limits; }
  Token token() const override { return {arrival.token, arrival.in_answer}; }

  business::CommandOrRefusal prove() override {
    Shown shown = claimed();
    const bool right = typed.kind == Kind::phone_code
                           ? is_right_code(code, typed.code, context) && person.has_value()
                           : is_right_secret(shown);
    if (!right) return sign_in_failed();
    return business::CommandOrRefusal(
        std::make_unique<OpenSession>(std::move(shown), arrival, context.now));
  }

  std::unique_ptr<business::Command> failure() override {
    if (!person && !staff) return nullptr;
    return std::make_unique<RecordFailure>(claimed());
  }

 private:
  Shown claimed() const {
    Shown shown;
    shown.kind = typed.kind;
    shown.code_id = code ? code->id : 0;
    if (staff) {
      shown.holder = Holder::staff;
      shown.holder_id = staff->credential;
      shown.region = staff->region;
    } else if (person) {
      shown.holder_id = person->person.value();
    }
    return shown;
  }

  // Hashes in any case, and looks at the rest only afterwards.
  bool is_right_secret(Shown& shown) const {
    std::string hash;
    if (staff) hash = staff->password_hash;
    if (person && may_use_password()) hash = person->password_hash;
    const bool right =
        storage::is_password(hash.empty() ? storage::nobodys_password_hash() : hash, typed.secret);
    shown.password_hash = hash;
    if (!right || hash.empty()) return false;
    if (!staff) return true;
    const auto step =
        storage::accepted_totp_step(staff->totp_secret, typed.code, context.now, staff->totp_step);
    shown.totp_step = step.value_or(0);
    return step.has_value() && !staff->disabled;
  }

  // A secret of one use serves with the insurance number that it was made for, and in its time.
  bool may_use_password() const {
    if (!person->initial) return true;
    return typed.kind == Kind::insurance_number && context.now < *person->initial_until;
  }
};

Typed read_typed(business::Reader& reader) {
  Typed typed;
  const std::string kind = reader.code("kind", {"phone_code", "password", "insurance_number",
                                                "staff", "organisation", "enquiry_password"});
  if (kind == "phone_code") {
    typed.kind = Kind::phone_code;
    typed.account = reader.text("phone", 20);
    typed.code = reader.text("code", 10);
  } else if (kind == "organisation") {
    typed.kind = Kind::organisation;
    typed.code = reader.text("code", 2'000);
    typed.state = reader.text("returned_state", 1'000);
    typed.binding = reader.text("binding", 100);
  } else if (kind == "enquiry_password") {
    typed.kind = Kind::enquiry_password;
    typed.account = reader.text("account", 40);
    typed.secret = reader.text("password", kTypedMax);
  } else if (kind == "insurance_number") {
    typed.kind = Kind::insurance_number;
    typed.account = reader.text("insurance_number", 40);
    typed.secret = reader.text("secret", kTypedMax);
  } else {
    typed.kind = kind == "staff" ? Kind::staff : Kind::password;
    typed.account = reader.text("account", 40);
    typed.secret = reader.text("password", kTypedMax);
    if (kind == "staff") typed.code = reader.text("totp", 10);
  }
  return typed;
}

void find_person(SignIn& proof, storage::Session& session) {
  PersonId person;
  if (proof.typed.kind == Kind::insurance_number) {
    person = person_of_insurance_number(proof.typed.account, proof.context, session);
  } else {
    person = person_of_identifier(proof.typed.account, proof.context, session);
  }
  if (person.is_none()) return;
  const storage::Value key[] = {storage::Value(person.value())};
  const storage::Rows rows = session.select_keyed(kPersonAccountOf, key).front();
  if (!rows.empty()) proof.person = read_person_account(rows.front(), *proof.context.vault);
}

void find_account(SignIn& proof, storage::Session& session) {
  const storage::Vault& vault = *proof.context.vault;
  if (proof.typed.kind == Kind::staff) {
    const storage::Value key[] = {storage::Value(proof.typed.account)};
    const auto row = behind_key(session.select_keyed(kStaffAccountOf, key).front());
    if (row) proof.staff = read_staff_account(*row, vault);
    // Who has left, or holds the role no longer, is let in no more than who is not known at all.
    const auto role = row ? business::role_of(proof.staff->role) : std::nullopt;
    if (role && !staff::lets_in(proof.staff->actor_id, *role, proof.context.today, session)) {
      proof.staff->disabled = true;
    }
  } else if (proof.typed.kind == Kind::phone_code) {
    const Phone phone(proof.typed.account);
    const storage::Value key[] = {storage::Value(phone_hash(vault, phone))};
    const auto row = behind_key(session.select_keyed(kPersonOfPhone, key).front());
    if (row) proof.person = read_person_account(*row, vault);
    proof.code = latest_code(phone, Purpose::sign_in, proof.context, session);
  } else {
    find_person(proof, session);
  }
}

Source source_of(const SignIn& proof, storage::Session& session) {
  if (!proof.person && !proof.staff) return Source::unknown;
  const Holder holder = proof.staff ? Holder::staff : Holder::person;
  const std::int64_t id = proof.staff ? proof.staff->credential : proof.person->person.value();
  const storage::Rows rows =
      session.select(kCameFrom, {to_text(holder), id, proof.arrival.source_hash,
                                 proof.context.now.milliseconds() - kSourceKnownMilliseconds});
  return rows.empty() ? Source::unknown : Source::known;
}

}  // namespace

Refusal sign_in_failed() {
  return refuse(RefusalKind::unauthenticated, "sign_in_failed");
}

Decision<std::unique_ptr<business::Proof>> sign_in(const business::Request& request,
                                                   const business::Context& context,
                                                   storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  auto proof = std::make_unique<SignIn>();
  proof->typed = read_typed(reader);
  const bool in_answer = reader.code_or("answer", {"token", "cookie"}, "cookie") == "token";
  const std::string device = reader.text_or("device", kDeviceMax, "");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  proof->arrival = arrival_of(request, context, in_answer);
  proof->arrival.device = device;
  if (proof->typed.kind == Kind::organisation) {
    return sign_in_by_organisation({proof->typed.code, proof->typed.state, proof->typed.binding},
                                   proof->arrival, request, context);
  }
  if (proof->typed.kind == Kind::enquiry_password) {
    return sign_in_by_enquiry_password(proof->typed.account, proof->typed.secret, proof->arrival,
                                       request, context, session);
  }
  proof->context = context;
  proof->context.actor = nullptr;
  find_account(*proof, session);
  proof->all_limits =
      sign_in_limits(proof->typed.account, source_of(*proof, session), request, context);
  return std::unique_ptr<business::Proof>(std::move(proof));
}

std::vector<storage::Subject> OpenSession::subjects() const {
  if (shown_.holder == Holder::person || shown_.region.is_nation()) {
    return {subject_of(shown_.holder, shown_.holder_id)};
  }
  return {subject_of(shown_.holder, shown_.holder_id), storage::Subject::region(shown_.region)};
}

void OpenSession::need(storage::Needs& needs) const {
  need_open_sessions(needs, shown_.holder, shown_.holder_id, now_);
  if (shown_.holder == Holder::staff) {
    needs.add(kStaffAccountOfId, storage::Value(shown_.holder_id));
    return;
  }
  needs.add(person::kPersonById, PersonId(shown_.holder_id));
  needs.add(kPersonAccountOf, PersonId(shown_.holder_id));
  if (shown_.kind == Kind::phone_code) needs.add(kCodeOf, storage::Value(shown_.code_id));
}

void OpenSession::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  if (shown_.holder == Holder::staff) return;
  const storage::Rows& rows = facts.rows(person::kPersonById, PersonId(shown_.holder_id));
  if (!rows.empty() && !rows.front()[11].is_null()) {
    needs.add(person::kPersonById, PersonId(rows.front()[11].integer()));
  }
}

Verdict OpenSession::authorise(const business::Actor&, const storage::Facts&) const {
  return Nothing{};  // it was proved
}

Decision<storage::Plan> OpenSession::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  return shown_.holder == Holder::person ? decide_person(facts, context)
                                         : decide_staff(facts, context);
}

Decision<storage::Plan> OpenSession::decide_person(const storage::Facts& facts,
                                                   const business::Context& context) const {
  const PersonId id(shown_.holder_id);
  const storage::Rows& rows = facts.rows(kPersonAccountOf, id);
  const storage::Rows& people = facts.rows(person::kPersonById, id);
  if (rows.empty() || people.empty()) return sign_in_failed();
  const person::Person person =
      person::read_person(people.front(), *context.vault, person::Open::nothing);
  // 合并后: the sign-in of the merged number opens the kept one's (kSessionOfDigest), as long as
  // the kept one lives.
  if (!person.is_alive()) return sign_in_failed();
  if (person.merged_into) {
    const storage::Rows& kept = facts.rows(person::kPersonById, person.merged_into->id);
    const bool alive =
        !kept.empty() &&
        person::read_person(kept.front(), *context.vault, person::Open::nothing).is_alive();
    if (!alive) return sign_in_failed();
  }
  PersonAccount account = read_person_account(rows.front(), *context.vault);
  const bool initial = account.initial && shown_.kind == Kind::insurance_number;
  if (!shown_.password_hash.empty() && account.password_hash != shown_.password_hash) {
    return sign_in_failed();
  }
  storage::Plan plan;
  plan.event = "signed_in";
  if (shown_.kind == Kind::phone_code && !use_code(plan, facts, shown_.code_id, context)) {
    return sign_in_failed();
  }
  const int failures = account.failures;
  account.failures = 0;
  account.signed_in_at = context.now;
  if (initial) {  // it has served once
    account.password_hash.clear();
    account.initial = false;
    account.initial_until.reset();
  }
  plan.update(kPersonSignIn, person_account_row(account, *context.vault));
  const Holding holding{Holder::person, id.value(), business::Role::participant,
                        id.value(),     {},         person.name};
  open_session(plan, facts.rows(kOpenSessions), holding, arrival_, shown_.kind, initial, context);
  const person::Kept whose = person.merged_into.value_or(person::Kept{id, person.recorded_at});
  plan.answer.set("person", context.vault->outside_id(storage::IdKind::person, whose.id.value(),
                                                      whose.recorded_at));
  plan.answer.set("failures_before", std::int64_t{failures});
  return plan;
}

Decision<storage::Plan> OpenSession::decide_staff(const storage::Facts& facts,
                                                  const business::Context& context) const {
  const auto row = behind_key(facts.rows(kStaffAccountOfId, storage::Value(shown_.holder_id)));
  if (!row) return sign_in_failed();
  StaffAccount account = read_staff_account(*row, *context.vault);
  // Two at once with the same code: the second one is late.
  if (account.disabled || account.password_hash != shown_.password_hash ||
      shown_.totp_step <= account.totp_step) {
    return sign_in_failed();
  }
  const std::optional<business::Role> role = business::role_of(account.role);
  if (!role) return sign_in_failed();
  storage::Plan plan;
  plan.event = "staff_signed_in";
  const int failures = account.failures;
  account.failures = 0;
  account.signed_in_at = context.now;
  account.totp_step = shown_.totp_step;
  plan.update(kStaffSignIn, staff_account_row(account, *context.vault));
  const Holding holding{Holder::staff,
                        account.credential,
                        *role,
                        account.actor_id,
                        account.region.is_nation() ? RegionCode() : account.region,
                        account.name};
  open_session(plan, facts.rows(kOpenSessions), holding, arrival_, shown_.kind, account.initial,
               context);
  plan.answer.set("failures_before", std::int64_t{failures});
  return plan;
}

std::vector<storage::Subject> RecordFailure::subjects() const {
  if (shown_.holder == Holder::person) return {subject_of(Holder::person, shown_.holder_id)};
  return {storage::Subject::region(shown_.region)};
}

void RecordFailure::need(storage::Needs& needs) const {
  if (shown_.holder == Holder::staff) {
    needs.add(kStaffAccountOfId, storage::Value(shown_.holder_id));
  } else {
    needs.add(kPersonAccountOf, PersonId(shown_.holder_id));
    needs.add(kCodeOf, storage::Value(shown_.code_id));
  }
}

Verdict RecordFailure::authorise(const business::Actor&, const storage::Facts&) const {
  return Nothing{};
}

Decision<storage::Plan> RecordFailure::decide(const storage::Facts& facts,
                                              const business::Context& context) const {
  storage::Plan plan;
  plan.event = "sign_in_failed";
  const auto count = [&](auto account) {
    account.failures += 1;
    account.failed_at = context.now;
    return account;
  };
  const storage::Vault& vault = *context.vault;
  if (shown_.holder == Holder::staff) {
    const auto row = behind_key(facts.rows(kStaffAccountOfId, storage::Value(shown_.holder_id)));
    if (row) {
      plan.update(kStaffSignIn, staff_account_row(count(read_staff_account(*row, vault)), vault));
    }
    return plan;
  }
  const storage::Rows& rows = facts.rows(kPersonAccountOf, PersonId(shown_.holder_id));
  if (!rows.empty()) {
    plan.update(kPersonSignIn,
                person_account_row(count(read_person_account(rows.front(), vault)), vault));
  }
  const storage::Rows& codes = facts.rows(kCodeOf, storage::Value(shown_.code_id));
  if (!codes.empty()) {
    Code code = read_code(codes.front(), vault);
    code.tries += 1;
    plan.update(kCode, code_row(code, vault));
  }
  return plan;
}

}  // namespace yibao::sign_in
