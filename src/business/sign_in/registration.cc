#include "business/sign_in/registration.h"

#include <algorithm>

#include "base/identity_document.h"
#include "business/card/registration.h"
#include "business/person/by_number.h"
#include "business/person/name.h"
#include "business/person/phone.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/sign_in/codes.h"
#include "business/sign_in/consent.h"
#include "business/sign_in/limits.h"
#include "business/sign_in/own.h"
#include "business/sign_in/phone.h"
#include "business/sign_in/rules.h"
#include "business/sign_in/sessions.h"
#include "business/verifier.h"
#include "storage/password.h"

namespace yibao::sign_in {

namespace {

constexpr std::size_t kTypedMax = 100;
constexpr std::size_t kProofMax = 400;

// What was shown, and so what is written.
struct Shown {
  NewPhone phone;
  std::int64_t code_id = 0;
  std::int64_t old_code_id = 0;
  std::string password_hash;  // a new one; empty: it stays as it is
  int level = 0;              // 实名等级 that this has shown; 0: it stays as it is
  std::vector<std::string> consents;
  Arrival arrival;
  Instant now;
  bool registers = false;
};

class TakePhone : public business::Command {
 public:
  explicit TakePhone(Shown shown) : shown_(std::move(shown)) {}

  std::vector<storage::Subject> subjects() const override { return subjects_of(shown_.phone); }
  void need(storage::Needs& needs) const override {
    sign_in::need(shown_.phone, needs);
    needs.add(kCodeOf, storage::Value(shown_.code_id));
    if (shown_.old_code_id != 0) needs.add(kCodeOf, storage::Value(shown_.old_code_id));
    needs.add(card::kRegistrationOf, shown_.phone.person);
    need_consents(needs, shown_.phone.person);
    need_open_sessions(needs, Holder::person, shown_.phone.person.value(), shown_.now);
  }
  Verdict authorise(const business::Actor&, const storage::Facts&) const override {
    return Nothing{};  // it was proved
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    const PersonId id = shown_.phone.person;
    const Decision<person::Person> person =
        person::require_person(facts, id, context, person::Open::secrets);
    if (!person) return person.refusal();
    storage::Plan plan;
    plan.event = shown_.registers ? "account_registered" : event_of(shown_.phone);
    const bool used =
        use_code(plan, facts, shown_.code_id, context) &&
        (shown_.old_code_id == 0 || use_code(plan, facts, shown_.old_code_id, context));
    if (!used) return refuse(RefusalKind::unauthenticated, "code_wrong");
    const storage::Rows& rows = facts.rows(kPersonAccountOf, id);
    PersonAccount account;
    if (!rows.empty()) account = read_person_account(rows.front(), *context.vault);
    account.person = id;
    if (rows.empty()) account.recorded_at = context.now;
    give_phone(plan, account, *person, shown_.phone, facts, context);
    if (!shown_.password_hash.empty()) {
      account.password_hash = shown_.password_hash;
      account.initial = false;
      account.initial_until.reset();
    }
    account.failures = 0;
    account.signed_in_at = context.now;
    plan.save(kPersonSignIn, person_account_row(account, *context.vault), rows.empty());
    raise_level(plan, facts, context);
    give_consents(plan, facts, id, shown_.consents, context);
    if (!shown_.phone.shared) {
      end_sessions(plan, facts.rows(kOpenSessions), End::phone_changed, {}, context);
    }
    open_session(
        plan, {},
        {Holder::person, id.value(), business::Role::participant, id.value(), {}, person->name},
        shown_.arrival, Kind::phone_code, false, context);
    plan.answer.set("person", context.vault->outside_id(storage::IdKind::person, id.value(),
                                                        person->recorded_at));
    plan.answer.set("real_name_level",
                    std::int64_t{std::max(shown_.level, card::real_name_level(facts, id))});
    plan.notify(id, plan.event, {});
    return plan;
  }

 private:
  void raise_level(storage::Plan& plan, const storage::Facts& facts,
                   const business::Context& context) const {
    const PersonId id = shown_.phone.person;
    const int before = card::real_name_level(facts, id);
    if (shown_.level <= before) return;
    plan.save(card::kRegistration, {id.value(), shown_.level, context.now.milliseconds()},
              before == 0);
  }

  Shown shown_;
};

// The facts that a proof weighs; all were looked up before, whatever they are.
class PhoneProof : public business::Proof {
 public:
  Shown shown;
  std::optional<Code> code;
  std::string digits;
  std::string new_password;
  bool fits = false;  // who it is has been shown, but for what follows
  std::optional<Code> old_code;
  std::string old_digits;  // of a code to the old telephone
  std::string old_hash;
  std::string old_password;  // typed
  std::string refusal;       // where it does not fit
  business::Context context;
  std::vector<business::Limit> all_limits;

  std::vector<business::Limit> limits() const override { return all_limits; }
  Token token() const override { return {shown.arrival.token, shown.arrival.in_answer}; }

  business::CommandOrRefusal prove() override {
    if (!is_right_code(code, digits, context)) {
      return refuse(RefusalKind::unauthenticated, "code_wrong");
    }
    shown.code_id = code->id;
    // In the same time, whether it fits or not.
    if (!new_password.empty()) shown.password_hash = storage::hash_password(new_password);
    if (!old_password.empty()) {
      const bool same = storage::is_password(
          old_hash.empty() ? storage::nobodys_password_hash() : old_hash, old_password);
      fits = fits || (same && !old_hash.empty());
    }
    if (!old_digits.empty() && is_right_code(old_code, old_digits, context)) {
      shown.old_code_id = old_code->id;
      fits = true;
    }
    if (!fits) return refuse(RefusalKind::refused, refusal);
    if (const Verdict asked = check_take_over(shown.phone); !asked) return asked.refusal();
    return business::CommandOrRefusal(std::make_unique<TakePhone>(shown));
  }

 private:
  static Refusal refuse(RefusalKind kind, std::string code) {
    return yibao::refuse(kind, std::move(code));
  }
};

bool has_passed(const std::string& proof, const std::string& name, const IdentityNumber& number,
                const business::Context& context) {
  return !proof.empty() && context.verifier != nullptr &&
         context.verifier->check(proof, name, number) == VerificationCode::passed;
}

Phone read_phone(business::Reader& reader) {
  const std::string text = reader.text("phone", 20);
  if (reader.ok_so_far() && !person::is_mobile_number(text)) {
    reader.add({"phone_shape", {{"member", "phone"}}, {}});
  }
  return Phone(text);
}

// Name, number and telephone as they stand on record, or the face.
void weigh(PhoneProof& proof, const std::string& name, const IdentityFacts& identity,
           IdentityKind kind, const std::string& face, const business::Context& context,
           storage::Session& session) {
  const PersonId id = person::find_person(session, *context.vault, kind, identity.number);
  const bool passed = has_passed(face, name, identity.number, context);
  const storage::Value key[] = {storage::Value(id.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  if (id.is_none() || rows.empty()) return;
  const person::Person person =
      person::read_person(rows.front(), *context.vault, person::Open::secrets);
  proof.shown.phone.person = id;
  proof.shown.level = passed ? 3 : 2;
  const bool on_record =
      !proof.shown.phone.phone.empty() &&
      person::usable_phone(person, *context.vault, session) == proof.shown.phone.phone;
  proof.fits = person::is_same_name(person.name, name) && person.is_alive() &&
               !person.merged_into && (passed || on_record);
}

}  // namespace

Decision<std::unique_ptr<business::Proof>> register_account(const business::Request& request,
                                                            const business::Context& context,
                                                            storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  auto proof = std::make_unique<PhoneProof>();
  const std::string name = person::read_name(reader);
  const std::string number = reader.text("identity_number", 30);
  const auto kind = person::read_kind(reader, number);
  const Phone phone = read_phone(reader);
  proof->digits = reader.text("code", 10);
  proof->new_password = reader.text_or("password", kTypedMax, "");
  const std::string face = reader.text_or("proof", kProofMax, "");
  const bool in_answer = reader.code_or("answer", {"token", "cookie"}, "cookie") == "token";
  proof->shown.consents = read_consents(reader);
  read_sharing(proof->shown.phone, reader);
  // 合用的号码不用来登录: then there must be something that does.
  if (proof->shown.phone.shared && proof->new_password.empty()) {
    reader.add({"member_missing", {{"member", "password"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<IdentityFacts> identity = check_identity(*kind, number, context.today);
  if (!identity) return identity.refusal();
  if (const Verdict agreed = check_agreed(proof->shown.consents, !face.empty()); !agreed) {
    return agreed.refusal();
  }
  if (!proof->new_password.empty()) {
    const Verdict good =
        check_new_password(proof->new_password, identity->number, phone, policy_of(context));
    if (!good) return good.refusal();
  }
  proof->shown.registers = true;
  set_phone(proof->shown.phone, phone, context, session);
  proof->shown.arrival = arrival_of(request, context, in_answer);
  proof->shown.now = context.now;
  proof->code = latest_code(phone, Purpose::registration, context, session);
  proof->refusal = "registration_does_not_match";
  proof->all_limits = sign_in_limits(number, Source::unknown, request, context);
  proof->context = context;
  proof->context.actor = nullptr;
  weigh(*proof, name, *identity, *kind, face, context, session);
  return std::unique_ptr<business::Proof>(std::move(proof));
}

Decision<std::unique_ptr<business::Proof>> change_phone(const business::Request& request,
                                                        const business::Context& context,
                                                        storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  auto proof = std::make_unique<PhoneProof>();
  const Phone phone = read_phone(reader);
  proof->digits = reader.text("code", 10);
  proof->old_digits = reader.text_or("old_code", 10, "");
  proof->old_password = reader.text_or("password", kTypedMax, "");
  const std::string face = reader.text_or("proof", kProofMax, "");
  read_sharing(proof->shown.phone, reader);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Own> own = Own::of(context, session);
  if (!own) return own.refusal();
  if (own->holder != Holder::person) return refuse(RefusalKind::forbidden, "for_people_only");
  if (!face.empty()) {
    const Verdict agreed = person::check_face_consent(context.actor->person(), session);
    if (!agreed) return agreed.refusal();
  }
  const auto who = own->load_who(context, session);
  const auto account = own->load_person(context, session);
  if (!who || !account) return refuse("no_session");
  proof->shown.phone.person = who->id;
  set_phone(proof->shown.phone, phone, context, session);
  proof->shown.arrival = arrival_of(request, context, request.session_token.empty());
  proof->shown.now = context.now;
  proof->code = latest_code(phone, Purpose::phone, context, session);
  if (!account->phone.empty()) {
    proof->old_code = latest_code(account->phone, Purpose::secret, context, session);
  }
  if (!account->initial) proof->old_hash = account->password_hash;
  proof->fits = has_passed(face, who->name, who->identity_number, context);
  proof->refusal = "phone_change_not_shown";
  proof->all_limits = sign_in_limits(own->limit_name(), Source::unknown, request, context);
  proof->context = context;
  proof->context.actor = nullptr;
  return std::unique_ptr<business::Proof>(std::move(proof));
}

}  // namespace yibao::sign_in
