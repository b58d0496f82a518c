// Goal: the dated strip is the answer of each of its days, and both are what a plain recomputation
// from the months says, written here without the rules' code; suppositions pass the rules of real
// receipts.
#include "business/entitlement/coverage.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "business/contribution/store.h"
#include "business/entitlement/suppose.h"
#include "business/test_world.h"

namespace yibao::entitlement {
namespace {

using contribution::Contribution;
using contribution::ReceiptKind;
using enrolment::Enrolment;
using enrolment::EnrolmentKind;

constexpr RegionCode kPlace(441900);
constexpr RegionCode kOther(330100);
const Month kBegin = Month::of(2024, 1);
constexpr int kMonthsOfLife = 20;
const Date kToday = Date::of(2025, 9, 15);

// A region's rule of gaps and debts, as data of the test.
struct Local {
  int grace = 3;
  int wait_paid_up = 6;
  int wait_else = 6;
  bool paid_months = false;
  int percent = 0;
  bool next_month = false;  // a gap in one place
  bool retroactive = false;
  int beyond = 0;   // 0 waiting, 1 restore, 2 thirty days
  int restore = 2;  // 0 same day, 1 next day, 2 next month, 3 thirty days
};

policy::test::Files files_of(const Local& local) {
  using policy::test::dated;
  policy::test::Files files = test::people_policy();
  const auto set = [&](const char* id, Tree value) {
    files.set("100000", id, Tree(Tree::List{dated(std::move(value), "1998-01-01")}));
  };
  constexpr std::array kBeyond{"waiting", "restore", "plus_30_days"};
  constexpr std::array kRestore{"same_day", "next_day", "next_month", "plus_30_days"};
  const auto beyond = static_cast<std::size_t>(local.beyond);
  set("gap.grace_months", local.grace);
  set("gap.grace_without_backpay", "no_wait");
  set("gap.employed_wait", true);
  set("gap.wait_months_with_backpay", local.wait_paid_up);
  set("gap.wait_months_without_backpay", local.wait_else);
  set("gap.wait_kind", local.paid_months ? "paid_months" : "wait");
  set("gap.wait_benefit_percent", local.percent);
  set("gap.local_grace_benefit_from", local.next_month ? "next_month" : "payment_month");
  set("gap.local_retroactive", local.retroactive);
  set("gap.local_beyond_grace", kBeyond[beyond]);
  set("arrears.retroactive", local.retroactive);
  set("arrears.beyond_grace", kBeyond[beyond]);
  set("arrears.restore", kRestore[static_cast<std::size_t>(local.restore)]);
  set("contribution.covers", "same_month");
  return files;
}

// A life of twenty months: each in time, late by so many months, or never paid.
struct Life {
  std::vector<int> months;  // 0 in time, 1 to 6 months late, 7 never
  bool employed = false;

  bool in_time(int i) const { return i >= 0 && i < kMonthsOfLife && months[at(i)] == 0; }
  std::optional<Date> late(int i) const {
    if (i < 0 || i >= kMonthsOfLife || months[at(i)] == 0 || months[at(i)] == 7) return {};
    return (kBegin + (i + months[at(i)])).first_day() + 9;
  }
  bool paid(int i) const { return in_time(i) || late(i).has_value(); }

 private:
  static std::size_t at(int i) { return static_cast<std::size_t>(i); }
};

PersonRecord record_of(const Life& life) {
  PersonRecord record;
  record.person.birth_date = Date::of(1990, 1, 1);
  Enrolment row;
  row.ordinal = 1;
  row.region = kPlace;
  row.kind = life.employed ? EnrolmentKind::employee : EnrolmentKind::flexible;
  row.employer = life.employed ? EmployerId(7) : EmployerId();
  row.base = Money::yuan(5000);
  row.started_on = kBegin.first_day();
  record.enrolments = {row};
  for (int i = 0; i < kMonthsOfLife; ++i) {
    if (!life.paid(i)) continue;
    Contribution paid;
    paid.month = kBegin + i;
    paid.enrolment = 1;
    paid.received_on = life.late(i).value_or(paid.month.last_day());
    paid.kind = life.in_time(i) ? ReceiptKind::normal : ReceiptKind::supplementary;
    record.contributions.push_back(paid);
  }
  return record;
}

Date restored(Date received, int restore) {
  if (restore == 0) return received;
  if (restore == 1) return received + 1;
  if (restore == 3) return received + 30;
  return (Month::containing(received) + 1).first_day();
}

// What the fund pays on a day, in percent: month by month, from the rules as domain 1.8 and 1.10
// put them, for one place and no transfer.
class Naive {
 public:
  Naive(const Life& life, const Local& local) : life_(life), local_(local) {}

  int percent_on(Date day) const {
    int first = 0;
    while (first < kMonthsOfLife && !life_.paid(first)) ++first;
    if (first == kMonthsOfLife) return 0;
    if (day < begins(first)) return 0;
    const int now = Month::containing(day) - kBegin;
    int least = 100;  // of several that stand on one day, what gives least
    // An employer owes from the first month of its roster, whatever was paid before.
    int from = life_.employed ? 0 : first;
    while (from < now) {
      if (life_.in_time(from)) {
        ++from;
        continue;
      }
      int to = from;  // the first month in time behind the break
      while (to < kMonthsOfLife && !life_.in_time(to)) ++to;
      std::vector<std::pair<int, int>> breaks = pieces(from, to);
      if (to >= kMonthsOfLife) {
        // Nothing in time behind it: what was paid up from its beginning, and the open rest.
        int open = from;
        while (life_.late(open)) ++open;
        breaks = pieces(from, open);
        if (open < now) breaks.push_back({open, -1});
        to = now;
      }
      for (const auto& [first_unpaid, resumed] : breaks) {
        if (first_unpaid >= now) continue;  // has stopped nothing yet
        least = std::min(least, judge(first_unpaid, resumed, day));
      }
      from = to + 1;
    }
    return least;
  }

 private:
  // A first month that came late is covered from the next, but where a debt is made good from its
  // beginning.
  Date begins(int first) const {
    if (life_.in_time(first)) return (kBegin + first).first_day();
    int to = first;
    while (to < kMonthsOfLife && !life_.in_time(to)) ++to;
    if (to >= kMonthsOfLife) {
      for (to = first; life_.late(to);) ++to;
    }
    const int end = pieces(first, to).front().second;
    bool whole = first == 0;
    for (int i = first; i < end; ++i) whole = whole && life_.late(i);
    const bool made_good =
        whole && life_.employed && local_.retroactive && end - first <= local_.grace;
    return (kBegin + first + (made_good ? 0 : 1)).first_day();
  }

  // Months not paid in time, apart where all before had been paid up when the next fell due.
  std::vector<std::pair<int, int>> pieces(int from, int to) const {
    std::vector<std::pair<int, int>> found;
    for (int start = from, end = from; start < to; start = end) {
      const auto settled = [&] {
        for (int i = start; i < end; ++i) {
          const auto late = life_.late(i);
          if (!late || *late > (kBegin + end).last_day()) return false;
        }
        return true;
      };
      ++end;
      while (end < to && !settled()) ++end;
      found.push_back({start, end});
    }
    return found;
  }

  // 1.10 之 1: what is left unpaid, its longest run; paid up wholly, the months before that.
  int counted(int first, int resumed, bool all) const {
    int longest = 0;
    int run = 0;
    for (int i = first; i < resumed; ++i) {
      run = life_.late(i) ? 0 : run + 1;
      longest = std::max(longest, run);
    }
    return all ? resumed - first : longest;
  }

  // Percent on the day because of one break.
  int judge(int first, int resumed, Date day) const {
    if (resumed < 0) return 0;
    bool all = true;
    bool owed = false;
    std::optional<Date> received;
    for (int i = first; i < resumed; ++i) {
      if (const auto late = life_.late(i)) {
        if (!received || *received < *late) received = late;
      } else {
        all = false;
        // The months of today's roster: an employer is obliged up to the month of today.
        if (life_.employed && (kBegin + i) <= Month::containing(kToday)) owed = true;
      }
    }
    if (owed) return 0;
    const bool never_before = !any_paid_before(first);
    const Month again = kBegin + resumed;
    Date from = again.first_day();
    int percent = 0;
    Date partly_from = again.first_day();
    if (never_before && !life_.employed && all) {
      // The first contribution of a life.
    } else if (never_before && !life_.employed && counted(first, resumed, all) <= local_.grace) {
      from = (again + (local_.next_month ? 1 : 0)).first_day();
    } else if (counted(first, resumed, all) <= local_.grace) {
      from = within_grace(first, again, all, received);
    } else if (never_before && all && local_.beyond == 0) {
      from = restored(*received, local_.restore);  // nothing was interrupted
    } else if (all && local_.beyond > 0) {
      from = beyond_grace(*received);
    } else {
      from = waited(again, all ? local_.wait_paid_up : local_.wait_else, day);
      percent = local_.percent;
      if (all && life_.employed) from = std::max(from, restored(*received, local_.restore));
    }
    if (day >= from) return 100;
    return percent > 0 && day >= partly_from ? percent : 0;
  }

  bool any_paid_before(int month) const {
    for (int i = 0; i < month; ++i) {
      if (life_.paid(i)) return true;
    }
    return false;
  }

  Date within_grace(int first, Month again, bool all, std::optional<Date> received) const {
    const Date without = local_.next_month ? (again + 1).first_day() : again.first_day();
    if (!all) {
      if (again - (kBegin + first) <= local_.grace) return without;
      const Month paid = Month::containing(*received);
      return std::max(without, (paid + (local_.next_month ? 1 : 0)).first_day());
    }
    if (local_.retroactive) return std::min((kBegin + first).first_day(), without);
    if (life_.employed) return restored(*received, local_.restore);
    const Month payment = Month::containing(*received);
    const Date cured = (payment + (local_.next_month ? 1 : 0)).first_day();
    return std::min(cured, without);
  }

  Date beyond_grace(Date received) const {
    if (local_.beyond == 2) return received + 30;
    if (life_.employed) return restored(received, local_.restore);
    return (Month::containing(received) + (local_.next_month ? 1 : 0)).first_day();
  }

  Date waited(Month again, int needed, Date day) const {
    if (!local_.paid_months || needed == 0) return (again + needed).first_day();
    int counted = 0;
    Month month = again;
    while (counted < needed) {
      const bool due = day > month.last_day();
      counted = life_.paid(month - kBegin) || !due ? counted + 1 : 0;
      month = month + 1;
    }
    return month.first_day();
  }

  const Life& life_;
  const Local& local_;
};

Local some_local() {
  Local local;
  local.grace = *rc::gen::element(0, 1, 3);
  local.wait_paid_up = *rc::gen::element(0, 3, 6);
  local.wait_else = *rc::gen::element(3, 6);
  local.paid_months = *rc::gen::arbitrary<bool>();
  local.percent = *rc::gen::element(0, 50);
  local.next_month = *rc::gen::arbitrary<bool>();
  local.retroactive = *rc::gen::arbitrary<bool>();
  local.beyond = *rc::gen::inRange(0, 3);
  local.restore = *rc::gen::inRange(0, 4);
  return local;
}

Life some_life() {
  Life life;
  // Mostly in time, so that there is something to break.
  for (int i = 0; i < kMonthsOfLife; ++i) {
    life.months.push_back(
        *rc::gen::weightedElement<int>({{10, 0}, {1, 1}, {1, 2}, {1, 4}, {3, 7}}));
  }
  life.employed = *rc::gen::arbitrary<bool>();
  return life;
}

// Three ways to the same answer: the strip, each day by itself, and the plain recomputation.
TEST(Coverage, strip_equals_each_day_and_a_plain_recomputation) {
  const bool held = rc::check("coverage", [] {
    const Local local = some_local();
    const Life life = some_life();
    const policy::PolicySet policies = files_of(local).loaded();
    const PersonRecord record = record_of(life);
    const Date from = kBegin.first_day() - 5;
    const Date until = Date::of(2025, 12, 31);
    ByDay by_day(record, policies, kToday);
    const std::vector<Stretch> strip = strip_of(from, until, by_day);
    const Naive naive(life, local);
    RC_ASSERT(strip.front().from == from);
    RC_ASSERT(strip.back().until == until);
    Date expected = from;
    for (const Stretch& stretch : strip) {
      RC_ASSERT(stretch.from == expected);
      expected = stretch.until;
      for (Date day = stretch.from; day < stretch.until; day = day + 1) {
        const int percent =
            ByDay(record, policies, kToday).answer_on(day).entitlement.standing.percent;
        RC_ASSERT(percent == stretch.standing.percent);
        if (percent != naive.percent_on(day)) {
          RC_LOG() << day.to_string() << " rules " << percent << " naive " << naive.percent_on(day)
                   << " employed " << life.employed << " grace " << local.grace << " paid_months "
                   << local.paid_months << " beyond " << local.beyond << " retro "
                   << local.retroactive << "\n";
        }
        RC_ASSERT(percent == naive.percent_on(day));
      }
    }
  });
  EXPECT_TRUE(held);
}

Life paid_except(std::initializer_list<int> missing) {
  Life life;
  life.months.assign(kMonthsOfLife, 0);
  for (const int i : missing) life.months[static_cast<std::size_t>(i)] = 7;
  return life;
}

std::string shown(const std::vector<Stretch>& strip) {
  std::string text;
  for (const Stretch& each : strip) {
    text += (text.empty() ? "" : ", ") + each.from.to_string() + " " +
            std::string(to_text(each.standing.cover)) + " " +
            std::string(to_text(each.standing.ground));
  }
  return text;
}

std::string strip_of_supposed(const PersonRecord& record, const Suppositions& what, Date from,
                              Date until, Date today, const policy::PolicySet& policies) {
  const Decision<Supposed> supposed = suppose(record, what, policies, today);
  if (!supposed) return supposed.refusal().code();
  ByDay by_day(supposed->record, policies, today);
  return shown(strip_of(from, until, by_day));
}

// R-165 as a question: March and April unpaid, what if they are paid today, 05-20?
TEST(Coverage, what_if_the_debt_is_paid_today) {
  Life life = paid_except({14, 15, 16, 17, 18, 19});  // 2025-03 on
  life.employed = true;
  const PersonRecord record = record_of(life);
  const policy::PolicySet policies = files_of({}).loaded();
  const Date today = Date::of(2025, 5, 20);
  Suppositions what;
  what.horizon = Date::of(2025, 9, 1);
  const Date until = Date::of(2025, 8, 1);
  EXPECT_EQ(strip_of_supposed(record, what, Date::of(2025, 3, 1), until, today, policies),
            "2025-03-01 yes contribution, 2025-04-01 no arrears");
  what.pay_open_on = today;
  what.continues = true;
  EXPECT_EQ(strip_of_supposed(record, what, Date::of(2025, 3, 1), until, today, policies),
            "2025-03-01 yes contribution, 2025-04-01 no arrears, 2025-05-20 no restoring, "
            "2025-06-01 yes contribution");
  // In July the fourth month has been missed: half a year of waiting.
  what.pay_open_on = Date::of(2025, 7, 5);
  what.horizon = Date::of(2026, 3, 1);
  EXPECT_EQ(
      strip_of_supposed(record, what, Date::of(2025, 7, 1), Date::of(2026, 3, 1), today, policies),
      "2025-07-01 no waiting, 2026-01-01 yes contribution");
}

// who enrols after the cut-off day begins with the next month, in a what-if as in life.
TEST(Coverage, supposed_enrolment_after_the_cutoff_day_begins_next_month) {
  const PersonRecord record = record_of(paid_except({17, 18, 19}));  // paid to 2025-05
  const policy::PolicySet policies = files_of({}).loaded();
  for (const auto& [today, begins] : {std::pair{Date::of(2025, 7, 25), Date::of(2025, 7, 25)},
                                      std::pair{Date::of(2025, 7, 26), Date::of(2025, 8, 1)}}) {
    Suppositions what;
    what.stop_on = Date::of(2025, 6, 1);
    what.enrolments = {{kOther, EnrolmentKind::flexible, today, false}};
    what.horizon = Date::of(2025, 12, 31);
    const Decision<Supposed> supposed = suppose(record, what, policies, today);
    ASSERT_TRUE(supposed);
    EXPECT_EQ(supposed->record.enrolments.back().started_on, begins) << today.to_string();
    EXPECT_EQ(supposed->begun_later.size(), begins == today ? 0U : 1U);
  }
}

// Stop here on 1 June, start there on 1 July with the relation moved: no day is lost (43号), and
// one without its relation still has its months.
TEST(Coverage, stop_here_and_start_there) {
  const PersonRecord record = record_of(paid_except({17, 18, 19}));  // paid to 2025-05
  Local local;
  policy::test::Files files = files_of(local);
  const auto yes = policy::test::dated(true, "1998-01-01");
  files.set("100000", "gap.retroactive", Tree(Tree::List{yes}));
  const policy::PolicySet policies = files.loaded();
  const Date today = Date::of(2025, 5, 20);
  Suppositions what;
  what.stop_on = Date::of(2025, 6, 1);
  what.enrolments = {{kOther, EnrolmentKind::flexible, Date::of(2025, 8, 1), true}};
  what.payments = {{{Month::of(2025, 6), Month::of(2025, 7)}, {}, Date::of(2025, 8, 4)}};
  what.continues = true;
  what.horizon = Date::of(2025, 12, 31);
  EXPECT_EQ(
      strip_of_supposed(record, what, Date::of(2025, 5, 1), Date::of(2025, 12, 1), today, policies)
          .find(" no "),
      std::string::npos);
  what.payments.clear();
  const std::string without =
      strip_of_supposed(record, what, Date::of(2025, 7, 1), Date::of(2025, 9, 1), today, policies);
  EXPECT_EQ(without, "2025-07-01 no gap, 2025-08-01 yes contribution");
}

// What one day's answer says first, and what the whole answer rests on.
std::string told_of_supposed(const PersonRecord& record, const Suppositions& what, Date day,
                             Date today, const policy::PolicySet& policies) {
  const Decision<Supposed> supposed = suppose(record, what, policies, today);
  if (!supposed) return supposed.refusal().code();
  std::vector<Reason> reasons =
      ByDay(supposed->record, policies, today).answer_on(day).entitlement.reasons;
  tell_supposed(reasons, ByDay(record, policies, today).answer_on(day).entitlement.reasons);
  std::string told = reasons.back().code;
  for (const Reason& each : explain(*supposed, what)) {
    told += " " + each.code + (each.facts.empty() ? "" : " " + each.facts.front().value);
  }
  return told;
}

// paid are the months that somebody has paid; of the others the answer says that they are
// supposed.
TEST(Coverage, an_answer_says_what_it_supposes) {
  const PersonRecord record = record_of(paid_except({17, 18, 19}));  // paid to 2025-05
  const policy::PolicySet policies = files_of({}).loaded();
  const Date today = Date::of(2025, 5, 20);
  Suppositions what;
  what.horizon = Date::of(2025, 8, 31);
  EXPECT_EQ(told_of_supposed(record, what, today, today, policies),
            "covered_by_contribution supposed_to_stop_paying");
  what.continues = true;
  EXPECT_EQ(told_of_supposed(record, what, today, today, policies),
            "covered_by_supposed_contribution supposed_to_go_on_paying 2025-06..2025-08");
  what.continues = false;
  what.payments = {{{Month::of(2025, 6)}, {}, Date::of(2025, 6, 4)}};
  EXPECT_EQ(told_of_supposed(record, what, Date::of(2025, 6, 15), today, policies),
            "covered_by_supposed_contribution supposed_paid 2025-06 supposed_to_stop_paying");
}

TEST(Coverage, suppositions_pass_the_rules_of_real_receipts) {
  const PersonRecord record = record_of(paid_except({17, 18, 19}));
  const policy::PolicySet policies = files_of({}).loaded();
  const Date today = Date::of(2025, 5, 20);
  Suppositions what;
  what.payments = {{{Month::of(2025, 4)}, {}, today}};
  EXPECT_EQ(strip_of_supposed(record, what, today, today + 1, today, policies),
            "month_already_paid");
  what.payments = {{{Month::of(2025, 9)}, {}, today}};
  EXPECT_EQ(strip_of_supposed(record, what, today, today + 1, today, policies), "month_in_future");
  what.payments.clear();
  what.enrolments = {{kOther, EnrolmentKind::flexible, Date::of(2025, 8, 1), false}};
  EXPECT_EQ(strip_of_supposed(record, what, today, today + 1, today, policies),
            "supposed_enrolment_overlaps");
  what.enrolments.clear();
  what.stop_on = Date::of(2023, 1, 1);
  EXPECT_EQ(strip_of_supposed(record, what, today, today + 1, today, policies),
            "no_enrolment_to_stop");
}

// N-20: the days that paying today covers retroactively are part of the answer, and no others.
TEST(Coverage, reaches_back_over_the_days_that_paying_covers) {
  const PersonRecord record = record_of(paid_except({14, 15, 16, 17, 18, 19}));  // 2025-03 on
  const Date today = Date::of(2025, 5, 20);
  const auto back_to = [&](const Local& local) {
    const policy::PolicySet policies = files_of(local).loaded();
    Suppositions what;
    what.pay_open_on = today;
    what.continues = true;
    what.horizon = Date::of(2025, 9, 1);
    const Decision<Supposed> supposed = suppose(record, what, policies, today);
    ByDay paid(supposed->record, policies, today);
    ByDay as_it_stands(record, policies, today);
    return covered_back_to(today, paid, as_it_stands).to_string();
  };
  Local local;
  EXPECT_EQ(back_to(local), "2025-05-01");  // the month of payment
  local.retroactive = true;
  EXPECT_EQ(back_to(local), "2025-04-01");  // March was covered by February
  local.grace = 0;
  local.beyond = 2;
  EXPECT_EQ(back_to(local), "2025-05-20");  // thirty days later: nothing lies before
}

TEST(Coverage, counts_its_days_and_finds_the_first_covered_one) {
  Life life = paid_except({14, 15, 16, 17, 18, 19});
  const PersonRecord record = record_of(life);
  const policy::PolicySet policies = files_of({}).loaded();
  ByDay by_day(record, policies, Date::of(2025, 5, 20));
  const auto strip = strip_of(Date::of(2025, 3, 1), Date::of(2025, 5, 1), by_day);
  const CoverageTotals totals = totals_of(strip, Date::of(2025, 3, 10));
  EXPECT_EQ(totals.covered, 31);
  EXPECT_EQ(totals.uncovered, 30);
  EXPECT_EQ(totals.covered_from, Date::of(2025, 3, 10));
  EXPECT_FALSE(totals_of(strip, Date::of(2025, 4, 1)).covered_from);
}

}  // namespace
}  // namespace yibao::entitlement
