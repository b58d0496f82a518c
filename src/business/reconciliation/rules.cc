#include "business/reconciliation/rules.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace yibao::reconciliation {

Amounts operator+(const Amounts& a, const Amounts& b) {
  return {a.total + b.total, a.fund + b.fund, a.account + b.account};
}
Amounts operator-(const Amounts& a, const Amounts& b) {
  return {a.total - b.total, a.fund - b.fund, a.account - b.account};
}

namespace {

// A line with the group that it belongs to.
struct Placed {
  Number group;
  const Entry* entry = nullptr;
  bool takes_back = false;
};

using Index = std::vector<const Entry*>;

Index sorted_by(const std::vector<Entry>& entries, Number Entry::*number) {
  Index index;
  index.reserve(entries.size());
  for (const Entry& each : entries) {
    if (!(each.*number).is_none()) index.push_back(&each);
  }
  std::ranges::sort(index, [&](const Entry* a, const Entry* b) { return a->*number < b->*number; });
  return index;
}

const Entry* find(const Index& index, Number Entry::*number, const Number& wanted) {
  if (wanted.is_none()) return nullptr;
  const auto found = std::ranges::lower_bound(index, wanted, std::less<>(),
                                              [&](const Entry* each) { return each->*number; });
  return found != index.end() && (*found)->*number == wanted ? *found : nullptr;
}

const Number& group_of_ours(const Entry& ours) {
  return ours.reverses.is_none() ? ours.settlement : ours.reverses;
}

void sort_by_group(std::vector<Placed>& placed) {
  std::ranges::stable_sort(placed,
                           [](const Placed& a, const Placed& b) { return a.group < b.group; });
}

std::vector<Placed> place_ours(const std::vector<Entry>& ours) {
  std::vector<Placed> placed;
  placed.reserve(ours.size());
  for (const Entry& each : ours) {
    placed.push_back({group_of_ours(each), &each, !each.reverses.is_none()});
  }
  sort_by_group(placed);
  return placed;
}

// Their line under the number of our settlement that it names: by setl_id, else by msgid. One that
// names nothing of ours is in a group of its own number.
std::vector<Placed> place_theirs(const std::vector<Entry>& theirs, const std::vector<Entry>& ours) {
  const Index by_settlement = sorted_by(ours, &Entry::settlement);
  Index by_message;  // made where one is looked for: most books know our number
  std::vector<Placed> placed;
  placed.reserve(theirs.size());
  for (const Entry& each : theirs) {
    const Entry* known = find(by_settlement, &Entry::settlement, each.settlement);
    if (known == nullptr && !each.message.is_none()) {
      if (by_message.empty()) by_message = sorted_by(ours, &Entry::message);
      known = find(by_message, &Entry::message, each.message);
    }
    Placed line{each.settlement.is_none() ? each.message : each.settlement, &each, each.takes_back};
    if (known != nullptr) {
      line.group = group_of_ours(*known);
      line.takes_back = each.takes_back || !known->reverses.is_none();
    } else if (!each.reverses.is_none()) {
      line.group = each.reverses;
    }
    placed.push_back(line);
  }
  sort_by_group(placed);
  return placed;
}

Amounts turned(const Amounts& amounts) {
  return Amounts() - amounts;
}

// A line as it counts: a cancellation written above zero counts below it.
struct Counted {
  const Entry* entry = nullptr;
  Amounts amounts;
  bool in_span = false;
};

// One settlement, as both sides have it.
struct Group {
  std::vector<Counted> bookings;       // theirs
  std::vector<Counted> cancellations;  // theirs
  std::optional<Counted> booking;      // ours
  std::optional<Counted> cancellation;

  void clear() {
    bookings.clear();
    cancellations.clear();
    booking.reset();
    cancellation.reset();
  }
};

class Comparison {
 public:
  explicit Comparison(const Span& span) : span_(span) {}

  void take_theirs(const Placed& line) {
    const Entry& entry = *line.entry;
    const bool in_span = span_.has(entry.day);
    if (!line.takes_back) {
      group_.bookings.push_back({&entry, entry.amounts, in_span});
      return;
    }
    const bool below = entry.amounts.total < Money();
    group_.cancellations.push_back(
        {&entry, below ? entry.amounts : turned(entry.amounts), in_span});
  }
  void take_ours(const Placed& line) {
    std::optional<Counted>& slot = line.takes_back ? group_.cancellation : group_.booking;
    YB_CHECK(!slot.has_value(), "two of our settlements under one number");
    slot = Counted{line.entry, line.entry->amounts, span_.has(line.entry->day)};
  }
  void end_group() {
    read_marked_lines();
    count();
    compare_bookings();
    compare_cancellations();
    group_.clear();
  }
  Result finish() {
    Amounts explained;
    for (const Break& each : result_.breaks) explained = explained + each.difference;
    YB_CHECK(explained == result_.theirs.amounts - result_.ours.amounts,
             "breaks that do not explain the difference");
    std::ranges::stable_sort(result_.breaks, [](const Break& a, const Break& b) {
      const auto line = [](const Break& each) {
        return each.theirs == nullptr ? INT64_MAX : each.theirs->line;
      };
      return line(a) < line(b);
    });
    return std::move(result_);
  }

 private:
  // One line that says "settled, and no longer": it is the booking too.
  void read_marked_lines() {
    if (!group_.bookings.empty() || group_.cancellations.empty()) return;
    const Counted& marked = group_.cancellations.front();
    const bool names_our_reversal =
        group_.cancellation && group_.cancellation->entry->settlement == marked.entry->settlement;
    if (names_our_reversal || marked.entry->amounts.total < Money()) return;
    group_.bookings.push_back({marked.entry, marked.entry->amounts, marked.in_span});
  }

  void count() {
    const auto add = [](Side& side, const Counted& line) {
      if (!line.in_span) return;
      ++side.lines;
      side.amounts = side.amounts + line.amounts;
    };
    for (const Counted& each : group_.bookings) add(result_.theirs, each);
    for (const Counted& each : group_.cancellations) add(result_.theirs, each);
    if (group_.booking) add(result_.ours, *group_.booking);
    if (group_.cancellation) add(result_.ours, *group_.cancellation);
  }

  void add(BreakKind kind, const Counted* theirs, const Counted* ours) {
    Amounts difference;
    if (theirs != nullptr && theirs->in_span) difference = difference + theirs->amounts;
    if (ours != nullptr && ours->in_span) difference = difference - ours->amounts;
    result_.breaks.push_back({kind, theirs == nullptr ? nullptr : theirs->entry,
                              ours == nullptr ? nullptr : ours->entry, difference});
  }

  // The first of theirs against ours, where both have one.
  void compare(const Counted& theirs, const Counted& ours) {
    if (!theirs.in_span && !ours.in_span) return;
    if (theirs.in_span != ours.in_span) {
      add(BreakKind::late, &theirs, &ours);
    } else if (theirs.amounts != ours.amounts) {
      add(BreakKind::amount, &theirs, &ours);
    }
  }
  void add_repeated(const std::vector<Counted>& lines) {
    for (std::size_t i = 1; i < lines.size(); ++i) {
      if (lines[i].in_span) add(BreakKind::duplicate, &lines[i], nullptr);
    }
  }

  void compare_bookings() {
    const std::vector<Counted>& theirs = group_.bookings;
    add_repeated(theirs);
    if (group_.booking && !theirs.empty()) return compare(theirs.front(), *group_.booking);
    if (group_.booking) {
      if (group_.booking->in_span) add(BreakKind::missing_there, nullptr, &*group_.booking);
      return;
    }
    if (theirs.empty() || !theirs.front().in_span) return;
    // What we took back in the span and settled long before it is ours, of another day.
    add(group_.cancellation ? BreakKind::late : BreakKind::missing_here, &theirs.front(), nullptr);
  }

  void compare_cancellations() {
    const std::vector<Counted>& theirs = group_.cancellations;
    add_repeated(theirs);
    if (group_.cancellation && !theirs.empty()) {
      return compare(theirs.front(), *group_.cancellation);
    }
    if (group_.cancellation) {
      if (!group_.cancellation->in_span) return;
      const bool unknown_there = group_.bookings.empty() && group_.booking;
      add(unknown_there ? BreakKind::missing_there : BreakKind::cancelled_here, nullptr,
          &*group_.cancellation);
      return;
    }
    if (theirs.empty() || !theirs.front().in_span) return;
    add(group_.booking ? BreakKind::cancelled_there : BreakKind::missing_here, &theirs.front(),
        nullptr);
    // What stands here is named beside, and counts in its own comparison.
    if (group_.booking) result_.breaks.back().ours = group_.booking->entry;
  }

  const Span& span_;
  Group group_;
  Result result_;
};

}  // namespace

Result find_breaks(const std::vector<Entry>& theirs, const std::vector<Entry>& ours,
                   const Span& span) {
  const std::vector<Placed> left = place_theirs(theirs, ours);
  const std::vector<Placed> right = place_ours(ours);
  Comparison comparison(span);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < left.size() || j < right.size()) {
    const bool from_right =
        i == left.size() || (j < right.size() && right[j].group < left[i].group);
    const Number group = from_right ? right[j].group : left[i].group;
    while (i < left.size() && left[i].group == group) comparison.take_theirs(left[i++]);
    while (j < right.size() && right[j].group == group) comparison.take_ours(right[j++]);
    comparison.end_group();
  }
  return comparison.finish();
}

}  // namespace yibao::reconciliation
