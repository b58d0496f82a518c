#include "business/death/rules.h"

#include <algorithm>
#include <string>

#include "business/person/rules.h"
#include "business/second_eyes.h"

namespace yibao::death {

namespace {

const DeathReport* open_among(std::span<const DeathReport> reports) {
  const auto found = std::ranges::find(reports, State::reported, &DeathReport::state);
  return found == reports.end() ? nullptr : &*found;
}

std::string listed(const std::vector<std::string>& kinds) {
  std::string text;
  for (const std::string& each : kinds) text += (text.empty() ? "" : ", ") + each;
  return text;
}

// 死亡证明任一种;不早于死亡当日,不晚于今天。
Verdict check_evidence(const Evidence& evidence, Date died_on,
                       const policy::Cited<std::vector<std::string>>& accepted, Date today) {
  if (std::ranges::find(accepted.value, evidence.kind) == accepted.value.end()) {
    return refuse("death_evidence_not_accepted",
                  {{"evidence_kind", evidence.kind}, {"accepted_kinds", listed(accepted.value)}},
                  {accepted.citation});
  }
  if (evidence.issued_on > today) {
    return refuse("day_in_future", {{"day", evidence.issued_on.to_string()}});
  }
  if (evidence.issued_on < died_on) {
    return refuse("death_evidence_too_early", {{"issued_on", evidence.issued_on.to_string()},
                                               {"died_on", died_on.to_string()}});
  }
  return Nothing{};
}

}  // namespace

Verdict may_report(const DeathReport& wish, std::span<const DeathReport> reports,
                   const person::Person& person, const policy::InheritancePolicy& policy,
                   Date today) {
  if (const Verdict may = person::check_death(person, wish.died_on, today); !may) return may;
  if (const DeathReport* open = open_among(reports)) {
    return refuse("death_report_open", {{"died_on", open->died_on.to_string()}});
  }
  return check_evidence(wish.evidence, wish.died_on, policy.death_evidence, today);
}

Decision<DeathReport> decide_report(std::span<const DeathReport> reports, const Ruling& ruling) {
  const DeathReport* open = open_among(reports);
  if (open == nullptr) return refuse("death_not_reported");
  const Verdict second = business::check_second_officer(open->reported_by, ruling.officer);
  if (!second) return second.refusal();
  DeathReport decided = *open;
  decided.state = ruling.confirm ? State::confirmed : State::refused;
  decided.decided_by = ruling.officer;
  decided.finding = ruling.finding;
  decided.decided_at = ruling.at;
  return decided;
}

}  // namespace yibao::death
