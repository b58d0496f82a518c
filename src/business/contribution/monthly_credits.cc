#include "business/contribution/monthly_credits.h"

#include <algorithm>
#include <map>

#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/agency/present.h"
#include "business/contribution/late_fees.h"
#include "business/contribution/roster.h"
#include "business/contribution/rules.h"
#include "business/contribution/store.h"
#include "business/person/types.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::contribution {

namespace {

using storage::Row;
using storage::Rows;
using storage::Value;

// Who may be on a roster of the month: participation touched it. Which month counts for whom, the
// rule decides.
constexpr storage::Statement kPeopleOfMonth{
    "roster_people_of_month",
    "SELECT DISTINCT person_id FROM enrolment "
    "WHERE person_id > $2 AND region = $1 AND scheme = 'employee' AND started_on <= $3 "
    "AND (suspended_on IS NULL OR suspended_on > $4) ORDER BY person_id LIMIT $5"};
constexpr storage::Statement kRosterOfMonth{
    "roster_of_month",
    "SELECT e.person_id, e.ordinal, e.kind, e.employer_id, e.account_type, e.base_fen, "
    "e.started_on, e.suspended_on, p.died_on, p.retired_on, r.received_on, e.entered_on, "
    "p.retirement_benefits_from "
    "FROM enrolment AS e JOIN person AS p ON p.person_id = e.person_id "
    "LEFT JOIN employer_receipt AS r ON r.region = e.region AND r.employer_id = e.employer_id "
    "AND r.month = $6 "
    "WHERE e.person_id >= $1 AND e.person_id <= $2 AND e.region = $3 AND e.scheme = 'employee' "
    "AND e.started_on <= $4 AND (e.suspended_on IS NULL OR e.suspended_on > $5) "
    "AND p.merged_into IS NULL ORDER BY e.person_id, e.ordinal"};
// The rows of the month, with the place of each; a person on two rosters sees them twice.
constexpr storage::Statement kReceiptsOfMonth{
    "receipts_of_month",
    "SELECT c.person_id, c.serial, c.enrolment, c.kind, x.region, x.scheme FROM enrolment AS e "
    "CROSS JOIN contribution AS c CROSS JOIN enrolment AS x "
    "WHERE e.person_id >= $1 AND e.person_id <= $2 AND e.region = $3 AND e.scheme = 'employee' "
    "AND e.started_on <= $4 AND (e.suspended_on IS NULL OR e.suspended_on > $5) "
    "AND c.person_id = e.person_id AND c.month = $6 "
    "AND x.person_id = c.person_id AND x.ordinal = c.enrolment "
    "ORDER BY c.person_id, c.serial"};
// Retirees have no receipt: whether the month was credited, the posting says; also one that stands
// under a number that was merged since.
constexpr storage::Statement kQuotasOfMonth{
    "retiree_quotas_of_month",
    "SELECT t.person_id FROM enrolment AS e "
    "CROSS JOIN person AS p CROSS JOIN posting AS t "
    "WHERE e.person_id >= $1 AND e.person_id <= $2 AND e.region = $3 AND e.scheme = 'employee' "
    "AND e.started_on <= $4 AND (e.suspended_on IS NULL OR e.suspended_on > $5) "
    "AND p.person_id = e.person_id AND (e.kind = 'retiree' OR p.retired_on IS NOT NULL) "
    "AND t.person_id = e.person_id AND t.region = $3 AND t.code = 101 AND t.month = $6 "
    "UNION SELECT n.merged_into FROM person AS n CROSS JOIN posting AS t "
    "WHERE n.merged_into >= $1 AND n.merged_into <= $2 "
    "AND t.person_id = n.person_id AND t.region = $3 AND t.code = 101 AND t.month = $6 "
    "ORDER BY 1"};

std::optional<Date> optional_date(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

struct Parameters {
  Month month;
  Date received_on;
  bool everybody = false;
};

Parameters parameters_of(const run::Run& run) {
  const Tree* day = run.parameters.find("received_on");
  const Tree* everybody = run.parameters.find("everybody");
  const auto month = Month::parse(run.period);
  YB_CHECK(month && day != nullptr && day->text() != nullptr && everybody != nullptr,
           "parameters of a run of monthly credits");
  return {*month, *Date::parse(*day->text()), *everybody->boolean()};
}

// One person's rows in the facts of a step, each a run in a list that is sorted by person.
class Cursor {
 public:
  explicit Cursor(const Rows& rows) : rows_(rows) {}
  std::span<const Row> of(PersonId person) {
    while (at_ < rows_.size() && rows_[at_][0].integer() < person.value()) ++at_;
    const std::size_t first = at_;
    while (at_ < rows_.size() && rows_[at_][0].integer() == person.value()) ++at_;
    return {rows_.data() + first, at_ - first};
  }

 private:
  const Rows& rows_;
  std::size_t at_ = 0;
};

// An enrolment that may put the person on the month's roster, and when its employer's money came.
struct Listed {
  enrolment::Enrolment enrolment;
  std::optional<Date> received_on;
};

Listed listed_of(const Row& row, RegionCode region) {
  Listed listed;
  enrolment::Enrolment& each = listed.enrolment;
  each.person = PersonId(row[0].integer());
  each.ordinal = static_cast<int>(row[1].integer());
  each.region = region;
  const auto kind = parse_enrolment_kind(row[2].text());
  YB_CHECK(kind.has_value(), "an unknown kind of enrolment in the database");
  each.kind = *kind;
  each.employer = EmployerId(row[3].integer_or(0));
  each.account_type = static_cast<enrolment::AccountType>(row[4].integer());
  each.base = Money::fen(row[5].integer());
  each.started_on = *optional_date(row[6]);
  each.suspended_on = optional_date(row[7]);
  listed.received_on = optional_date(row[10]);
  each.entered_on = optional_date(row[11]);
  return listed;
}

class CreditsStep : public run::Step {
 public:
  CreditsStep(const run::Run& run, std::vector<PersonId> people)
      : Step(run), asked_(parameters_of(run)) {
    people_ = std::move(people);
  }

 private:
  void need_facts(storage::Needs& needs) const override;
  run::Tally write(storage::Plan& plan, const storage::Facts& facts,
                   const business::Context& context) const override;

  Parameters asked_;
};

// Of one person: the rows of the facts, and what the month is.
struct Facts {
  std::vector<Listed> listed;
  person::Person person;
  std::span<const Row> receipts;
  bool quota_credited = false;

  // 滞纳金 of the employer whose money came late.
  std::optional<LateFee> late_fee_of(const Contribution& row,
                                     const policy::PolicySet& policies) const {
    for (const Listed& each : listed) {
      if (each.enrolment.ordinal != row.enrolment) continue;
      const RosterMonth owed{row.month, each.enrolment.kind, each.enrolment.employer, row.base};
      return contribution::late_fee_of(row, each.enrolment, std::span(&owed, 1), policies);
    }
    return std::nullopt;
  }
};

// The assessments of a step: people with the same base are assessed once.
class Assessments {
 public:
  explicit Assessments(const policy::RegionPolicy& policy) : policy_(policy) {}
  const Assessment& of(EnrolmentKind kind, Money base) {
    const auto key = std::pair(kind, base.fen());
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    return known_.emplace(key, assess_month(kind, base, policy_)).first->second;
  }

 private:
  const policy::RegionPolicy& policy_;
  std::map<std::pair<EnrolmentKind, std::int64_t>, Assessment> known_;
};

void CreditsStep::need_facts(storage::Needs& needs) const {
  if (people_.empty()) return;
  const Value first(people_.front().value());
  const Value last(people_.back().value());
  const Value region(run().region.value());
  const Value until(asked_.month.last_day().days());
  const Value from(asked_.month.first_day().days());
  const Value month(asked_.month.index());
  needs.add(kRosterOfMonth, {first, last, region, until, from, month});
  needs.add(kReceiptsOfMonth, {first, last, region, until, from, month});
  needs.add(kQuotasOfMonth, {first, last, region, until, from, month});
  needs.add(account::kAccountsOfRange, {first, last, region});
}

// What the month brings one person.
class PersonMonth {
 public:
  PersonMonth(const Facts& facts, const Parameters& asked, RegionCode region,
              const policy::RegionPolicy& policy, Assessments& assessments)
      : facts_(facts), asked_(asked), region_(region), policy_(policy), assessments_(assessments) {}

  enum class Outcome { written, paid_already, no_receipt, not_on_roster };
  Outcome take(Contribution& row, Money& credit) {
    const auto on = on_roster(asked_.month, enrolments(), facts_.person, policy_);
    if (!on) return Outcome::not_on_roster;
    const Listed& listed = facts_.listed[on->index];
    const enrolment::Enrolment& under = listed.enrolment;
    if (on->kind == EnrolmentKind::retiree) {
      if (facts_.quota_credited || !under.has_account()) return Outcome::paid_already;
      credit = assessments_.of(on->kind, under.base).credit;
      row.received_on = asked_.received_on;
      return credit.is_zero() ? Outcome::paid_already : Outcome::written;
    }
    if (was_entered()) return Outcome::paid_already;
    const std::optional<Date> came = listed.received_on ? listed.received_on
                                     : asked_.everybody ? std::optional(asked_.received_on)
                                                        : std::nullopt;
    if (!came || under.base.is_zero()) return Outcome::no_receipt;
    const Assessment& month = assessments_.of(on->kind, under.base);
    row.person = under.person;
    row.month = asked_.month;
    row.serial =
        facts_.receipts.empty() ? 0 : static_cast<int>(facts_.receipts.back()[1].integer()) + 1;
    row.enrolment = under.ordinal;
    row.kind = *came > due_on(asked_.month, policy_.contribution) ? ReceiptKind::supplementary
                                                                  : ReceiptKind::normal;
    row.base = month.base;
    row.personal = month.personal;
    row.employer = month.employer + month.fund;
    row.received_on = *came;
    if (under.has_account()) credit = month.credit;
    return Outcome::written;
  }

 private:
  std::vector<enrolment::Enrolment> enrolments() const {
    std::vector<enrolment::Enrolment> all;
    for (const Listed& each : facts_.listed) all.push_back(each.enrolment);
    return all;
  }
  // 同一月份在一地同一险种只缴一次: a receipt here, as an employee. One that a correction or a
  // refund has taken back was taken back by a decision, and a run does not undo it.
  bool was_entered() const {
    return std::ranges::any_of(facts_.receipts, [&](const Row& row) {
      return row[4].integer() == region_.value() && row[5].text() == to_text(Scheme::employee);
    });
  }

  const Facts& facts_;
  const Parameters& asked_;
  RegionCode region_;
  const policy::RegionPolicy& policy_;
  Assessments& assessments_;
};

run::Tally CreditsStep::write(storage::Plan& plan, const storage::Facts& facts,
                              const business::Context& context) const {
  run::Tally tally;
  if (people_.empty()) return tally;
  const RegionCode region = run().region;
  const policy::RegionPolicy& policy = context.policies->on(region, asked_.month.first_day());
  Assessments assessments(policy);
  Cursor roster(facts.rows(kRosterOfMonth));
  Cursor receipts(facts.rows(kReceiptsOfMonth));
  Cursor quotas(facts.rows(kQuotasOfMonth));
  Cursor accounts(facts.rows(account::kAccountsOfRange));
  const std::string payer = "contribution:" + region.to_string();
  plan.writes.reserve(people_.size() * 3 + 1);
  for (const PersonId person : people_) {
    Facts one;
    for (const Row& row : roster.of(person)) {
      one.listed.push_back(listed_of(row, region));
      one.person.died_on = optional_date(row[8]);
      one.person.retired_on = optional_date(row[9]);
      one.person.retirement_benefits_from = optional_date(row[12]);
    }
    one.receipts = receipts.of(person);
    one.quota_credited = !quotas.of(person).empty();
    const std::span<const Row> stored = accounts.of(person);
    Contribution row;
    Money credit;
    const auto outcome = PersonMonth(one, asked_, region, policy, assessments).take(row, credit);
    if (outcome == PersonMonth::Outcome::no_receipt) ++tally.left_out;
    if (outcome != PersonMonth::Outcome::written) continue;
    if (row.enrolment != 0) {
      row.entry_id = context.entry_id;
      plan.insert(kContribution, contribution_row(row));
      if (const auto fee = one.late_fee_of(row, *context.policies)) {
        plan.insert(kLateFee, late_fee_row(*fee));
      }
    }
    if (!credit.is_zero()) {
      account::Account account = account::account_at(
          account::read_accounts(Rows(stored.begin(), stored.end())), person, region);
      account::post(
          plan, account, credit,
          {account::PostingCode::monthly_credit, payer, row.received_on, asked_.month, "", {}},
          context);
      account::save(plan, account);
    }
    ++tally.done;
    tally.amount += credit;
  }
  return tally;
}

class CreditsWork : public run::Work {
 public:
  std::unique_ptr<run::Step> next(storage::Session& reader, const run::Run& run) override {
    const Parameters asked = parameters_of(run);
    std::vector<PersonId> people;
    for (const Row& row : reader.select(
             kPeopleOfMonth, {run.region.value(), run.cursor, asked.month.last_day().days(),
                              asked.month.first_day().days(), run::kPeopleOfStep})) {
      people.emplace_back(row[0].integer());
    }
    const std::int64_t cursor = people.empty() ? run.cursor : people.back().value();
    const bool last = people.size() < run::kPeopleOfStep;
    auto step = std::make_unique<CreditsStep>(run, std::move(people));
    step->end_at({cursor, last});
    return step;
  }
};

}  // namespace

business::CommandOrRefusal StartMonthlyCredits::parse(const business::Request& request,
                                                      const business::Context& context,
                                                      storage::Session&) {
  auto command = std::make_unique<StartMonthlyCredits>();
  auto reader = business::Reader::body(request, context);
  command->region_ = agency::path_region(reader, request, context);
  command->kind_ = run::RunKind::monthly_credits;
  command->month_ = reader.month("month");
  command->received_on_ = reader.optional_date("received_on").value_or(context.today);
  const bool everybody = reader.flag("everybody");
  if (reader.ok_so_far() && !MonthSet::in_range(command->month_)) {
    reader.add({"member_not_month", {{"member", "month"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->period_ = command->month_.to_string();
  command->parameters_.set("received_on", command->received_on_.to_string());
  command->parameters_.set("everybody", everybody);
  return business::CommandOrRefusal(std::move(command));
}

Verdict StartMonthlyCredits::check(const business::Context& context) const {
  if (month_ > Month::containing(context.today)) {
    return refuse("month_in_future", {{"month", month_.to_string()}});
  }
  if (received_on_ > context.today) {
    return refuse("received_in_future", {{"day", received_on_.to_string()}});
  }
  return Nothing{};
}

std::unique_ptr<run::Work> monthly_credits_work(const run::Run&) {
  return std::make_unique<CreditsWork>();
}

}  // namespace yibao::contribution
