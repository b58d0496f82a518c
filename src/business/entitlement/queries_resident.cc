#include "business/entitlement/queries_resident.h"

#include "base/reason_tree.h"
#include "base/region_table.h"
#include "base/text.h"
#include "business/access.h"
#include "business/entitlement/incentive.h"
#include "business/entitlement/newborn.h"
#include "business/entitlement/queries.h"
#include "business/reader.h"

namespace yibao::entitlement {

namespace {

constexpr int kYearFirst = 1998;
constexpr int kYearLast = 2100;
constexpr std::size_t kYearsMax = 400;  // characters

Refusal no_such_person() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

// "2026,2027"
std::set<int> read_years(business::Reader& reader, std::string_view name) {
  std::set<int> years;
  const std::string text = reader.text_or(name, kYearsMax, "");
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find(',', from), text.size());
    const auto year = parse_integer(text.substr(from, end - from));
    if (!year || *year < kYearFirst || *year > kYearLast) {
      reader.add({"member_not_integer", {{"member", std::string(name)}}, {}});
      return {};
    }
    years.insert(static_cast<int>(*year));
    from = end + 1;
  }
  return years;
}

// The region named, or that of the relation of today.
std::optional<RegionCode> region_for(const std::optional<RegionCode>& asked,
                                     const PersonRecord& record, Date today) {
  if (asked) return asked;
  const enrolment::Enrolment* relation = relation_on(today, record);
  if (relation == nullptr) return std::nullopt;
  return relation->region;
}

std::set<int> insured_years(const EntitlementFacts& facts) {
  std::set<int> years(facts.recognised_years.begin(), facts.recognised_years.end());
  for (const ResidentYear& year : facts.resident_years) years.insert(year.year);
  return years;
}

Tree present_option(const NewbornOption& option) {
  Tree years = Tree(Tree::List{});
  for (const int year : option.years) years.push(year);
  return Tree::object({{"years", std::move(years)},
                       {"cost_fen", option.cost.fen()},
                       {"covered_from", option.covered_from.to_string()},
                       {"covered_until", option.covered_until.to_string()},
                       {"covered_days", option.covered_days},
                       {"reasons", to_tree(option.reasons)}});
}

}  // namespace

Decision<Tree> answer_incentive(const business::Request& request, const business::Context& context,
                                storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const auto year =
      static_cast<int>(reader.integer_or("year", kYearFirst, kYearLast, context.today.year()));
  IncentiveFacts facts;
  facts.claimed_years = read_years(reader, "claimed_years");
  facts.used_years = read_years(reader, "used_years");
  const std::optional<RegionCode> asked = reader.optional_region("region");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  const std::optional<PersonRecord> record = load_record(person, context, session);
  if (!record) return no_such_person();
  const enrolment::Enrolment* relation = relation_on(context.today, *record);
  const std::optional<RegionCode> region = region_for(asked, *record, context.today);
  if (relation == nullptr || !region) return refuse("not_a_resident_enrolment");
  const policy::RegionPolicy& policy =
      context.policies->on(*region, Month::of(year, 1).first_day());
  const EntitlementFacts known =
      facts_of(*relation, *record, *context.policies, policy, context.today);
  facts.insured_years = insured_years(known);
  facts.since_year = known.eligible_since_year;
  const IncentiveAnswer answer = decide_incentive(facts, year, policy.incentive);
  const Incentive& result = answer.incentive;
  return Tree::object({{"year", year},
                       {"region", region->to_string()},
                       {"region_name", context.regions->name(*region)},
                       {"continuous_years", result.continuous_years},
                       {"missed_years", result.missed_years},
                       {"zero_claim_years", result.zero_claim_years},
                       {"continuous_fen", result.continuous.fen()},
                       {"zero_claim_fen", result.zero_claim.fen()},
                       {"deducted_fen", result.deducted.fen()},
                       {"limit_fen", result.limit.fen()},
                       {"raised_fen", result.raised.fen()},
                       {"ceiling_fen", result.ceiling.fen()},
                       {"reasons", to_tree(answer.reasons)}});
}

Decision<Tree> answer_newborn_choice(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Date pay_on = reader.optional_date("pay_on").value_or(context.today);
  const std::optional<RegionCode> asked = reader.optional_region("region");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  const std::optional<PersonRecord> record = load_record(person, context, session);
  if (!record) return no_such_person();
  const Date born_on = record->person.birth_date;
  const std::optional<RegionCode> region = region_for(asked, *record, context.today);
  if (!region) return refuse("no_place_of_enjoyment");
  if (pay_on < born_on || pay_on.year() > born_on.year() + 1) {
    return refuse("not_a_newborn",
                  {{"born_on", born_on.to_string()}, {"pay_on", pay_on.to_string()}});
  }
  const NewbornChoice choice = newborn_choice(born_on, pay_on, *region, *context.policies);
  Tree options = Tree(Tree::List{});
  for (const NewbornOption& option : choice.options) options.push(present_option(option));
  return Tree::object({{"born_on", born_on.to_string()},
                       {"pay_on", pay_on.to_string()},
                       {"region", region->to_string()},
                       {"region_name", context.regions->name(*region)},
                       {"window_last_day", choice.window_last_day.to_string()},
                       {"within_window", choice.within_window},
                       {"options", std::move(options)}});
}

}  // namespace yibao::entitlement
