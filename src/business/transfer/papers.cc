#include "business/transfer/papers.h"

#include <algorithm>
#include <vector>

#include "business/account/types.h"
#include "business/agency/store.h"
#include "business/enrolment/store.h"
#include "business/entitlement/by_day.h"
#include "business/provider/numbers.h"

namespace yibao::transfer {

namespace {

struct Movement {
  Date on;
  std::int64_t fen = 0;  // above zero: a credit
};

// Of one account, in the order of days (rows of account::kPostingsOf).
std::vector<Movement> changes_of(const storage::Rows& postings, RegionCode region) {
  std::vector<Movement> changes;
  for (const storage::Row& row : postings) {
    if (row[1].integer() != region.value()) continue;
    const bool credit = row[2].text() == "credit";
    changes.push_back({Date::from_days(static_cast<std::int32_t>(row[5].integer())),
                       credit ? row[4].integer() : -row[4].integer()});
  }
  std::ranges::stable_sort(changes, {}, &Movement::on);
  return changes;
}

// Of the money that was there when the year began, what has never been spent since.
std::int64_t carried_from(int year, const std::vector<Movement>& changes) {
  const Date begins = Month::of(year, 1).first_day();
  std::int64_t balance = 0;
  std::size_t at = 0;
  for (; at < changes.size() && changes[at].on < begins; ++at) balance += changes[at].fen;
  std::int64_t carried = balance;
  while (at < changes.size()) {
    const Date day = changes[at].on;
    for (; at < changes.size() && changes[at].on == day; ++at) balance += changes[at].fen;
    carried = std::min(carried, balance);
  }
  return std::max<std::int64_t>(0, carried);
}

}  // namespace

std::string insurance_number(const person::Person& person, const business::Context& context) {
  return provider::short_id(
      context.vault->outside_id(storage::IdKind::person, person.id.value(), person.recorded_at));
}

BenefitPeriod benefit_period(const PersonFacts& known, const enrolment::Enrolment& relation,
                             const storage::Facts& facts, const business::Context& context) {
  const entitlement::PersonRecord record{
      known.person,
      known.enrolments,
      known.contributions,
      known.recognised,
      known.holds,
      entitlement::read_memberships(facts.rows(entitlement::kGroupsOf, known.person.id))};
  const Date last =
      relation.suspended_on ? std::min(*relation.suspended_on - 1, context.today) : context.today;
  if (last < relation.started_on) return {};
  entitlement::ByDay days(record, *context.policies, context.today);
  const entitlement::Standing standing = days.standing_on(last).standing;
  if (standing.cover == entitlement::Cover::no || !standing.since) return {};
  BenefitPeriod period{standing.since, {}};
  if (standing.until) period.last_day = *standing.until - 1;
  return period;
}

Money balance_at_end_of(Date day, const storage::Rows& postings, RegionCode region) {
  std::int64_t balance = 0;
  for (const Movement& each : changes_of(postings, region)) {
    if (each.on <= day) balance += each.fen;
  }
  return Money::fen(balance);
}

BalanceByYear split_by_year(Money balance, const storage::Rows& postings, RegionCode region,
                            int year) {
  const std::vector<Movement> changes = changes_of(postings, region);
  const std::int64_t carried = std::min(carried_from(year, changes), balance.fen());
  const std::int64_t earlier = std::min(carried_from(year - 1, changes), carried);
  return {Money::fen(balance.fen() - carried), Money::fen(carried - earlier), Money::fen(earlier)};
}

Tree bases_tree(const PersonFacts& known, RegionCode region) {
  struct Run {
    Month first;
    Month last;
    Money base;
  };
  std::vector<Run> runs;
  std::vector<contribution::Contribution> paid;
  for (const auto& each : contribution::standing_receipts(known.contributions)) {
    const enrolment::Enrolment* under = enrolment::with_ordinal(known.enrolments, each.enrolment);
    if (under != nullptr && under->region == region && !each.base.is_zero()) paid.push_back(each);
  }
  std::ranges::stable_sort(paid, {}, &contribution::Contribution::month);
  for (const contribution::Contribution& each : paid) {
    if (!runs.empty() && runs.back().base == each.base && each.month <= runs.back().last + 1) {
      runs.back().last = each.month;
    } else {
      runs.push_back({each.month, each.month, each.base});
    }
  }
  Tree list = Tree(Tree::List{});
  for (const Run& run : runs) {
    list.push(Tree::object({{"first", run.first.to_string()},
                            {"last", run.last.to_string()},
                            {"base_fen", run.base.fen()}}));
  }
  return list;
}

Tree periods_tree(const PersonFacts& known, RegionCode region) {
  Tree list = Tree(Tree::List{});
  for (const enrolment::Enrolment& each : known.enrolments) {
    if (each.region != region || each.duplicate) continue;
    Tree period = Tree::object({{"scheme", std::string(enrolment::to_text(each.scheme))},
                                {"kind", std::string(enrolment::to_text(each.kind))},
                                {"account_type", static_cast<int>(each.account_type)},
                                {"state", std::string(enrolment::to_text(each.state))},
                                {"from", each.started_on.to_string()}});
    if (each.suspended_on) period.set("last_day", (*each.suspended_on - 1).to_string());
    list.push(std::move(period));
  }
  return list;
}

Tree agency_tree(const storage::Facts& facts, RegionCode region) {
  const storage::Rows& rows = facts.rows(agency::kAgencyOf, storage::Value(region.value()));
  if (rows.empty()) return {};
  const agency::Agency agency = agency::read_agency(rows.front());
  return Tree::object({{"name", agency.name},
                       {"contact", agency.contact},
                       {"phone", agency.phone},
                       {"address", agency.address},
                       {"postcode", agency.postcode},
                       {"bank_name", agency.bank_name},
                       {"bank_account_name", agency.bank_account_name},
                       {"bank_account", agency.bank_account}});
}

}  // namespace yibao::transfer
