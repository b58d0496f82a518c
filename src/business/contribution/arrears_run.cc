#include "business/contribution/arrears_run.h"

#include <algorithm>

#include "business/agency/present.h"
#include "business/contribution/arrears_notices.h"
#include "business/contribution/arrears_pass.h"
#include "business/contribution/rules.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::contribution {

namespace {

constexpr std::size_t kNoticesOfStep = 1'000;

constexpr storage::Statement kNoticedBefore{
    "arrears_noticed_before",
    "SELECT employer_id FROM arrears_notice WHERE region = $1 AND month = $2 "
    "AND employer_id >= $3 AND employer_id <= $4 ORDER BY employer_id"};
constexpr storage::Statement kEmployersOfRange{
    "arrears_employers_of_range",
    "SELECT employer_id, region, employer_id, code, name, recorded_at FROM employer "
    "WHERE region = $1 AND employer_id >= $2 AND employer_id <= $3 ORDER BY employer_id"};

using Debt = std::pair<EmployerId, EmployerDebt>;

Month month_of(const run::Run& run) {
  const auto month = Month::parse(run.period);
  YB_CHECK(month.has_value(), "the month of an arrears run");
  return *month;
}

class NoticesStep : public run::Step {
 public:
  NoticesStep(const run::Run& run, std::vector<Debt> debts)
      : Step(run), month_(month_of(run)), debts_(std::move(debts)) {}

 private:
  void need_facts(storage::Needs& needs) const override {
    if (debts_.empty()) return;
    const storage::Value region(run().region.value());
    const storage::Value first(debts_.front().first.value());
    const storage::Value last(debts_.back().first.value());
    needs.add(kNoticedBefore, {region, month_.index(), first, last});
    needs.add(kEmployersOfRange, {region, first, last});
  }

  run::Tally write(storage::Plan& plan, const storage::Facts& facts,
                   const business::Context& context) const override {
    run::Tally tally;
    if (debts_.empty()) return tally;
    std::vector<std::int64_t> before;
    for (const storage::Row& row : facts.rows(kNoticedBefore)) before.push_back(row[0].integer());
    std::map<std::int64_t, std::string> names;
    for (const storage::Row& row : facts.rows(kEmployersOfRange)) {
      names[row[0].integer()] = enrolment::mask_employer(row[4].text());
    }
    const policy::RegionPolicy& policy = context.policies->on(run().region, month_.first_day());
    const Date pay_by = pay_by_of(run().region, context);
    for (const auto& [employer, debt] : debts_) {
      if (std::ranges::binary_search(before, employer.value())) continue;
      plan.insert(kArrearsNotice,
                  notice_row({run().region, employer, month_, 1, debt.months.to_string(),
                              static_cast<std::int64_t>(debt.people.size()), debt.amount,
                              debt.late_fee, due_on(month_, policy.contribution), context.today,
                              pay_by, context.actor->journal_name(), context.now}));
      tell_people(plan, debt, names[employer.value()]);
      ++tally.done;
      tally.amount += debt.amount;
    }
    return tally;
  }

  // 催缴: the person cannot cure it, but may urge the employer (1.10 之 5).
  void tell_people(storage::Plan& plan, const EmployerDebt& debt, const std::string& name) const {
    for (const PersonId person : debt.people) {
      plan.notify(person, "arrears_noticed",
                  {{"employer", name}, {"months", debt.months.to_string()}});
    }
  }

  Month month_;
  std::vector<Debt> debts_;  // in order of employer
};

class ArrearsWork : public run::Work {
 public:
  ArrearsWork(const policy::PolicySet& policies, Date today) : policies_(policies), today_(today) {}

  std::unique_ptr<run::Step> next(storage::Session& reader, const run::Run& run) override {
    if (!debts_) {
      debts_ = find_debts(reader, run.region, month_of(run), policies_, today_);
    }
    std::vector<Debt> page;
    auto debt = debts_->upper_bound(EmployerId(run.cursor));
    for (; debt != debts_->end() && page.size() < kNoticesOfStep; ++debt) page.push_back(*debt);
    const std::int64_t cursor = page.empty() ? run.cursor : page.back().first.value();
    const bool last = debt == debts_->end();
    auto step = std::make_unique<NoticesStep>(run, std::move(page));
    step->end_at({cursor, last});
    return step;
  }

 private:
  const policy::PolicySet& policies_;
  Date today_;
  std::optional<Debts> debts_;  // found when the first step is made
};

}  // namespace

business::CommandOrRefusal StartArrears::parse(const business::Request& request,
                                               const business::Context& context,
                                               storage::Session&) {
  auto command = std::make_unique<StartArrears>();
  auto reader = business::Reader::body(request, context);
  command->region_ = agency::path_region(reader, request, context);
  command->kind_ = run::RunKind::arrears;
  command->month_ = reader.month("month");
  if (reader.ok_so_far() && !MonthSet::in_range(command->month_)) {
    reader.add({"member_not_month", {{"member", "month"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->period_ = command->month_.to_string();
  return business::CommandOrRefusal(std::move(command));
}

// 截止日之前未缴的,不是欠费(1.10 之 4)。
Verdict StartArrears::check(const business::Context& context) const {
  const policy::ContributionPolicy& policy =
      context.policies->on(region_, month_.first_day()).contribution;
  const Date due = due_on(month_, policy);
  if (context.today > due) return Nothing{};
  return refuse("month_not_yet_due", {{"month", month_.to_string()}, {"due_on", due.to_string()}},
                {policy.due_day.citation});
}

std::unique_ptr<run::Work> arrears_work(const policy::PolicySet& policies, Date today) {
  return std::make_unique<ArrearsWork>(policies, today);
}

}  // namespace yibao::contribution
