#include "policy/policy_set.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <utility>

namespace yibao::policy {

// The policies worked out so far. Only this class shares state between threads.
class PolicySet::Memory {
 public:
  using Key = std::pair<RegionCode, std::size_t>;  // and the period between two changes

  const RegionPolicy* find(const Key& key) const {
    const std::shared_lock lock(mutex_);
    const auto found = policies_.find(key);
    return found == policies_.end() ? nullptr : found->second.get();
  }

  // Two threads may work out the same policy at once; the first to come is kept.
  const RegionPolicy& keep(const Key& key, RegionPolicy policy) {
    auto made = std::make_unique<const RegionPolicy>(std::move(policy));
    const std::unique_lock lock(mutex_);
    return *policies_.try_emplace(key, std::move(made)).first->second;
  }

 private:
  mutable std::shared_mutex mutex_;
  std::map<Key, std::unique_ptr<const RegionPolicy>> policies_;
};

namespace {

// From the nearest to the farthest; a region that is its own city or province is asked twice,
// which finds the same.
std::array<RegionCode, 4> places_to_ask(RegionCode region) {
  return {region, region.city(), region.province(), RegionCode::nation()};
}

Citation cite(const ResolvedParameter& found) {
  return {found.parameter->id(),         found.shown(),       found.region.to_string(),
          found.value->from.to_string(), found.value->source, found.value->verified};
}

std::string file_of(RegionCode region, const Parameter& parameter) {
  return region.to_string() + "/" + std::string(parameter.topic) + ".toml";
}

Reason problem(const char* code, const std::string& file, std::vector<Fact> facts) {
  facts.insert(facts.begin(), {"file", file});
  return {code, std::move(facts), {}};
}

// What each value allows by itself may be impossible together.

std::optional<Reason> bases_contradict(const RegionPolicy& policy) {
  const ContributionPolicy& base = policy.contribution;
  if (base.base_minimum.value <= base.base_maximum.value) return std::nullopt;
  return problem("policy_values_contradict", policy.region.to_string() + "/contribution.toml",
                 {{"key", "base_minimum"},
                  {"value", base.base_minimum.citation.value},
                  {"other_key", "base_maximum"},
                  {"other_value", base.base_maximum.citation.value},
                  {"from", policy.on.to_string()}});
}

// 转出 and 转入 one after the other are to end within 全程.
std::optional<Reason> days_exceed_total(const RegionPolicy& policy) {
  const TransferPolicy& days = policy.transfer;
  if (days.origin_working_days.value + days.target_working_days.value <=
      days.total_working_days.value) {
    return std::nullopt;
  }
  return problem("policy_days_exceed_total", policy.region.to_string() + "/transfer.toml",
                 {{"origin_days", days.origin_working_days.citation.value},
                  {"target_days", days.target_working_days.citation.value},
                  {"total_days", days.total_working_days.citation.value},
                  {"from", policy.on.to_string()}});
}

}  // namespace

PolicySet::PolicySet() : memory_(std::make_unique<Memory>()) {}
PolicySet::PolicySet(PolicySet&&) noexcept = default;
PolicySet& PolicySet::operator=(PolicySet&&) noexcept = default;
PolicySet::~PolicySet() = default;

Decision<PolicySet> PolicySet::load(const std::vector<PolicyFile>& files, const Tree& sources) {
  PolicySet set;
  std::vector<Reason> problems;
  set.sources_ = read_sources(sources, problems);
  // Without them each single value would be told to have none.
  if (set.sources_.empty() && !problems.empty()) {
    return Refusal{RefusalKind::malformed, std::move(problems)};
  }
  for (const PolicyFile& file : files) {
    auto read = read_policy_file(file, set.sources_, problems);
    if (read) set.take(std::move(*read), file.name, problems);
  }
  set.check_nation(problems);
  set.find_change_days();
  if (problems.empty()) set.check_values_together(problems);
  if (!problems.empty()) return Refusal{RefusalKind::malformed, std::move(problems)};
  return set;
}

void PolicySet::take(ReadFile file, const std::string& name, std::vector<Reason>& problems) {
  Own& own = own_[file.region];
  own.resize(parameters().size());
  for (ParameterValues& read : file.parameters) {
    std::vector<DatedValue>& values = own[read.index];
    if (!values.empty()) {
      problems.push_back(
          problem("policy_key_twice", name, {{"key", std::string(parameters()[read.index].key)}}));
    }
    values = std::move(read.values);
  }
}

// The nation speaks on every day: from the first, without a gap, without an end.
void PolicySet::check_nation(std::vector<Reason>& problems) const {
  const auto nation = own_.find(RegionCode::nation());
  for (std::size_t i = 0; i < parameters().size(); ++i) {
    const Parameter& parameter = parameters()[i];
    const std::string file = file_of(RegionCode::nation(), parameter);
    const std::string key(parameter.key);
    if (nation == own_.end() || nation->second[i].empty()) {
      problems.push_back(problem("policy_key_missing", file, {{"key", key}}));
      continue;
    }
    Date silent = first_day();
    bool ended = true;
    for (const DatedValue& value : nation->second[i]) {
      if (value.from > silent) break;
      ended = value.until.has_value();
      silent = value.until.value_or(silent);
    }
    if (!ended) continue;
    problems.push_back(
        problem("policy_dates_gap", file, {{"key", key}, {"from", silent.to_string()}}));
  }
}

// Each problem once for a region, on the first day that has it.
void PolicySet::check_values_together(std::vector<Reason>& problems) const {
  for (const auto& [region, own] : own_) {
    for (const auto find_problem : {&bases_contradict, &days_exceed_total}) {
      for (const Date day : change_days_) {
        std::optional<Reason> found = find_problem(build(region, day));
        if (!found) continue;
        problems.push_back(std::move(*found));
        break;
      }
    }
  }
}

void PolicySet::find_change_days() {
  std::set<Date> days = {first_day()};
  for (const auto& [region, own] : own_) {
    for (const std::vector<DatedValue>& values : own) {
      for (const DatedValue& value : values) {
        days.insert(std::max(value.from, first_day()));
        if (value.until) days.insert(std::max(*value.until, first_day()));
      }
    }
  }
  change_days_.assign(days.begin(), days.end());
}

ResolvedParameter PolicySet::resolve(std::size_t index, RegionCode region, Date day) const {
  for (const RegionCode place : places_to_ask(region)) {
    const auto own = own_.find(place);
    if (own == own_.end()) continue;
    for (const DatedValue& value : own->second[index]) {
      if (value.holds_on(day)) return {&parameters()[index], place, &value};
    }
  }
  YB_CHECK(false, "the nation is silent about " + parameters()[index].id());
  return {};
}

RegionPolicy PolicySet::build(RegionCode region, Date day) const {
  RegionPolicy policy;
  policy.region = region;
  policy.on = day;
  for (const ResolvedParameter& found : list(region, day)) {
    found.parameter->assign(policy, found.value->value, cite(found));
  }
  return policy;
}

const RegionPolicy& PolicySet::on(RegionCode region, Date day) const {
  const auto next = std::upper_bound(change_days_.begin(), change_days_.end(), day);
  const std::size_t period =
      next == change_days_.begin() ? 0 : static_cast<std::size_t>(next - change_days_.begin()) - 1;
  if (const RegionPolicy* known = memory_->find({region, period})) return *known;
  return memory_->keep({region, period}, build(region, change_days_[period]));
}

std::vector<ResolvedParameter> PolicySet::list(RegionCode region, Date day) const {
  std::vector<ResolvedParameter> found;
  for (std::size_t i = 0; i < parameters().size(); ++i) {
    found.push_back(resolve(i, region, std::max(day, first_day())));
  }
  return found;
}

std::vector<Difference> PolicySet::diff(RegionDay before, RegionDay after) const {
  const std::vector<ResolvedParameter> old_values = list(before.region, before.day);
  const std::vector<ResolvedParameter> new_values = list(after.region, after.day);
  std::vector<Difference> differences;
  for (std::size_t i = 0; i < old_values.size(); ++i) {
    if (old_values[i].value->value == new_values[i].value->value) continue;
    differences.push_back({old_values[i], new_values[i]});
  }
  return differences;
}

std::vector<Change> PolicySet::changes_between(RegionCode region, Date after, Date up_to) const {
  std::vector<Change> changes;
  for (const Date day : change_days_) {
    if (day <= after || day > up_to || day == first_day()) continue;
    for (const Difference& difference : diff({region, day - 1}, {region, day})) {
      changes.push_back({day, region, difference});
    }
  }
  return changes;
}

std::vector<Change> PolicySet::changes_between(Date after, Date up_to) const {
  std::vector<Change> changes;
  for (const auto& [region, own] : own_) {
    for (const Change& change : changes_between(region, after, up_to)) {
      const bool decides =
          change.difference.before.region == region || change.difference.after.region == region;
      if (decides) changes.push_back(change);
    }
  }
  std::stable_sort(changes.begin(), changes.end(),
                   [](const Change& left, const Change& right) { return left.day < right.day; });
  return changes;
}

std::vector<RegionCode> PolicySet::regions() const {
  std::vector<RegionCode> regions;
  regions.reserve(own_.size());
  for (const auto& [region, own] : own_) regions.push_back(region);
  return regions;
}

const Source* PolicySet::source(std::string_view id) const {
  const auto found = sources_.find(id);
  return found == sources_.end() ? nullptr : &found->second;
}

std::string PolicySet::canonical_text() const {
  std::string text;
  for (const auto& [region, own] : own_) {
    for (std::size_t i = 0; i < own.size(); ++i) {
      for (const DatedValue& value : own[i]) {
        text += region.to_string() + " " + parameters()[i].id() + " " + value.from.to_string() +
                ".." + (value.until ? value.until->to_string() : "") + " " + value.value.to_json() +
                " " + value.source + " " + (value.verified ? "verified" : "default") + "\n";
      }
    }
  }
  return text;
}

}  // namespace yibao::policy
