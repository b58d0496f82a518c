#include "business/sign_in/organisation.h"

#include "base/text.h"
#include "business/organisation_sign_in.h"
#include "business/sign_in/limits.h"
#include "business/sign_in/signing_in.h"
#include "storage/digest.h"
#include "storage/signed_claims.h"

namespace yibao::sign_in {

namespace {

constexpr std::string_view kStatePurpose = "sign_in.organisation";
constexpr std::int64_t kGoneMilliseconds = 10 * 60'000;

std::string digest_of(const std::string& binding) {
  return storage::to_hex(storage::sha256("yibao binding " + binding));
}

// Opens a session of a staff account that is named by the organisation. What stands here says which
// role it has; who is not here has none, whatever the organisation says.
class OpenForAccount : public business::Command {
 public:
  OpenForAccount(std::string account, Arrival arrival, Instant now)
      : account_(std::move(account)), arrival_(std::move(arrival)), now_(now) {}
  std::vector<storage::Subject> subjects() const override { return {subject_of(Holder::staff, 0)}; }
  void need(storage::Needs& needs) const override {
    needs.add(kStaffAccountOf, storage::Value(account_));
  }
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override {
    const auto row = behind_key(facts.rows(kStaffAccountOf, storage::Value(account_)));
    if (row) need_open_sessions(needs, Holder::staff, (*row)[1].integer(), now_);
  }
  Verdict authorise(const business::Actor&, const storage::Facts&) const override {
    return Nothing{};  // it was proved
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    // They have shown who they are: that they have no account here is theirs to know.
    const Refusal unknown = refuse(RefusalKind::unauthenticated, "organisation_account_unknown",
                                   {{"account", account_}});
    const auto row = behind_key(facts.rows(kStaffAccountOf, storage::Value(account_)));
    if (!row) return unknown;
    const StaffAccount account = read_staff_account(*row, *context.vault);
    const std::optional<business::Role> role = business::role_of(account.role);
    if (account.disabled || !role) return unknown;
    storage::Plan plan;
    plan.event = "staff_signed_in";
    const Holding holding{Holder::staff,
                          account.credential,
                          *role,
                          account.actor_id,
                          account.region.is_nation() ? RegionCode() : account.region,
                          account.name};
    open_session(plan, facts.rows(kOpenSessions), holding, arrival_, Kind::organisation, false,
                 context);
    return plan;
  }

 private:
  std::string account_;
  Arrival arrival_;
  Instant now_;
};

class OrganisationProof : public business::Proof {
 public:
  std::string code;
  std::optional<Going> going;
  Arrival arrival;
  business::Context context;
  std::vector<business::Limit> all_limits;

  Takes takes() const override { return Takes::network; }
  std::vector<business::Limit> limits() const override { return all_limits; }
  Token token() const override { return {arrival.token, arrival.in_answer}; }
  business::CommandOrRefusal prove() override {
    if (!going) return refuse(RefusalKind::unauthenticated, "organisation_sign_in_over");
    Decision<std::string> account =
        context.organisation->account_of(code, going->verifier, going->nonce, context.now);
    if (!account) return account.refusal();
    return business::CommandOrRefusal(
        std::make_unique<OpenForAccount>(std::move(account).value(), arrival, context.now));
  }
};

}  // namespace

Decision<Tree> answer_organisation(const business::Request&, const business::Context& context,
                                   storage::Session&) {
  if (context.organisation == nullptr) return Tree::object({{"connected", false}});
  const std::string verifier = storage::to_base64url(storage::random_bytes(32));
  const std::string nonce = storage::to_base64url(storage::random_bytes(16));
  const std::string binding = storage::to_base64url(storage::random_bytes(16));
  const std::string text = verifier + " " + nonce + " " + digest_of(binding) + " " +
                           std::to_string(context.now.milliseconds() + kGoneMilliseconds);
  const std::string state = storage::to_base64url(context.vault->seal(kStatePurpose, text).data);
  const std::string challenge = storage::to_base64url(storage::sha256(verifier));
  return Tree::object({{"connected", true},
                       {"address", context.organisation->address(state, nonce, challenge)},
                       {"binding", binding}});
}

std::optional<Going> opened_state(const std::string& state, const std::string& binding,
                                  const business::Context& context) {
  const auto sealed = storage::from_base64url(state);
  if (!sealed) return std::nullopt;
  std::string text;
  try {
    text = context.vault->open(kStatePurpose, storage::Bytes{*sealed});
  } catch (const Fault&) {
    return std::nullopt;  // not ours
  }
  const std::size_t first = text.find(' ');
  const std::size_t second = text.find(' ', first + 1);
  const std::size_t third = text.find(' ', second + 1);
  YB_CHECK(third != std::string::npos, "a state that we have sealed has four parts");
  const std::int64_t until = parse_integer(text.substr(third + 1)).value_or(0);
  if (text.substr(second + 1, third - second - 1) != digest_of(binding) ||
      context.now.milliseconds() >= until) {
    return std::nullopt;
  }
  return Going{text.substr(0, first), text.substr(first + 1, second - first - 1),
               Instant::from_milliseconds(until)};
}

Decision<std::unique_ptr<business::Proof>> sign_in_by_organisation(
    const CameBack& back, Arrival arrival, const business::Request& request,
    const business::Context& context) {
  if (context.organisation == nullptr) return refuse("organisation_not_connected");
  auto proof = std::make_unique<OrganisationProof>();
  proof->code = back.code;
  proof->going = opened_state(back.state, back.binding, context);
  proof->arrival = std::move(arrival);
  proof->context = context;
  proof->context.actor = nullptr;
  proof->all_limits = sign_in_limits(back.state, Source::unknown, request, context);
  return std::unique_ptr<business::Proof>(std::move(proof));
}

}  // namespace yibao::sign_in
