#include "business/reconciliation/rules.h"

#include <algorithm>
#include <bit>

#include "base/check.h"

namespace yibao::reconciliation {

Amounts operator+(const Amounts& a, const Amounts& b) {
  return {a.total + b.total, a.fund + b.fund, a.account + b.account};
}
Amounts operator-(const Amounts& a, const Amounts& b) {
  return {a.total - b.total, a.fund - b.fund, a.account - b.account};
}

namespace {

// Numbers, each with an id: 0, 1, 2 … in the order in which they come. Open addressing: every line
// of a month is looked for once, and nothing is sorted.
class Ids {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  explicit Ids(std::size_t most) : slots_(std::bit_ceil(2 * most + 2), kNone) {
    names_.reserve(most);
  }
  // Adds it where it is not there. The number must outlive this.
  std::uint32_t id_of(const Number& number) {
    std::uint32_t& slot = slots_[place_of(number)];
    if (slot == kNone) {
      slot = static_cast<std::uint32_t>(names_.size());
      names_.push_back(&number);
    }
    return slot;
  }
  std::uint32_t find(const Number& number) const { return slots_[place_of(number)]; }
  std::size_t count() const { return names_.size(); }

 private:
  std::size_t place_of(const Number& number) const {
    std::size_t place = hash_of(number) & (slots_.size() - 1);
    while (slots_[place] != kNone && !(*names_[slots_[place]] == number)) {
      place = (place + 1) & (slots_.size() - 1);
    }
    return place;
  }
  static std::size_t hash_of(const Number& number) {
    std::uint64_t hash = 0;
    for (const std::uint64_t word : number.words()) {
      hash = std::rotl((hash ^ word) * 0x9E37'79B9'7F4A'7C15ULL, 31);
    }
    return static_cast<std::size_t>(hash ^ hash >> 32);
  }

  std::vector<std::uint32_t> slots_;
  std::vector<const Number*> names_;
};

// The entries of one side by a number of theirs.
class Index {
 public:
  Index(const std::vector<Entry>& entries, Number Entry::*number) : ids_(entries.size()) {
    entries_.reserve(entries.size());
    for (const Entry& each : entries) {
      if ((each.*number).is_none()) continue;
      if (ids_.id_of(each.*number) == entries_.size()) entries_.push_back(&each);
    }
  }
  const Entry* find(const Number& number) const {
    const std::uint32_t id = number.is_none() ? Ids::kNone : ids_.find(number);
    return id == Ids::kNone ? nullptr : entries_[id];
  }

 private:
  Ids ids_;
  std::vector<const Entry*> entries_;
};

const Number& group_of_ours(const Entry& ours) {
  return ours.reverses.is_none() ? ours.settlement : ours.reverses;
}

// A line with the group that it belongs to.
struct Placed {
  std::uint32_t group = 0;
  const Entry* entry = nullptr;
  bool takes_back = false;
};

// Lines by group, and within a group as they stand in the file.
std::vector<Placed> by_group(const std::vector<Placed>& lines, std::size_t groups) {
  std::vector<std::uint32_t> from(groups + 1, 0);
  for (const Placed& each : lines) ++from[each.group + 1];
  for (std::size_t i = 1; i < from.size(); ++i) from[i] += from[i - 1];
  std::vector<Placed> ordered(lines.size());
  for (const Placed& each : lines) ordered[from[each.group]++] = each;
  return ordered;
}

std::vector<Placed> place_ours(const std::vector<Entry>& ours, Ids& groups) {
  std::vector<Placed> placed;
  placed.reserve(ours.size());
  for (const Entry& each : ours) {
    placed.push_back({groups.id_of(group_of_ours(each)), &each, !each.reverses.is_none()});
  }
  return placed;
}

// Their line under the number of our settlement that it names: by setl_id, else by msgid. One that
// names nothing of ours is in a group of its own number.
std::vector<Placed> place_theirs(const std::vector<Entry>& theirs, const std::vector<Entry>& ours,
                                 Ids& groups) {
  const Index by_settlement(ours, &Entry::settlement);
  std::optional<Index> by_message;  // made where one is looked for: most books know our number
  std::vector<Placed> placed;
  placed.reserve(theirs.size());
  for (const Entry& each : theirs) {
    const Entry* known = by_settlement.find(each.settlement);
    if (known == nullptr && !each.message.is_none()) {
      if (!by_message) by_message.emplace(ours, &Entry::message);
      known = by_message->find(each.message);
    }
    const Number& own = each.settlement.is_none() ? each.message : each.settlement;
    const Number& group = known != nullptr          ? group_of_ours(*known)
                          : each.reverses.is_none() ? own
                                                    : each.reverses;
    const bool takes_back = each.takes_back || (known != nullptr && !known->reverses.is_none());
    placed.push_back({groups.id_of(group), &each, takes_back});
  }
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

// Which of their lines under one number is the one that we have: the one that equals ours, in the
// span first, then in its amounts, then in its day; the first where several do. The others are
// repeated. Where we have none, one of the span.
const Counted& closest(const std::vector<Counted>& theirs, const std::optional<Counted>& ours) {
  const auto likeness = [&](const Counted& each) {
    if (!ours) return each.in_span ? 1 : 0;
    const int in_span = each.in_span == ours->in_span ? 4 : 0;
    const int amounts = each.amounts == ours->amounts ? 2 : 0;
    return in_span + amounts + (each.entry->day == ours->entry->day ? 1 : 0);
  };
  return *std::ranges::max_element(theirs, {}, likeness);
}

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
    std::optional<Counted> sold = group_.booking;
    if (sold) sold->amounts = turned(sold->amounts);  // as their cancellations count
    const Counted marked = closest(group_.cancellations, sold);
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

  void add_missing_there(const Counted& ours) {
    add(BreakKind::missing_there, nullptr, &ours);
    result_.breaks.back().undone =
        group_.booking && group_.cancellation && group_.cancellations.empty();
  }

  // The closest of theirs against ours, where both have one.
  void compare(const Counted& theirs, const Counted& ours) {
    if (!theirs.in_span && !ours.in_span) return;
    if (theirs.in_span != ours.in_span) {
      add(BreakKind::late, &theirs, &ours);
      result_.breaks.back().amounts_differ = theirs.amounts != ours.amounts;
    } else if (theirs.amounts != ours.amounts) {
      add(BreakKind::amount, &theirs, &ours);
    }
  }
  void add_repeated(const std::vector<Counted>& lines, const Counted& once) {
    for (const Counted& each : lines) {
      if (&each != &once && each.in_span) add(BreakKind::duplicate, &each, nullptr);
    }
  }

  // Settled and taken back here on days outside the span: of theirs, in the span, nothing is left.
  bool stands_there_alone(const Counted& theirs) const {
    const bool gone = group_.booking && !group_.booking->in_span && group_.cancellation &&
                      !group_.cancellation->in_span;
    return gone && theirs.in_span && group_.cancellations.empty();
  }

  void compare_bookings() {
    const std::vector<Counted>& theirs = group_.bookings;
    if (theirs.empty()) {
      const bool counts = group_.booking && group_.booking->in_span;
      if (counts) add_missing_there(*group_.booking);
      return;
    }
    const Counted& once = closest(theirs, group_.booking);
    add_repeated(theirs, once);
    if (stands_there_alone(once))
      return add(BreakKind::cancelled_here, &once, &*group_.cancellation);
    if (group_.booking) return compare(once, *group_.booking);
    if (!once.in_span) return;
    // What we took back in the span and settled long before it is ours, of another day.
    add(group_.cancellation ? BreakKind::late : BreakKind::missing_here, &once, nullptr);
  }

  void compare_cancellations() {
    const std::vector<Counted>& theirs = group_.cancellations;
    if (theirs.empty()) {
      if (!group_.cancellation || !group_.cancellation->in_span) return;
      const bool unknown_there = group_.bookings.empty() && group_.booking;
      if (unknown_there) return add_missing_there(*group_.cancellation);
      add(BreakKind::cancelled_here, nullptr, &*group_.cancellation);
      return;
    }
    const Counted& once = closest(theirs, group_.cancellation);
    add_repeated(theirs, once);
    if (group_.cancellation) return compare(once, *group_.cancellation);
    if (!once.in_span) return;
    add(group_.booking ? BreakKind::cancelled_there : BreakKind::missing_here, &once, nullptr);
    // What stands here is named beside, and counts in its own comparison.
    if (group_.booking) result_.breaks.back().ours = group_.booking->entry;
  }

  const Span& span_;
  Group group_;
  Result result_;
};

}  // namespace

const Entry* find_repeated(const std::vector<Entry>& ours) {
  Ids bookings(ours.size());
  Ids reversals(ours.size());
  for (const Entry& each : ours) {
    Ids& ids = each.reverses.is_none() ? bookings : reversals;
    const std::size_t before = ids.count();
    ids.id_of(group_of_ours(each));
    if (ids.count() == before) return &each;
  }
  return nullptr;
}

std::vector<const Entry*> without_partner(const Result& result) {
  std::vector<const Entry*> alone;
  for (const Break& each : result.breaks) {
    const bool of_here = each.kind == BreakKind::missing_here || each.kind == BreakKind::late;
    if (of_here && each.theirs != nullptr && each.ours == nullptr) alone.push_back(each.theirs);
  }
  return alone;
}

Result find_breaks(const std::vector<Entry>& theirs, const std::vector<Entry>& ours,
                   const Span& span) {
  Ids groups(theirs.size() + ours.size());
  const std::vector<Placed> ours_placed = place_ours(ours, groups);
  const std::vector<Placed> theirs_placed = place_theirs(theirs, ours, groups);
  const std::vector<Placed> left = by_group(theirs_placed, groups.count());
  const std::vector<Placed> right = by_group(ours_placed, groups.count());
  Comparison comparison(span);
  std::size_t i = 0;
  std::size_t j = 0;
  for (std::uint32_t group = 0; group < groups.count(); ++group) {
    while (i < left.size() && left[i].group == group) comparison.take_theirs(left[i++]);
    while (j < right.size() && right[j].group == group) comparison.take_ours(right[j++]);
    comparison.end_group();
  }
  return comparison.finish();
}

}  // namespace yibao::reconciliation
