#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

std::vector<Step> both(std::vector<Step> first, std::vector<Step> second) {
  for (Step& step : second) first.push_back(std::move(step));
  return first;
}

}  // namespace

const std::vector<Step>& steps() {
  static const std::vector<Step> all = both(people_steps(), transfer_steps());
  return all;
}

const std::vector<Step>& expectations() {
  static const std::vector<Step> all = both(people_expectations(), transfer_expectations());
  return all;
}

void must_be_done(const Told& told) {
  if (!told.done()) throw Fault("refused: " + told.body.to_json());
}

void must_equal(const std::string& what, const std::string& expected, const std::string& came) {
  if (expected != came) throw Fault(what + ": expected " + expected + ", came " + came);
}

Money amount_of(const std::string& yuan) {
  const std::optional<Money> amount = Money::parse_yuan(yuan);
  if (!amount) throw Fault("not an amount: " + yuan);
  return *amount;
}

}  // namespace yibao::main
