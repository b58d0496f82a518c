#include "business/enquiry/incentive.h"

#include <set>
#include <string>

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "base/text.h"
#include "business/access.h"
#include "business/enrolment/insurance_code.h"
#include "business/entitlement/incentive.h"
#include "business/entitlement/queries.h"
#include "business/horizon.h"
#include "business/reader.h"
#include "business/visit/store.h"

namespace yibao::enquiry {

namespace {

using entitlement::EntitlementFacts;
using entitlement::IncentiveFacts;

constexpr int kYearFirst = 1998;
constexpr std::size_t kYearsMax = 400;  // characters

// "2026,2027"
std::set<int> read_years(business::Reader& reader, std::string_view name) {
  std::set<int> years;
  const std::string text = reader.text_or(name, kYearsMax, "");
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(',', from), text.size());
    const auto year = parse_integer(text.substr(from, end - from));
    if (!year || *year < kYearFirst || *year > business::kYearLast) {
      reader.add({"member_not_integer", {{"member", std::string(name)}}, {}});
      return {};
    }
    years.insert(static_cast<int>(*year));
    from = end + 1;
  }
  return years;
}

std::set<int> insured_years(const EntitlementFacts& facts) {
  std::set<int> years(facts.recognised_years.begin(), facts.recognised_years.end());
  for (const entitlement::ResidentYear& year : facts.resident_years) years.insert(year.year);
  return years;
}

std::set<int> employed_years(const MonthSet& months) {
  std::set<int> years;
  if (months.empty()) return years;
  for (int year = months.first()->year(); year <= months.last()->year(); ++year) {
    if (months.count_between(Month::of(year, 1), Month::of(year, 12)) > 0) years.insert(year);
  }
  return years;
}

// 居民医保基金报销过的年度: settled here and not taken back.
std::set<int> years_claimed_here(PersonId person, storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  const std::vector<visit::Settlement> settlements =
      visit::read_settlements(session.select_keyed(visit::kSettlementsOf, key).front());
  std::set<int> years;
  for (const visit::Settlement& each : settlements) {
    if (!each.reverses.is_none() || visit::is_reversed(settlements, each.id)) continue;
    const bool of_residents =
        each.insurance == enrolment::insurance_code(enrolment::Scheme::resident);
    if (of_residents && !each.parts.fund.is_zero()) years.insert(each.care_on.year());
  }
  return years;
}

Tree years_tree(const std::set<int>& years) {
  Tree list = Tree(Tree::List{});
  for (const int year : years) list.push(year);
  return list;
}

}  // namespace

Decision<Tree> answer_incentive(const business::Request& request, const business::Context& context,
                                storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const auto year = static_cast<int>(
      reader.integer_or("year", kYearFirst, business::kYearLast, context.today.year()));
  IncentiveFacts facts;
  facts.claimed_years = read_years(reader, "claimed_years");
  facts.used_years = read_years(reader, "used_years");
  const std::optional<RegionCode> asked = reader.optional_region("region");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  const auto record = entitlement::load_record(person, context, session);
  if (!record) return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  const enrolment::Enrolment* relation = entitlement::relation_on(context.today, *record);
  if (relation == nullptr) return refuse("not_a_resident_enrolment");
  const RegionCode region = asked.value_or(relation->region);
  const policy::RegionPolicy& policy = context.policies->on(region, Month::of(year, 1).first_day());
  const EntitlementFacts known =
      entitlement::facts_of(*relation, *record, *context.policies, policy, context.today);
  facts.insured_years = insured_years(known);
  facts.employed_years = employed_years(known.paid);
  facts.since_year = known.eligible_since_year;
  facts.claimed_years.merge(years_claimed_here(person, session));
  const entitlement::IncentiveAnswer answer =
      entitlement::decide_incentive(facts, year, policy.incentive);
  const entitlement::Incentive& result = answer.incentive;
  return Tree::object({{"year", year},
                       {"region", region.to_string()},
                       {"region_name", context.regions->name(region)},
                       {"continuous_years", result.continuous_years},
                       {"missed_years", result.missed_years},
                       {"zero_claim_years", result.zero_claim_years},
                       {"claimed_years", years_tree(facts.claimed_years)},
                       {"continuous_fen", result.continuous.fen()},
                       {"zero_claim_fen", result.zero_claim.fen()},
                       {"deducted_fen", result.deducted.fen()},
                       {"limit_fen", result.limit.fen()},
                       {"raised_fen", result.raised.fen()},
                       {"ceiling_fen", result.ceiling.fen()},
                       {"reasons", to_tree(answer.reasons)}});
}

}  // namespace yibao::enquiry
