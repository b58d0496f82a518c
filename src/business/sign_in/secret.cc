#include "business/sign_in/secret.h"

#include "business/person/phone.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/sign_in/codes.h"
#include "business/sign_in/limits.h"
#include "business/sign_in/own.h"
#include "business/sign_in/rules.h"
#include "business/sign_in/sessions.h"
#include "business/sign_in/signing_in.h"
#include "storage/password.h"
#include "storage/totp.h"

namespace yibao::sign_in {

namespace {

constexpr std::size_t kTypedMax = 100;

// What the command writes, and what must still be so.
struct Change {
  Own own;
  std::string old_hash;
  std::string new_hash;
  std::int64_t code_id = 0;  // that was shown; 0: none
  std::int64_t totp_step = 0;
  Arrival arrival;
  Instant now;
};

class ChangeSecret : public business::Command {
 public:
  explicit ChangeSecret(Change change) : change_(std::move(change)) {}

  std::vector<storage::Subject> subjects() const override { return change_.own.subjects(); }
  void need(storage::Needs& needs) const override {
    change_.own.need(needs, change_.now);
    if (change_.code_id != 0) needs.add(kCodeOf, storage::Value(change_.code_id));
  }
  Verdict authorise(const business::Actor&, const storage::Facts&) const override {
    return Nothing{};  // it was proved, of the session's holder
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    storage::Plan plan;
    plan.event = "secret_changed";
    if (change_.code_id != 0 && !use_code(plan, facts, change_.code_id, context)) {
      return refuse(RefusalKind::unauthenticated, "secret_not_shown");
    }
    const bool written = change_.own.holder == Holder::person ? write_person(plan, facts, context)
                                                              : write_staff(plan, facts, context);
    if (!written) return refuse(RefusalKind::unauthenticated, "secret_not_shown");
    const storage::Rows& open = facts.rows(kOpenSessions);
    end_sessions(plan, open, End::secret_changed, {}, context);
    open_session(plan, {}, change_.own.holding(*context.actor), change_.arrival, Kind::password,
                 false, context);
    return plan;
  }

 private:
  bool write_person(storage::Plan& plan, const storage::Facts& facts,
                    const business::Context& context) const {
    auto account = change_.own.person_account(facts, context);
    if (!account || account->password_hash != change_.old_hash) return false;
    account->password_hash = change_.new_hash;
    account->initial = false;
    account->initial_until.reset();
    account->failures = 0;
    plan.update(kPersonSignIn, person_account_row(*account, *context.vault));
    plan.notify(account->person, "secret_changed", {});
    return true;
  }
  bool write_staff(storage::Plan& plan, const storage::Facts& facts,
                   const business::Context& context) const {
    auto account = change_.own.staff_account(facts, context);
    if (!account || account->password_hash != change_.old_hash ||
        account->totp_step >= change_.totp_step) {
      return false;
    }
    account->password_hash = change_.new_hash;
    account->initial = false;
    account->totp_step = change_.totp_step;
    plan.update(kStaffSignIn, staff_account_row(*account, *context.vault));
    return true;
  }

  Change change_;
};

class SecretProof : public business::Proof {
 public:
  Change change;
  std::string old_secret;
  std::string new_secret;
  std::string digits;
  std::optional<Code> code;
  std::string totp_secret;
  std::int64_t totp_last = 0;
  bool by_code_only = false;  // a secret of one use got in: it proves nothing more
  business::Context context;
  std::vector<business::Limit> all_limits;
  bool answer_token = false;

  std::vector<business::Limit> limits() const override { return all_limits; }
  Token token() const override { return {change.arrival.token, change.arrival.in_answer}; }

  business::CommandOrRefusal prove() override {
    const bool right =
        change.own.holder == Holder::staff ? is_right_of_staff() : is_right_of_person();
    change.new_hash = storage::hash_password(new_secret);
    if (!right) return refuse(RefusalKind::unauthenticated, "secret_not_shown");
    return business::CommandOrRefusal(std::make_unique<ChangeSecret>(change));
  }

 private:
  bool is_right_of_person() {
    const bool by_code = !digits.empty() && is_right_code(code, digits, context);
    const bool by_secret = !by_code_only && !change.old_hash.empty() && !old_secret.empty() &&
                           storage::is_password(change.old_hash, old_secret);
    if (by_code) change.code_id = code->id;
    return by_code || by_secret;
  }
  bool is_right_of_staff() {
    if (!storage::is_password(change.old_hash, old_secret)) return false;
    const auto step = storage::accepted_totp_step(totp_secret, digits, context.now, totp_last);
    change.totp_step = step.value_or(0);
    return step.has_value();
  }
};

// The one on record where nothing better is there: it is where the agency knows the person.
Phone phone_on_record(const Own& own, const business::Context& context, storage::Session& session) {
  const auto account = own.load_person(context, session);
  if (account && !account->phone.empty()) return account->phone;
  const auto person = own.load_who(context, session);
  return person ? person::usable_phone(*person, *context.vault, session) : Phone();
}

class SendOwnCode : public business::Proof {
 public:
  SendOwnCode(PersonId person, Phone phone, Purpose purpose, std::vector<business::Limit> limits)
      : person_(person), phone_(std::move(phone)), purpose_(purpose), limits_(std::move(limits)) {}
  Takes takes() const override { return Takes::no_time; }
  bool answers_first() const override { return true; }
  std::vector<business::Limit> limits() const override { return limits_; }
  business::CommandOrRefusal prove() override {
    return business::CommandOrRefusal(std::make_unique<SendCode>(person_, phone_, purpose_));
  }

 private:
  PersonId person_;
  Phone phone_;
  Purpose purpose_;
  std::vector<business::Limit> limits_;
};

}  // namespace

Decision<std::unique_ptr<business::Proof>> change_secret(const business::Request& request,
                                                         const business::Context& context,
                                                         storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  auto proof = std::make_unique<SecretProof>();
  proof->old_secret = reader.text_or("old_secret", kTypedMax, "");
  proof->new_secret = reader.text("new_secret", kTypedMax);
  proof->digits = reader.text_or("code", 10, "");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Own> own = Own::of(context, session);
  if (!own) return own.refusal();
  proof->change.own = *own;
  proof->change.now = context.now;
  proof->change.arrival = arrival_of(request, context, request.session_token.empty());
  proof->context = context;
  proof->by_code_only = context.actor->must_change_secret;
  proof->all_limits = sign_in_limits(own->limit_name(), Source::unknown, request, context);
  IdentityNumber number;
  Phone phone;
  if (own->holder == Holder::person) {
    const auto account = own->load_person(context, session);
    const auto person = own->load_who(context, session);
    if (!account || !person) return refuse("no_session");
    proof->change.old_hash = account->password_hash;
    phone = phone_on_record(*own, context, session);
    if (phone.empty() && proof->by_code_only) return refuse("second_factor_missing");
    if (!phone.empty()) proof->code = latest_code(phone, Purpose::secret, context, session);
    number = person->identity_number;
  } else {
    const auto account = own->load_staff(context, session);
    if (!account) return refuse("no_session");
    proof->change.old_hash = account->password_hash;
    proof->totp_secret = account->totp_secret;
    proof->totp_last = account->totp_step;
  }
  proof->context.actor = nullptr;
  const Verdict good = check_new_password(proof->new_secret, number, phone, policy_of(context));
  if (!good) return good.refusal();
  return std::unique_ptr<business::Proof>(std::move(proof));
}

Decision<std::unique_ptr<business::Proof>> ask_for_own_code(const business::Request& request,
                                                            const business::Context& context,
                                                            storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  const std::string purpose = reader.code("purpose", {"secret", "phone"});
  const std::string text = reader.text_or("phone", 20, "");
  if (reader.ok_so_far() && (purpose == "phone") != person::is_mobile_number(text)) {
    reader.add({"phone_shape", {{"member", "phone"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Own> own = Own::of(context, session);
  if (!own) return own.refusal();
  if (own->holder != Holder::person) return refuse(RefusalKind::forbidden, "for_people_only");
  const Phone phone = purpose == "phone" ? Phone(text) : phone_on_record(*own, context, session);
  if (phone.empty()) return refuse("second_factor_missing");
  return std::unique_ptr<business::Proof>(std::make_unique<SendOwnCode>(
      PersonId(own->holder_id), phone, purpose == "phone" ? Purpose::phone : Purpose::secret,
      code_limits(phone, request, context)));
}

}  // namespace yibao::sign_in
