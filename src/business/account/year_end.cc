#include "business/account/year_end.h"

#include <algorithm>
#include <charconv>

#include "business/account/interest.h"
#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/agency/present.h"
#include "business/horizon.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::account {

namespace {

using storage::Row;
using storage::Rows;
using storage::Value;

constexpr int kYearFirst = 1998;

constexpr storage::Statement kAccountHolders{
    "year_end_account_holders",
    "SELECT person_id FROM account WHERE person_id > $2 AND region = $1 "
    "ORDER BY person_id LIMIT $3"};
constexpr storage::Statement kPostingsOfRange{
    "year_end_postings",
    "SELECT person_id, direction, code, amount_fen, happened_on FROM posting "
    "WHERE person_id >= $1 AND person_id <= $2 AND region = $3 AND happened_on <= $4 "
    "ORDER BY person_id, posting_id"};

int year_of(const run::Run& run) {
  int year = 0;
  const auto read = std::from_chars(run.period.data(), run.period.data() + run.period.size(), year);
  YB_CHECK(read.ec == std::errc() && year >= kYearFirst && year <= business::kYearLast,
           "a run's year");
  return year;
}

Date first_day_after(int year) {
  return Date::of(year + 1, 1, 1);
}

// One account in the facts of a step.
struct Ledger {
  Account account;
  Earnings earnings;
};

void add_row(Ledger& ledger, const Row& row) {
  const Date on = Date::from_days(static_cast<std::int32_t>(row[4].integer()));
  const std::int64_t fen = row[3].integer();
  add_posting(ledger.earnings, static_cast<PostingCode>(row[2].integer()),
              {on, row[1].text() == "credit" ? fen : -fen});
}

// A step over the accounts of some people; what each one gets is the kind's.
class YearEndStep : public run::Step {
 public:
  YearEndStep(const run::Run& run, std::vector<PersonId> people) : Step(run), year_(year_of(run)) {
    people_ = std::move(people);
  }

 protected:
  // The amount that was posted; zero where there was nothing to post.
  virtual Money post_to(Ledger& ledger, storage::Plan& plan,
                        const business::Context& context) const = 0;
  int year_;

 private:
  void need_facts(storage::Needs& needs) const override {
    if (people_.empty()) return;
    const Value first(people_.front().value());
    const Value last(people_.back().value());
    const Value region(run().region.value());
    needs.add(kAccountsOfRange, {first, last, region});
    needs.add(kPostingsOfRange, {first, last, region, first_day_after(year_).days()});
  }

  run::Tally write(storage::Plan& plan, const storage::Facts& facts,
                   const business::Context& context) const override {
    run::Tally tally;
    if (people_.empty()) return tally;
    const Rows& postings = facts.rows(kPostingsOfRange);
    std::size_t at = 0;
    for (const Account& account : read_accounts(facts.rows(kAccountsOfRange))) {
      // One that was opened since the step was made is not locked, and has nothing of last year.
      if (!std::ranges::binary_search(people_, account.person)) continue;
      Ledger ledger{account, {}};
      const std::int64_t person = account.person.value();
      while (at < postings.size() && postings[at][0].integer() < person) ++at;
      for (; at < postings.size() && postings[at][0].integer() == person; ++at) {
        add_row(ledger, postings[at]);
      }
      const Money amount = post_to(ledger, plan, context);
      if (amount.is_zero()) continue;
      save(plan, ledger.account);
      ++tally.done;
      tally.amount += amount;
    }
    return tally;
  }
};

// 年度结息(102), on the interest day, for the days since the last interest.
class InterestStep : public YearEndStep {
 public:
  using YearEndStep::YearEndStep;

 private:
  Money post_to(Ledger& ledger, storage::Plan& plan,
                const business::Context& context) const override {
    const RegionCode region = run().region;
    const Date day =
        interest_day_of(year_, context.policies->on(region, Date::of(year_, 12, 31)).account);
    const policy::AccountPolicy& policy = context.policies->on(region, day).account;
    const Money earned = interest_for(period_up_to(day, ledger.earnings.interest_until, policy),
                                      ledger.earnings.changes, policy);
    if (earned.is_zero()) return {};
    // 已清零的账户: the money has left, and what it had earned comes after it. Nobody looks there.
    if (ledger.account.balance.is_zero()) {
      plan.notify(ledger.account.person, "interest_on_emptied_account",
                  {{"region", region.to_string()}, {"amount", earned.to_display()}});
    }
    post(plan, ledger.account, earned,
         {PostingCode::yearly_interest, "interest:" + region.to_string(), day, {}, {}, {}},
         context);
    return earned;
  }
};

// 上年结转收入(113)、年度结转支出(206): the balance of the year's last day. The credit comes
// first, so that neither what is set aside nor a balance of zero stands in the way.
class CarryForwardStep : public YearEndStep {
 public:
  using YearEndStep::YearEndStep;

 private:
  Money post_to(Ledger& ledger, storage::Plan& plan,
                const business::Context& context) const override {
    const Date new_year = first_day_after(year_);
    if (ledger.earnings.carried_forward_on && *ledger.earnings.carried_forward_on >= new_year)
      return {};
    std::int64_t fen = 0;
    for (const BalanceChange& change : ledger.earnings.changes) {
      if (change.on < new_year) fen += change.fen;
    }
    if (fen <= 0) return {};
    const std::string other = "carry_forward:" + run().region.to_string();
    for (const PostingCode code :
         {PostingCode::carried_forward_in, PostingCode::carried_forward_out}) {
      post(plan, ledger.account, Money::fen(fen), {code, other, new_year, {}, {}, {}}, context);
    }
    return Money::fen(fen);
  }
};

template<class EachStep>
class YearEndWork : public run::Work {
 public:
  std::unique_ptr<run::Step> next(storage::Session& reader, const run::Run& run) override {
    std::vector<PersonId> people;
    for (const Row& row :
         reader.select(kAccountHolders, {run.region.value(), run.cursor, run::kPeopleOfStep})) {
      people.emplace_back(row[0].integer());
    }
    const std::int64_t cursor = people.empty() ? run.cursor : people.back().value();
    const bool last = people.size() < run::kPeopleOfStep;
    auto step = std::make_unique<EachStep>(run, std::move(people));
    step->end_at({cursor, last});
    return step;
  }
};

}  // namespace

business::CommandOrRefusal StartYearEnd::read(std::unique_ptr<StartYearEnd> command,
                                              run::RunKind kind, const business::Request& request,
                                              const business::Context& context) {
  auto reader = business::Reader::body(request, context);
  command->region_ = agency::path_region(reader, request, context);
  command->kind_ = kind;
  command->year_ = static_cast<int>(reader.integer("year", kYearFirst, business::kYearLast));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->period_ = std::to_string(command->year_);
  return business::CommandOrRefusal(std::move(command));
}

business::CommandOrRefusal StartInterest::parse(const business::Request& request,
                                                const business::Context& context,
                                                storage::Session&) {
  return read(std::make_unique<StartInterest>(), run::RunKind::interest, request, context);
}

Verdict StartInterest::check(const business::Context& context) const {
  const policy::AccountPolicy& policy =
      context.policies->on(region_, Date::of(year_, 12, 31)).account;
  if (policy.interest_mode.value == policy::InterestMode::none) {
    return refuse("no_interest_here", {{"region", region_.to_string()}},
                  {policy.interest_mode.citation});
  }
  const Date day = interest_day_of(year_, policy);
  if (context.today >= day) return Nothing{};
  return refuse("interest_day_not_reached", {{"interest_day", day.to_string()}},
                {policy.interest_day.citation});
}

business::CommandOrRefusal StartCarryForward::parse(const business::Request& request,
                                                    const business::Context& context,
                                                    storage::Session&) {
  return read(std::make_unique<StartCarryForward>(), run::RunKind::carry_forward, request, context);
}

Verdict StartCarryForward::check(const business::Context& context) const {
  if (context.today >= first_day_after(year_)) return Nothing{};
  return refuse("year_not_over", {{"year", std::to_string(year_)}});
}

std::unique_ptr<run::Work> interest_work() {
  return std::make_unique<YearEndWork<InterestStep>>();
}

std::unique_ptr<run::Work> carry_forward_work() {
  return std::make_unique<YearEndWork<CarryForwardStep>>();
}

}  // namespace yibao::account
