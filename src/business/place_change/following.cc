#include "business/place_change/following.h"

#include <algorithm>
#include <array>

#include "business/entitlement/facts.h"
#include "business/entitlement/resident.h"
#include "business/entitlement/rules.h"
#include "business/entitlement/waiting.h"

namespace yibao::place_change {

namespace {

using enrolment::Enrolment;
using enrolment::Scheme;

// What time or the person's next step removes: the transfer waits for it, the change does not.
constexpr std::array<std::string_view, 9> kTemporary{
    "origin_still_active",        "origin_active_until",         "target_not_enrolled",
    "target_leaving_reported",    "target_not_enrolled_yet",     "target_benefit_period_not_begun",
    "target_benefit_year_unpaid", "target_current_month_unpaid", "bank_account_missing"};

bool is_temporary(const Reason& reason) {
  return std::ranges::find(kTemporary, reason.code) != kTemporary.end();
}

// 随关系转移的,是职工医保的缴费年限和个人账户;居民医保没有个人账户,参保年度各地可查,不需要转移。
bool anything_follows(const transfer::PersonFacts& person, const Enrolment& old) {
  if (old.scheme != Scheme::employee) return false;
  if (!person.account_at(old.region).balance.is_zero()) return true;
  const contribution::ContributionRecord paid =
      contribution::paid_months(person.contributions, person.enrolments, old.region);
  return !paid.actual.empty() || !paid.deemed.empty();
}

FollowingTransfer weigh(const storage::Facts& facts, const transfer::PersonFacts& person,
                        const transfer::Places& places, const business::Context& context) {
  // The place change is the paper that a certificate would be: both places read it on the system.
  const transfer::Filing filing{casework::Desk::online, transfer::CertificateStanding::valid,
                                false};
  FollowingTransfer result;
  result.assessment =
      transfer::assess(facts, person, places, filing,
                       transfer::policies_of(places, context.today, context), context);
  bool waits = false;
  for (const Reason& each : result.assessment->obstacles) {
    if (is_temporary(each)) {
      waits = true;
    } else {
      result.obstacles.push_back(each);
    }
  }
  if (result.assessment->money.route == transfer::Route::payout) {
    result.following = Following::by_person;
    result.reasons.push_back({"transfer_filed_by_person", {}, {}});
  } else {
    result.following = waits ? Following::awaited : Following::opened;
    result.reasons.push_back({waits ? "transfer_awaited" : "transfer_follows", {}, {}});
  }
  Reason& told = result.reasons.back();
  told.facts = {{"origin", places.origin.to_string()},
                {"target", places.target.to_string()},
                {"balance", person.account_at(places.origin).balance.to_display()}};
  return result;
}

}  // namespace

FollowingTransfer plan_following(const storage::Facts& facts, const transfer::PersonFacts& after,
                                 const ChangePlan& plan, const business::Context& context) {
  if (!plan.old || !plan.there || !anything_follows(after, *plan.old)) return {};
  return weigh(facts, after, {plan.old->region, plan.there->region}, context);
}

FollowingTransfer plan_following(const storage::Facts& facts, const transfer::PersonFacts& person,
                                 const PlaceChange& change, const business::Context& context) {
  return weigh(facts, person, {change.origin, change.target}, context);
}

std::vector<Reason> explain_waiting(const transfer::PersonFacts& person,
                                    const std::vector<entitlement::Membership>& groups,
                                    const ChangePlan& plan, bool transferred,
                                    const policy::PolicySet& policies,
                                    const policy::RegionPolicy& target, Date today) {
  if (!plan.there) return {};
  const entitlement::PersonRecord record{person.person,        plan.after(person.enrolments),
                                         person.contributions, person.recognised,
                                         person.holds,         groups};
  const entitlement::EntitlementFacts known =
      entitlement::facts_of(*plan.there, record, policies, target, today);
  if (plan.there->scheme == Scheme::employee) {
    entitlement::ContinuityFacts facts;
    facts.paid = known.insured();
    facts.first_new_month = Month::containing(plan.there->started_on);
    facts.transferred = transferred;
    facts.from_resident_scheme = plan.old && plan.old->scheme == Scheme::resident;
    facts.new_here = known.begins_here;
    facts.by_employer = !plan.there->employer.is_none();
    return entitlement::decide_continuity(facts, target, today).reasons;
  }
  // Paid for today: one answer with entitlement's on that day.
  entitlement::ResidentYear year;
  year.year = plan.there->started_on.year();
  year.received_on = today;
  year.exempt = entitlement::is_exempt_on(today, groups, target.resident);
  const entitlement::ResidentFacts facts = entitlement::facts_of_year(year, known, target.resident);
  return entitlement::decide_resident_waiting(facts, target).reasons;
}

}  // namespace yibao::place_change
