#include "business/sign_in/codes.h"

#include <openssl/crypto.h>

#include "business/person/rules.h"
#include "business/reader.h"
#include "business/sign_in/limits.h"
#include "business/sign_in/rules.h"

namespace yibao::sign_in {

namespace {

constexpr std::size_t kDigits = 6;

// A code was asked for. Where there is nobody to send it to, nothing happens, and the answer is
// the same.
class AskForCode : public business::Proof {
 public:
  AskForCode(std::optional<PersonId> person, Phone phone, Purpose purpose,
             std::vector<business::Limit> limits)
      : person_(person), phone_(std::move(phone)), purpose_(purpose), limits_(std::move(limits)) {}
  Takes takes() const override { return Takes::no_time; }
  std::vector<business::Limit> limits() const override { return limits_; }
  bool answers_first() const override { return true; }
  business::CommandOrRefusal prove() override {
    if (!person_) return refuse(RefusalKind::not_found, "not_found", {{"member", "phone"}});
    return business::CommandOrRefusal(std::make_unique<SendCode>(*person_, phone_, purpose_));
  }

 private:
  std::optional<PersonId> person_;  // nothing: nobody to send it to
  Phone phone_;
  Purpose purpose_;
  std::vector<business::Limit> limits_;
};

}  // namespace

std::string code_digits(const storage::Vault& vault, std::int64_t code_id) {
  const storage::Bytes hash = vault.keyed_hash("sign_in.code", std::to_string(code_id));
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = number << 8U | std::uint32_t{static_cast<unsigned char>(hash.data[i])};
  }
  const std::string digits = std::to_string(number % 1'000'000);
  return std::string(kDigits - digits.size(), '0') + digits;
}

bool is_right_code(const std::optional<Code>& code, const std::string& digits,
                   const business::Context& context) {
  const std::string expected = code_digits(*context.vault, code ? code->id : 0);
  const bool same =
      digits.size() == kDigits && CRYPTO_memcmp(expected.data(), digits.data(), kDigits) == 0;
  return code && same && !code->used && context.now < code->until &&
         code->tries < policy_of(context).code_tries_max.value;
}

std::optional<Code> latest_code(const Phone& phone, Purpose purpose,
                                const business::Context& context, storage::Session& session) {
  const storage::Rows rows = session.select(
      kLatestCode, {storage::Value(phone_hash(*context.vault, phone)), to_text(purpose)});
  if (rows.empty()) return std::nullopt;
  return read_code(rows.front(), *context.vault);
}

bool use_code(storage::Plan& plan, const storage::Facts& facts, std::int64_t code_id,
              const business::Context& context) {
  const storage::Rows& rows = facts.rows(kCodeOf, storage::Value(code_id));
  if (rows.empty()) return false;
  Code code = read_code(rows.front(), *context.vault);
  if (code.used || context.now >= code.until) return false;
  code.used = true;
  plan.update(kCode, code_row(code, *context.vault));
  return true;
}

std::vector<storage::Subject> SendCode::subjects() const {
  if (person_.is_none()) return {storage::Subject::region(RegionCode::nation())};
  return {storage::Subject::person(person_)};
}

void SendCode::need(storage::Needs&) const {}

Verdict SendCode::authorise(const business::Actor&, const storage::Facts&) const {
  return Nothing{};  // whoever may ask for one was looked at before; it reaches nobody else
}

Decision<storage::Plan> SendCode::decide(const storage::Facts&,
                                         const business::Context& context) const {
  Code code;
  code.id = context.ids->next();
  code.phone = phone_;
  code.purpose = purpose_;
  code.made_at = context.now;
  code.until = Instant::from_milliseconds(context.now.milliseconds() +
                                          policy_of(context).code_minutes.value * 60'000LL);
  storage::Plan plan;
  plan.event = "sign_in_code_sent";
  plan.insert(kCode, code_row(code, *context.vault));
  plan.notify(person_, std::string(kCodeNotice),
              {{"challenge", std::to_string(code.id)},
               {"minutes", std::to_string(policy_of(context).code_minutes.value)}});
  return plan;
}

std::vector<business::Limit> code_limits(const Phone& phone, const business::Request& request,
                                         const business::Context& context) {
  const policy::SignInPolicy& policy = policy_of(context);
  constexpr std::int64_t kHour = 3'600'000;
  const std::int64_t pause = policy.code_pause_seconds.value * 1'000LL;
  const std::int64_t longest = policy.wait_minutes_max.value * 60'000LL;
  return {{limit_key("code of phone", phone.reveal(), context), business::Limit::On::source, 1,
           pause, longest, kHour},
          {limit_key("code of source", network_of(request.source), context),
           business::Limit::On::source, policy.codes_of_source_hourly_max.value, pause, longest,
           kHour}};
}

Decision<std::unique_ptr<business::Proof>> ask_for_code(const business::Request& request,
                                                        const business::Context& context,
                                                        storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  const std::string text = reader.text("phone", 20);
  const std::string purpose = reader.code_or("purpose", {"sign_in", "registration"}, "sign_in");
  if (reader.ok_so_far() && !person::is_mobile_number(text)) {
    reader.add({"phone_shape", {{"member", "phone"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Phone phone(text);
  std::optional<PersonId> person;
  if (purpose == "registration") {
    person = PersonId();
  } else {
    const storage::Value key[] = {storage::Value(phone_hash(*context.vault, phone))};
    const auto row = behind_key(session.select_keyed(kPersonOfPhone, key).front());
    if (row) person = PersonId((*row)[0].integer());
  }
  return std::unique_ptr<business::Proof>(std::make_unique<AskForCode>(
      person, phone, purpose == "registration" ? Purpose::registration : Purpose::sign_in,
      code_limits(phone, request, context)));
}

}  // namespace yibao::sign_in
