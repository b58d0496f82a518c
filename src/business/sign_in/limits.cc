#include "business/sign_in/limits.h"

#include "business/sign_in/rules.h"
#include "policy/policy_set.h"

namespace yibao::sign_in {

namespace {

constexpr std::int64_t kDay = 86'400'000;  // in milliseconds
constexpr int kOfEmployer = 200;  // first-time and mistyped employees of a large employer in a day

}  // namespace

const policy::SignInPolicy& policy_of(const business::Context& context) {
  return context.policies->on(RegionCode::nation(), context.today).sign_in;
}

std::string limit_key(std::string_view what, const std::string& value,
                      const business::Context& context) {
  return context.vault->keyed_hash("sign_in.limit", std::string(what) + "\n" + value).data;
}

std::vector<business::Limit> sign_in_limits(const std::string& typed, Source source,
                                            const business::Request& request,
                                            const business::Context& context) {
  using On = business::Limit::On;
  const policy::SignInPolicy& policy = policy_of(context);
  const std::string network = network_of(request.source);
  const std::int64_t first = policy.wait_seconds_first.value * 1'000LL;
  const std::int64_t longest = policy.wait_minutes_max.value * 60'000LL;
  std::vector<business::Limit> limits{
      {limit_key("account from source", typed + "\n" + network, context), On::account,
       policy.tries_before_wait.value, first, longest, kDay},
      {limit_key("source", network, context), On::source, policy.source_tries_before_wait.value,
       first, longest, kDay}};
  if (source == Source::unknown) {
    limits.push_back({limit_key("account", typed, context), On::account,
                      policy.account_tries_before_wait.value, first, longest, kDay});
  }
  return limits;
}

std::vector<business::Limit> naming_limits(int numbers, const business::Context& context) {
  const policy::SignInPolicy& policy = policy_of(context);
  return std::vector<business::Limit>(
      static_cast<std::size_t>(numbers),
      {limit_key("naming", context.actor->journal_name(), context), business::Limit::On::account,
       policy.account_tries_before_wait.value, policy.wait_seconds_first.value * 1'000LL,
       policy.wait_minutes_max.value * 60'000LL, kDay});
}

std::vector<business::Limit> employer_limits(int numbers, const business::Context& context) {
  std::vector<business::Limit> limits = naming_limits(numbers, context);
  for (business::Limit& limit : limits) {
    limit.on = business::Limit::On::source;
    limit.free = kOfEmployer;
  }
  return limits;
}

}  // namespace yibao::sign_in
