// Goal: a day with a thousand planted breaks is explained completely, with none invented (N-13).
#include "business/reconciliation/rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

#include "business/reconciliation/present.h"

namespace yibao::reconciliation {
namespace {

const Date kDay = Date::of(2025, 4, 25);
const Span kSpan{kDay, kDay};

Amounts amounts(std::int64_t total, std::int64_t fund, std::int64_t account) {
  return {Money::fen(total), Money::fen(fund), Money::fen(account)};
}

Entry entry(const std::string& number, std::int64_t total, std::int64_t line = 0) {
  Entry each;
  each.settlement = Number("S" + number);
  each.message = Number("M" + number);
  each.day = kDay;
  each.amounts = amounts(total, total / 2, total / 4);
  each.takes_back = total < 0;
  each.line = line;
  return each;
}

Entry reversal_of(const Entry& original, const std::string& number) {
  Entry each = original;
  each.settlement = Number("R" + number);
  each.message = Number("N" + number);
  each.reverses = original.settlement;
  each.amounts = Amounts() - original.amounts;
  each.takes_back = true;
  return each;
}

std::multiset<std::string> told(const Result& result) {
  std::multiset<std::string> all;
  for (const Break& each : result.breaks) {
    const Entry* known = each.theirs != nullptr ? each.theirs : each.ours;
    const Number& number = known->settlement.is_none() ? known->message : known->settlement;
    all.insert(std::string(to_text(each.kind)) + " " + std::string(number.text()));
  }
  return all;
}

std::multiset<std::string> told(const std::vector<Entry>& theirs, const std::vector<Entry>& ours,
                                const Span& span = kSpan) {
  return told(find_breaks(theirs, ours, span));
}

TEST(Reconciliation, level_books_have_no_break) {
  const Entry sold = entry("1", 5800);
  const Entry back = reversal_of(sold, "1");
  EXPECT_TRUE(told({sold, back}, {sold, back}).empty());
  EXPECT_TRUE(told({}, {}).empty());
}

TEST(Reconciliation, a_line_is_known_by_its_message_where_the_answer_never_came) {
  Entry theirs = entry("1", 5800);
  theirs.settlement = Number();
  EXPECT_TRUE(told({theirs}, {entry("1", 5800)}).empty());
}

// However an institution writes that a settlement no longer counts, it is read.
TEST(Reconciliation, three_ways_to_write_a_settlement_that_was_taken_back) {
  const Entry sold = entry("1", 5800);
  const std::vector<Entry> ours{sold, reversal_of(sold, "1")};
  Entry under_its_number = reversal_of(sold, "1");
  under_its_number.settlement = sold.settlement;
  under_its_number.reverses = {};
  Entry marked = sold;
  marked.takes_back = true;
  Entry above_zero = reversal_of(sold, "1");
  above_zero.amounts = sold.amounts;
  EXPECT_TRUE(told({sold, under_its_number}, ours).empty());
  EXPECT_TRUE(told({marked}, ours).empty());
  EXPECT_TRUE(told({sold, above_zero}, ours).empty());
}

TEST(Reconciliation, each_class_alone) {
  const Entry sold = entry("1", 5800);
  const Entry back = reversal_of(sold, "1");
  Entry dearer = sold;
  dearer.amounts.account = Money::fen(1);
  Entry yesterday = sold;
  yesterday.day = kDay - 1;
  Entry marked = sold;
  marked.takes_back = true;
  using Told = std::multiset<std::string>;
  EXPECT_EQ(told({}, {sold}), Told{"missing_there S1"});
  EXPECT_EQ(told({sold}, {}), Told{"missing_here S1"});
  EXPECT_EQ(told({sold, sold}, {sold}), Told{"duplicate S1"});
  EXPECT_EQ(told({dearer}, {sold}), Told{"amount S1"});
  EXPECT_EQ(told({sold}, {sold, back}), Told{"cancelled_here R1"});
  EXPECT_EQ(told({sold, back}, {sold}), Told{"cancelled_there R1"});
  EXPECT_EQ(told({marked}, {sold}), Told{"cancelled_there S1"});
  EXPECT_EQ(told({sold}, {yesterday}), Told{"late S1"});
  EXPECT_EQ(told({yesterday}, {sold}), Told{"late S1"});
  // Of another amount besides: told by either month, as neither sees both sides.
  Entry more = sold;
  more.amounts.total = more.amounts.total + Money::fen(9000);
  for (const auto& [theirs, ours] : {std::pair(more, yesterday), std::pair(yesterday, more)}) {
    const std::vector<Entry> one{theirs};
    const std::vector<Entry> other{ours};
    const Result result = find_breaks(one, other, kSpan);
    ASSERT_EQ(result.breaks.size(), 1U);
    EXPECT_EQ(reason_of(result.breaks.front()).code, "break_late_and_amount");
  }
}

// A settlement, or a reversal, of which they have a row that could not be read is neither missing
// there nor there: by whichever number the row names it.
TEST(Reconciliation, what_a_row_names_that_was_not_read_is_not_missing) {
  const Entry sold = entry("1", 5800);
  const Entry back = reversal_of(sold, "1");
  const auto of_row = [](const Entry& named) {
    Entry row;
    row.settlement = named.settlement;
    row.line = 7;
    return row;
  };
  Entry by_message;
  by_message.message = sold.message;
  by_message.line = 7;
  Entry by_original = by_message;
  by_original.message = {};
  by_original.reverses = sold.settlement;
  const auto open = [](const std::vector<Entry>& theirs, const std::vector<Entry>& ours,
                       const Entry& row) {
    const Reading reading{{row}};
    const Result result = find_breaks(theirs, ours, kSpan, reading);
    EXPECT_TRUE(result.breaks.empty());
    std::string numbers;
    for (const NotCompared& each : result.not_compared) {
      EXPECT_EQ(each.unread->line, 7);
      EXPECT_EQ(reason_of(each).code, "reconcile_row_unread");
      EXPECT_EQ(each.difference, Amounts() - each.ours->amounts);
      numbers += std::string(each.ours->settlement.text()) + " ";
    }
    return numbers;
  };
  EXPECT_EQ(open({}, {sold}, of_row(sold)), "S1 ");
  EXPECT_EQ(open({}, {sold}, by_message), "S1 ");
  EXPECT_EQ(open({}, {sold, back}, of_row(sold)), "S1 R1 ");
  EXPECT_EQ(open({back}, {sold, back}, of_row(sold)), "S1 ");
  EXPECT_EQ(open({sold}, {sold, back}, of_row(back)), "R1 ");
  EXPECT_EQ(open({sold}, {sold, back}, by_original), "R1 ");
  EXPECT_EQ(open({sold}, {sold}, of_row(sold)), "");
  // Of another settlement, or of none, it says nothing.
  const Reading other{{of_row(entry("2", 1))}};
  EXPECT_EQ(told(find_breaks({}, std::vector{sold}, kSpan, other)),
            std::multiset<std::string>{"missing_there S1"});
}

// 5203 tells the flag of what was taken back and of the reversal: which of the two a line is, is
// told by the sign of its amounts and by its numbers.
TEST(Reconciliation, the_flag_stands_at_both_lines_of_a_refunded_sale) {
  Entry sold = entry("1", 5800, 2);
  const Entry back = reversal_of(sold, "1");
  const std::vector<Entry> ours{sold, back};
  sold.takes_back = true;
  Entry under_its_number = back;
  under_its_number.settlement = sold.settlement;
  under_its_number.reverses = sold.settlement;
  Entry above_zero = under_its_number;
  above_zero.amounts = sold.amounts;
  Entry unmarked = sold;
  unmarked.takes_back = false;
  EXPECT_TRUE(told({sold, back}, ours).empty());
  EXPECT_TRUE(told({back, sold}, ours).empty());
  EXPECT_TRUE(told({sold, under_its_number}, ours).empty());
  EXPECT_TRUE(told({unmarked, above_zero}, ours).empty());
  using Told = std::multiset<std::string>;
  EXPECT_EQ(told({sold, back}, {ours.front()}), Told{"cancelled_there R1"});
  EXPECT_EQ(told({sold, sold, back}, ours), Told{"duplicate S1"});
}

// Where every reversal has a line of its own (3202), the flagged settlement is one line.
TEST(Reconciliation, a_flagged_settlement_alone_is_not_its_reversal_in_a_detail_file) {
  Entry sold = entry("1", 5800, 2);
  const Entry back = reversal_of(sold, "1");
  const Entry unmarked = sold;
  sold.takes_back = true;
  const Reading reading{{}, MarkedLine::settlement};
  const auto told_of = [&](const std::vector<Entry>& theirs, const std::vector<Entry>& ours) {
    return told(find_breaks(theirs, ours, kSpan, reading));
  };
  using Told = std::multiset<std::string>;
  EXPECT_TRUE(told_of({sold, back}, {unmarked, back}).empty());
  EXPECT_EQ(told_of({sold}, {unmarked, back}), Told{"cancelled_here R1"});
  EXPECT_EQ(told_of({sold}, {unmarked}), Told{"cancelled_there S1"});
  EXPECT_EQ(told_of({unmarked}, {unmarked, back}), Told{"cancelled_here R1"});
}

// Marked in a later export, and taken back behind the span: of these days it is the settlement.
TEST(Reconciliation, what_was_taken_back_behind_the_span_is_settled_in_it) {
  Entry sold = entry("1", 5800);
  Entry back = reversal_of(sold, "1");
  back.day = kDay + 30;
  const std::vector<Entry> ours{sold, back};
  sold.takes_back = true;
  EXPECT_TRUE(told({sold}, ours).empty());
  const std::vector<Entry> theirs{sold};
  const std::vector<Entry> near{ours.front()};
  const std::vector<const Entry*> alone = without_partner(find_breaks(theirs, near, kSpan));
  ASSERT_EQ(alone.size(), 1U) << "looked for behind the span before it is called standing";
  EXPECT_EQ(alone.front(), &theirs.front());
}

// What every time-out with a reversal leaves behind: there is nothing to take back any more.
TEST(Reconciliation, a_pair_that_they_know_nothing_of_is_told_as_one) {
  const Entry sold = entry("1", 5800);
  const std::vector<Entry> ours{sold, reversal_of(sold, "1")};
  const Result pair = find_breaks({}, ours, kSpan);
  ASSERT_EQ(pair.breaks.size(), 2U);
  for (const Break& each : pair.breaks) {
    EXPECT_EQ(each.kind, BreakKind::missing_there);
    EXPECT_TRUE(each.undone);
    EXPECT_EQ(reason_of(each).code, "break_missing_there_undone");
  }
  const std::vector<Entry> alone{sold};
  EXPECT_FALSE(find_breaks({}, alone, kSpan).breaks.front().undone);
  EXPECT_FALSE(find_breaks(alone, ours, kSpan).breaks.front().undone);
}

// What lies outside the span on both sides is nobody's business today.
TEST(Reconciliation, days_around_the_span_are_only_looked_at) {
  for (const int apart : {-1, 1}) {
    Entry other_day = entry("1", 5800);
    other_day.day = kDay + apart;
    EXPECT_TRUE(told({other_day}, {}).empty());
    EXPECT_TRUE(told({}, {other_day}).empty());
    EXPECT_TRUE(told({other_day}, {other_day}).empty());
  }
}

// Settled before the span, taken back in it: the one line is compared with the one line.
TEST(Reconciliation, a_reversal_of_an_earlier_day) {
  Entry sold = entry("1", 5800);
  sold.day = kDay - 3;
  Entry back = reversal_of(sold, "1");
  back.day = kDay;
  EXPECT_TRUE(told({back}, {back}).empty());
  EXPECT_TRUE(told({back}, {sold, back}).empty());
  EXPECT_EQ(told({}, {back}), std::multiset<std::string>{"cancelled_here R1"});
}

// Which of several lines under one number is the booking: the one that is ours. The others are one
// too many, wherever they stand in the file.
TEST(Reconciliation, the_line_that_equals_ours_is_the_booking) {
  const Entry sold = entry("1", 10'000);
  Entry less = entry("1", 9'000, 2);
  Entry equal = entry("1", 10'000, 3);
  for (const bool equal_first : {false, true}) {
    const std::vector<Entry> theirs =
        equal_first ? std::vector{equal, less} : std::vector{less, equal};
    const std::vector<Entry> ours{sold};
    const Result result = find_breaks(theirs, ours, kSpan);
    ASSERT_EQ(result.breaks.size(), 1U);
    EXPECT_EQ(result.breaks.front().kind, BreakKind::duplicate);
    EXPECT_EQ(result.breaks.front().theirs->line, 2);
    EXPECT_EQ(result.breaks.front().difference.total, Money::fen(9'000));
  }
  Entry outside = sold;
  outside.day = kDay - 1;
  EXPECT_TRUE(told({outside, sold}, {sold}).empty()) << "of the span there is one on each side";
  EXPECT_EQ(told({less, outside}, {sold}), std::multiset<std::string>{"amount S1"});
  EXPECT_EQ(told({outside, sold}, {}), std::multiset<std::string>{"missing_here S1"});
}

TEST(Reconciliation, the_reversal_that_equals_ours_is_the_reversal) {
  const Entry sold = entry("1", 10'000);
  const Entry back = reversal_of(sold, "1");
  Entry less = back;
  less.amounts = amounts(-9'000, -4'500, -2'250);
  less.line = 2;
  Entry equal = back;
  equal.line = 3;
  const std::vector<Entry> theirs{sold, less, equal};
  const std::vector<Entry> ours{sold, back};
  const Result result = find_breaks(theirs, ours, kSpan);
  ASSERT_EQ(result.breaks.size(), 1U);
  EXPECT_EQ(result.breaks.front().kind, BreakKind::duplicate);
  EXPECT_EQ(result.breaks.front().theirs->line, 2);
}

// A settlement that they have in several lines is level with ours where the sum is.
TEST(Reconciliation, lines_that_add_up_to_ours_are_one) {
  const Entry sold = entry("1", 16'716, 2);
  const Entry back = reversal_of(sold, "1");
  Entry one = sold;
  one.amounts = amounts(10'000, 5'000, 2'500);
  Entry other = sold;
  other.amounts = sold.amounts - one.amounts;
  Entry back_one = one;
  back_one.amounts = Amounts() - one.amounts;
  back_one.takes_back = true;
  Entry back_other = back_one;
  back_other.amounts = Amounts() - other.amounts;
  using Told = std::multiset<std::string>;
  EXPECT_TRUE(told({one, other}, {sold}).empty());
  EXPECT_TRUE(told({other, one}, {sold}).empty());
  EXPECT_TRUE(told({one, other, back}, {sold, back}).empty());
  EXPECT_TRUE(told({sold, back_one, back_other}, {sold, back}).empty());
  EXPECT_EQ(told({one, other}, {sold, back}), Told{"cancelled_here R1"});
  // Booked too much, and the difference taken back.
  Entry more = sold;
  more.amounts = sold.amounts + one.amounts;
  EXPECT_TRUE(told({more, back_one}, {sold}).empty());
  EXPECT_TRUE(told({sold, sold, back}, {sold}).empty());
  // All of it taken back, in two lines: told as one.
  const std::vector<Entry> theirs{sold, back_one, back_other};
  const std::vector<Entry> ours{sold};
  const Result result = find_breaks(theirs, ours, kSpan);
  ASSERT_EQ(result.breaks.size(), 1U);
  EXPECT_EQ(result.breaks.front().kind, BreakKind::cancelled_there);
  EXPECT_EQ(result.breaks.front().difference, Amounts() - sold.amounts);
  EXPECT_EQ(result.breaks.front().their_amounts(), Amounts() - sold.amounts);
  // On another day.
  Entry yesterday = sold;
  yesterday.day = kDay - 1;
  EXPECT_EQ(told({one, other}, {yesterday}), Told{"late S1"});
  // That do not add up are not one.
  EXPECT_EQ(told({one, one}, {sold}), (Told{"amount S1", "duplicate S1"}));
}

// What is taken back in part stands here in full: who took back all of it would take too much.
TEST(Reconciliation, a_part_that_was_taken_back_is_a_break_of_amounts) {
  const Entry sold = entry("1", 16'716, 2);
  Entry part = sold;
  part.amounts = amounts(-1'000, -500, -250);
  part.takes_back = true;
  part.line = 3;
  Entry above_zero = part;
  above_zero.amounts = Amounts() - part.amounts;
  Entry of_its_own = part;
  of_its_own.settlement = Number("R1");
  of_its_own.reverses = sold.settlement;
  for (const Entry& each : {part, above_zero, of_its_own}) {
    const std::vector<Entry> theirs{sold, each};
    const std::vector<Entry> ours{sold};
    const Result result = find_breaks(theirs, ours, kSpan);
    ASSERT_EQ(result.breaks.size(), 1U);
    const Break& found = result.breaks.front();
    EXPECT_EQ(found.kind, BreakKind::amount);
    EXPECT_TRUE(found.partly_back);
    EXPECT_EQ(found.theirs, &theirs[1]);
    EXPECT_EQ(found.ours, &ours[0]);
    EXPECT_EQ(found.difference, part.amounts);
    const Reason reason = reason_of(found);
    EXPECT_EQ(reason.code, "break_partly_taken_back");
    EXPECT_EQ(reason.facts.front().value, "S1");
    ASSERT_EQ(without_partner(result).size(), 1U) << "we may have taken it back on another day";
  }
  using Told = std::multiset<std::string>;
  EXPECT_EQ(told({sold, part, part}, {sold}), (Told{"amount S1", "amount S1"}));
  // Settled before the span.
  Entry before = sold;
  before.day = kDay - 3;
  EXPECT_EQ(told({part}, {before}), Told{"amount S1"});
  // All that they had booked is no part, and against a reversal it is an amount.
  Entry less = sold;
  less.amounts = Amounts() - part.amounts;
  EXPECT_EQ(told({less, part}, {sold}), (Told{"amount S1", "cancelled_there S1"}));
  EXPECT_EQ(told({sold, part}, {sold, reversal_of(sold, "1")}), Told{"amount S1"});
}

TEST(Reconciliation, a_break_of_amounts_names_what_differs) {
  Entry theirs = entry("1", 16'716, 2);
  Entry ours = theirs;
  theirs.amounts = amounts(16'716, 10'000, 6'716);
  ours.amounts = amounts(16'716, 6'716, 10'000);
  const auto fact = [](const Reason& reason, std::string_view name) {
    const auto found = std::ranges::find(reason.facts, name, &Fact::name);
    return found == reason.facts.end() ? std::string("none") : found->value;
  };
  const auto reason = [&] {
    const std::vector<Entry> one{theirs};
    const std::vector<Entry> other{ours};
    return reason_of(find_breaks(one, other, kSpan).breaks.at(0));
  };
  EXPECT_EQ(fact(reason(), "differing"), "fund, account");
  EXPECT_EQ(fact(reason(), "their_fund"), "100.00");
  EXPECT_EQ(fact(reason(), "our_fund"), "67.16");
  EXPECT_EQ(fact(reason(), "their_account"), "67.16");
  EXPECT_EQ(fact(reason(), "our_account"), "100.00");
  theirs.amounts = amounts(16'717, 6'716, 10'000);
  EXPECT_EQ(fact(reason(), "differing"), "total");
  theirs.day = kDay - 1;
  EXPECT_EQ(reason().code, "break_late_and_amount");
  EXPECT_EQ(fact(reason(), "differing"), "total");
}

// Settled and taken back on other days: the line that still stands there is not late, but gone.
TEST(Reconciliation, what_was_taken_back_on_other_days_is_cancelled) {
  Entry before = entry("1", 5800);
  before.day = kDay - 5;
  Entry back = reversal_of(before, "1");
  back.day = kDay - 4;
  const Entry there = entry("1", 5800);
  EXPECT_EQ(told({there}, {before, back}), std::multiset<std::string>{"cancelled_here S1"});
  EXPECT_EQ(told({there, reversal_of(there, "1")}, {before, back}),
            (std::multiset<std::string>{"late R1", "late S1"}));
}

// 2601 names a msgid, and so does a file that knows no other number.
TEST(Reconciliation, what_a_reversal_takes_back_may_be_named_by_its_message) {
  const Entry sold = entry("1", 5800, 2);
  const Entry back = reversal_of(sold, "1");
  Entry by_message = back;
  by_message.reverses = sold.message;
  Entry sold_by_message = sold;
  sold_by_message.settlement = {};
  Entry under_another_number = by_message;
  under_another_number.settlement = {};
  under_another_number.message = Number("X1");
  Entry above_zero = under_another_number;
  above_zero.amounts = sold.amounts;
  using Told = std::multiset<std::string>;
  for (const Entry& one : {sold, sold_by_message}) {
    EXPECT_TRUE(told({one, by_message}, {sold, back}).empty());
    for (const Entry& end : {under_another_number, above_zero}) {
      EXPECT_TRUE(told({one, end}, {sold, back}).empty());
      EXPECT_EQ(told({one, end}, {sold}), Told{"cancelled_there X1"});
      const std::string number(one.settlement.is_none() ? "M1" : "S1");
      EXPECT_EQ(told({one, end}, {}), (Told{"missing_here " + number, "missing_here X1"}));
    }
  }
  // The sale alone says which of ours it is.
  Entry of_unknown_message = sold;
  of_unknown_message.message = Number("Y1");
  under_another_number.reverses = Number("Y1");
  EXPECT_EQ(told({of_unknown_message, under_another_number}, {sold}), Told{"cancelled_there X1"});
  // A line that names itself is no reversal of another.
  Entry marked = sold_by_message;
  marked.takes_back = true;
  marked.reverses = sold.message;
  EXPECT_TRUE(told({marked}, {sold, back}).empty());
}

TEST(Reconciliation, our_books_from_a_file_may_name_messages) {
  const Entry sold = entry("1", 5800);
  const Entry back = reversal_of(sold, "1");
  Entry by_message = back;
  by_message.reverses = sold.message;
  std::vector<Entry> ours{by_message, sold, reversal_of(entry("2", 1), "2")};
  name_originals(ours);
  EXPECT_EQ(ours[0].reverses, sold.settlement);
  EXPECT_TRUE(ours[1].reverses.is_none());
  EXPECT_EQ(ours[2].reverses, Number("S2")) << "what is not there keeps its name";
}

std::vector<std::string> codes_of(const std::vector<Entry>& theirs,
                                  const std::vector<Entry>& ours) {
  std::vector<std::string> codes;
  for (const Break& each : find_breaks(theirs, ours, kSpan).breaks) {
    codes.push_back(reason_of(each).code);
  }
  return codes;
}

// What a sale and its refund that never came here leave to be posted: nothing.
TEST(Reconciliation, a_pair_that_we_know_nothing_of_is_told_as_one) {
  const Entry sold = entry("1", 10'000, 2);
  const Entry back = reversal_of(sold, "1");
  using Codes = std::vector<std::string>;
  EXPECT_EQ(codes_of({sold}, {}), Codes{"break_missing_here"});
  EXPECT_EQ(codes_of({sold, back}, {}),
            (Codes{"break_missing_here_undone", "break_missing_here_undone"}));
  Entry less = back;
  less.amounts = amounts(-6'000, -3'000, -1'500);
  EXPECT_EQ(codes_of({sold, less}, {}), (Codes{"break_missing_here", "break_missing_here_refund"}))
      << "4 000 are left to be settled";
  EXPECT_EQ(codes_of({back}, {}), Codes{"break_missing_here_refund"});
}

TEST(Reconciliation, a_flagged_line_that_we_know_nothing_of_is_told_once) {
  Entry marked = entry("1", 10'000, 2);
  marked.takes_back = true;
  const std::vector<Entry> theirs{marked};
  const Result result = find_breaks(theirs, {}, kSpan);
  ASSERT_EQ(result.breaks.size(), 1U);
  EXPECT_EQ(reason_of(result.breaks.front()).code, "break_missing_here_undone");
  EXPECT_EQ(result.breaks.front().difference, Amounts());
  EXPECT_EQ(without_partner(result).size(), 1U) << "looked for on other days as any other";
}

// They have the refund, and never booked the sale.
TEST(Reconciliation, a_refund_alone_is_told_in_one_line) {
  const Entry sold = entry("1", 10'000);
  const Entry back = reversal_of(sold, "1");
  EXPECT_EQ(codes_of({back}, {sold, back}),
            std::vector<std::string>{"break_missing_there_taken_back"});
  const std::vector<Entry> theirs{back};
  std::vector<Entry> ours{sold};
  const Result result = find_breaks(theirs, ours, kSpan);
  ASSERT_EQ(result.breaks.size(), 1U);
  const Break& found = result.breaks.front();
  EXPECT_EQ(found.kind, BreakKind::cancelled_there);
  EXPECT_EQ(found.difference.total, Money::fen(-20'000));
  const Reason reason = reason_of(found);
  EXPECT_EQ(reason.code, "break_cancelled_there_unbooked");
  EXPECT_EQ(reason.facts.front().value, "S1") << "what is to be taken back";
  // Settled before the span, it need not be among theirs.
  ours.front().day = kDay - 1;
  EXPECT_EQ(codes_of(theirs, ours), std::vector<std::string>{"break_cancelled_there"});
}

// A till that numbers its sales anew each day: the number and the day name one.
TEST(Reconciliation, one_number_on_several_days_is_several) {
  std::vector<Entry> ours;
  std::vector<Entry> theirs;
  for (int day = 0; day < 3; ++day) {
    Entry paid = entry(std::to_string(day), 100 + day);
    paid.message = Number("TILL0001");
    paid.at_till = true;
    paid.day = kDay + day;
    ours.push_back(paid);
    paid.settlement = {};
    theirs.push_back(paid);
  }
  const Span days{kDay, kDay + 2};
  EXPECT_TRUE(told(theirs, ours, days).empty());
  // In the column of the other number.
  for (Entry& each : theirs) std::swap(each.settlement, each.message);
  EXPECT_TRUE(told(theirs, ours, days).empty());
  theirs.erase(theirs.begin() + 1);
  EXPECT_EQ(told(theirs, ours, days), std::multiset<std::string>{"missing_there S1"});
}

// What the interface takes back, a till takes back otherwise: each is told so.
TEST(Reconciliation, a_payment_at_the_till_is_told_as_one) {
  Entry paid = entry("1", 900, 2);
  const Entry back = reversal_of(paid, "1");
  paid.at_till = true;
  Entry part = back;
  part.amounts = amounts(-100, -50, -25);
  using Codes = std::vector<std::string>;
  EXPECT_EQ(codes_of({}, {paid}), Codes{"break_missing_there_till"});
  EXPECT_EQ(codes_of({paid, back}, {paid}), Codes{"break_cancelled_there_till"});
  EXPECT_EQ(codes_of({back}, {paid}), Codes{"break_cancelled_there_unbooked_till"});
  EXPECT_EQ(codes_of({paid, part}, {paid}), Codes{"break_partly_taken_back_till"});
  const std::vector<Entry> ours{paid};
  const Result result = find_breaks({}, ours, kSpan);
  EXPECT_EQ(reason_of(result.breaks.front()).facts.front().value, "M1");
  EXPECT_EQ(number_of(result.breaks.front(), &Entry::settlement), "") << "it is no settlement";
}

// What has no partner is looked for on other days before it is called missing.
TEST(Reconciliation, lines_without_a_partner_are_named) {
  const Entry sold = entry("1", 5800);
  const Entry unknown = entry("2", 100);
  Entry yesterday = entry("3", 200);
  yesterday.day = kDay - 1;
  const std::vector<Entry> theirs{sold, unknown, entry("3", 200)};
  const std::vector<Entry> ours{sold, yesterday};
  const std::vector<const Entry*> alone = without_partner(find_breaks(theirs, ours, kSpan));
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_EQ(alone.front(), &theirs[1]);
}

// A day of a large hospital, made from a seed: both books, and what was planted in them.
class PlantedDay {
 public:
  explicit PlantedDay(std::uint32_t seed) : random_(seed) {
    for (int i = 0; i < 20'000; ++i) add(std::to_string(i), planted(i));
    std::ranges::shuffle(theirs, random_);
    std::ranges::shuffle(ours, random_);
    for (std::size_t i = 0; i < theirs.size(); ++i) {
      theirs[i].line = static_cast<std::int64_t>(i) + 2;
    }
  }

  std::vector<Entry> theirs;
  std::vector<Entry> ours;
  std::multiset<std::string> expected;
  std::map<std::string, int> counts;

 private:
  // Every twentieth, one class after the other, each of them in both of its forms.
  static int planted(int i) { return i % 20 == 7 ? i / 20 % 14 : -1; }

  void expect(const char* kind, const std::string& number) {
    expected.insert(std::string(kind) + " " + number);
    ++counts[kind];
  }

  void add(const std::string& number, int plant) {
    const Entry sold = entry(number, 100 + static_cast<std::int64_t>(random_() % 90'000));
    const Entry back = reversal_of(sold, number);
    const std::string name = "S" + number;
    Entry other = sold;
    switch (plant) {
      case 0:
      case 1:
        ours.push_back(sold);
        return expect("missing_there", name);
      case 2:
        theirs.push_back(sold);
        return expect("missing_here", name);
      case 3:
        other.settlement = {};
        theirs.push_back(other);
        return expect("missing_here", "M" + number);
      case 4:
      case 5:
        theirs.insert(theirs.end(), 2, sold);
        ours.push_back(sold);
        return expect("duplicate", name);
      case 6:
        other.amounts.total += Money::fen(1);
        break;
      case 7:
        other.amounts.account += Money::fen(200);
        break;
      case 8:
        theirs.push_back(sold);
        ours.insert(ours.end(), {sold, back});
        return expect("cancelled_here", "R" + number);
      case 9:
        other.settlement = {};
        theirs.push_back(other);
        ours.insert(ours.end(), {sold, back});
        return expect("cancelled_here", "R" + number);
      case 10:
        theirs.insert(theirs.end(), {sold, back});
        ours.push_back(sold);
        return expect("cancelled_there", "R" + number);
      case 11:
        other.takes_back = true;
        theirs.push_back(other);
        ours.push_back(sold);
        return expect("cancelled_there", name);
      case 12:
        other.day = kDay - 1;
        ours.push_back(other);
        theirs.push_back(sold);
        return expect("late", name);
      case 13:
        other.day = kDay + 1;
        ours.push_back(sold);
        theirs.push_back(other);
        return expect("late", name);
      default:
        return add_level(sold, back);
    }
    theirs.push_back(other);
    ours.push_back(sold);
    expect("amount", name);
  }

  // Nothing is wrong with these: sold, sold and taken back, the answer lost, a line that is marked.
  void add_level(const Entry& sold, const Entry& back) {
    Entry written = sold;
    ours.push_back(sold);
    switch (random_() % 10) {
      case 0:
        theirs.insert(theirs.end(), {sold, back});
        ours.push_back(back);
        return;
      case 1:
        written.takes_back = true;
        ours.push_back(back);
        break;
      case 2:
        written.settlement = {};
        break;
      default:
        break;
    }
    theirs.push_back(written);
  }

  std::mt19937 random_;
};

TEST(Reconciliation, a_day_with_a_thousand_planted_breaks_is_explained) {
  for (const std::uint32_t seed : {1U, 2026U, 77U}) {
    const PlantedDay day(seed);
    ASSERT_EQ(day.expected.size(), 1'000U);
    ASSERT_EQ(day.counts.size(), kBreakKinds.size()) << "every class is planted";
    const Result result = find_breaks(day.theirs, day.ours, kSpan);
    EXPECT_EQ(told(result), day.expected);
    Amounts explained;
    for (const Break& each : result.breaks) explained = explained + each.difference;
    EXPECT_EQ(explained, result.theirs.amounts - result.ours.amounts);
  }
}

// The same day from a file that knows messages alone, be it of what a line takes back.
TEST(Reconciliation, the_same_day_named_by_messages) {
  PlantedDay day(601);
  const auto message_of = [](const Number& settlement) {
    std::string text(settlement.text());
    if (text.starts_with('S')) text[0] = 'M';
    if (text.starts_with('R')) text[0] = 'N';
    return Number(text);
  };
  for (Entry& each : day.theirs) {
    each.settlement = {};
    each.reverses = message_of(each.reverses);
  }
  std::multiset<std::string> expected;
  for (const std::string& each : day.expected) {
    const std::size_t number = each.find(' ') + 1;
    const bool is_of_ours = each.starts_with("missing_there") || each.starts_with("cancelled_here");
    std::string named = each.substr(number);
    if (!is_of_ours) named = std::string(message_of(Number(named)).text());
    expected.insert(each.substr(0, number) + named);
  }
  EXPECT_EQ(told(day.theirs, day.ours), expected);
}

TEST(Reconciliation, our_books_have_each_settlement_once) {
  const Entry sold = entry("1", 5800);
  const Entry back = reversal_of(sold, "1");
  EXPECT_EQ(find_repeated({sold, back, entry("2", 1)}), nullptr);
  const std::vector<Entry> twice{sold, back, sold};
  EXPECT_EQ(find_repeated(twice), &twice[2]);
  const std::vector<Entry> back_twice{sold, back, reversal_of(sold, "2")};
  EXPECT_EQ(find_repeated(back_twice), &back_twice[2]);
}

// The order in which the lines of a file stand says nothing.
TEST(Reconciliation, the_order_of_lines_changes_nothing) {
  const PlantedDay day(3);
  std::vector<Entry> turned(day.theirs.rbegin(), day.theirs.rend());
  EXPECT_EQ(told(turned, day.ours), day.expected);
}

}  // namespace
}  // namespace yibao::reconciliation
