#include "business/reconciliation/rules.h"

#include <algorithm>
#include <bit>
#include <map>

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
      const std::uint32_t id = ids_.id_of(each.*number);
      if (id == entries_.size()) {
        entries_.push_back(&each);
      } else if (each.day) {
        of_day_.emplace(std::pair(id, *each.day), &each);
      }
    }
  }
  // Of several under one number, that of the day: a till may number anew each day. The first where
  // none is.
  const Entry* find(const Number& number, const std::optional<Date>& day) const {
    const std::uint32_t id = number.is_none() ? Ids::kNone : ids_.find(number);
    if (id == Ids::kNone) return nullptr;
    const Entry* first = entries_[id];
    if (of_day_.empty() || !day || first->day == day) return first;
    const auto found = of_day_.find(std::pair(id, *day));
    return found == of_day_.end() ? first : found->second;
  }

 private:
  Ids ids_;
  std::vector<const Entry*> entries_;
  std::map<std::pair<std::uint32_t, Date>, const Entry*> of_day_;  // what is not the first
};

// The entries of one side, by either of their numbers.
class Numbered {
 public:
  explicit Numbered(const std::vector<Entry>& entries) : entries_(entries) {}

  // By its setl_id, else by its msgid, wherever that stands: some have one column for both.
  const Entry* find(const Entry& line) {
    if (const Entry* found = by_settlement(line.settlement)) return found;
    if (const Entry* found = by_message(line.message, line.day)) return found;
    return by_message(line.settlement, line.day);
  }
  // 2103 names what a line takes back by its setl_id, 2601 by its msgid.
  const Entry* find_original(const Entry& line) {
    const Entry* found = by_settlement(line.reverses);
    return found != nullptr ? found : by_message(line.reverses, line.day);
  }

 private:
  // Each is made where one is looked for: most books know our number.
  const Entry* by_settlement(const Number& number) {
    if (number.is_none()) return nullptr;
    if (!settlements_) settlements_.emplace(entries_, &Entry::settlement);
    return settlements_->find(number, {});
  }
  const Entry* by_message(const Number& number, const std::optional<Date>& day) {
    if (number.is_none()) return nullptr;
    if (!messages_) messages_.emplace(entries_, &Entry::message);
    return messages_->find(number, day);
  }

  const std::vector<Entry>& entries_;
  std::optional<Index> settlements_;
  std::optional<Index> messages_;
};

const Number& group_of_ours(const Entry& ours) {
  return ours.reverses.is_none() ? ours.settlement : ours.reverses;
}

const Number& own_number(const Entry& theirs) {
  return theirs.settlement.is_none() ? theirs.message : theirs.settlement;
}

// What a line is.
enum class Role {
  booking,
  cancellation,
  marked,  // theirs: says that it was taken back, above zero, under the number of no reversal
};

// A line with the group that it belongs to.
struct Placed {
  std::uint32_t group = 0;
  const Entry* entry = nullptr;
  Role role = Role::booking;
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
    const Role role = each.reverses.is_none() ? Role::booking : Role::cancellation;
    placed.push_back({groups.id_of(group_of_ours(each)), &each, role});
  }
  return placed;
}

// The flag alone does not tell a reversal from what it takes back: 5203 tells it of both.
Role role_of_theirs(const Entry& theirs, const Entry* known) {
  if (known != nullptr && !known->reverses.is_none()) return Role::cancellation;
  if (!theirs.takes_back) return Role::booking;
  const bool names_another = !theirs.reverses.is_none() &&
                             !(theirs.reverses == theirs.settlement) &&
                             !(theirs.reverses == theirs.message);
  const bool is_told = theirs.amounts.total < Money() || names_another;
  return is_told ? Role::cancellation : Role::marked;
}

// Their line under the number of our settlement that it names: by its own numbers, else by what it
// takes back. One that names nothing of ours is in a group of theirs.
class TheirPlaces {
 public:
  TheirPlaces(const std::vector<Entry>& theirs, const std::vector<Entry>& ours, Ids& groups)
      : theirs_(theirs), ours_(ours), groups_(groups) {}

  std::vector<Placed> place(const std::vector<Entry>& lines) {
    std::vector<Placed> placed;
    placed.reserve(lines.size());
    for (const Entry& each : lines) {
      const Entry* known = ours_.find(each);
      const Number& group = known != nullptr          ? group_of_ours(*known)
                            : each.reverses.is_none() ? own_number(each)
                                                      : group_of_original(each);
      placed.push_back({groups_.id_of(group), &each, role_of_theirs(each, known)});
    }
    return placed;
  }

 private:
  const Number& group_of_original(const Entry& line) {
    if (const Entry* known = ours_.find_original(line)) return group_of_ours(*known);
    const Entry* original = theirs_.find_original(line);
    if (original == nullptr) return line.reverses;
    const Entry* known = ours_.find(*original);
    return known != nullptr ? group_of_ours(*known) : own_number(*original);
  }

  Numbered theirs_;
  Numbered ours_;
  Ids& groups_;
};

Amounts turned(const Amounts& amounts) {
  return Amounts() - amounts;
}

// A line as it counts: a cancellation written above zero counts below it.
struct Counted {
  const Entry* entry = nullptr;
  Amounts amounts;
  bool in_span = false;
  bool is_sum = false;  // of several lines, under the first of them
};

Amounts sum_of(const std::vector<Counted>& lines) {
  Amounts sum;
  for (const Counted& each : lines) sum = sum + each.amounts;
  return sum;
}

bool are_all_in_span(const std::vector<Counted>& lines, bool in_span) {
  return std::ranges::all_of(lines, [&](const Counted& each) { return each.in_span == in_span; });
}

// One settlement may stand in several lines: where none of them is what it should be and all of
// them together are, they are one.
void join_lines(std::vector<Counted>& lines, const Amounts& wanted) {
  const auto is_wanted = [&](const Counted& each) { return each.amounts == wanted; };
  if (lines.size() < 2 || std::ranges::any_of(lines, is_wanted)) return;
  if (sum_of(lines) != wanted || !are_all_in_span(lines, lines.front().in_span)) return;
  lines = {{lines.front().entry, wanted, lines.front().in_span, true}};
}

// Which of their lines under one number is the one that we have: the one that equals ours, in the
// span first, then in its amounts, then in its day; the first where several do. The others are
// repeated, as they are not its parts. Where we have none, one of the span.
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
  std::vector<Counted> marked;         // theirs, until it is known which of the two they are
  const Entry* unread = nullptr;       // theirs
  std::optional<Counted> booking;      // ours
  std::optional<Counted> cancellation;

  void clear() {
    bookings.clear();
    cancellations.clear();
    marked.clear();
    unread = nullptr;
    booking.reset();
    cancellation.reset();
  }
};

class Comparison {
 public:
  Comparison(const Span& span, MarkedLine marked_line) : span_(span), marked_line_(marked_line) {}

  void take_theirs(const Placed& line) {
    const Counted counted{line.entry, line.entry->amounts, span_.has(line.entry->day)};
    if (line.role == Role::booking) group_.bookings.push_back(counted);
    if (line.role == Role::marked) group_.marked.push_back(counted);
    if (line.role == Role::cancellation) add_cancellation(counted);
  }
  void take_unread(const Placed& line) { group_.unread = line.entry; }
  void take_ours(const Placed& line) {
    const bool takes_back = line.role == Role::cancellation;
    std::optional<Counted>& slot = takes_back ? group_.cancellation : group_.booking;
    YB_CHECK(!slot.has_value(), "two of our settlements under one number");
    slot = Counted{line.entry, line.entry->amounts, span_.has(line.entry->day)};
  }
  void end_group() {
    read_marked_lines();
    count();
    if (!is_level_in_sum()) {
      join_split_lines();
      compare_bookings();
      compare_cancellations();
    }
    group_.clear();
  }
  Result finish() {
    Amounts explained;
    for (const Break& each : result_.breaks) explained = explained + each.difference;
    for (const NotCompared& each : result_.not_compared) explained = explained + each.difference;
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
  void add_cancellation(Counted line) {
    if (!(line.amounts.total < Money())) line.amounts = turned(line.amounts);
    group_.cancellations.push_back(line);
  }

  // Which of the two a line above zero that says so is, is told by the others of its settlement:
  // beside the settlement it takes it back, beside a reversal it is what was taken back. Alone, it
  // is how some write a settlement that no longer counts: "settled, and no longer".
  void read_marked_lines() {
    if (group_.marked.empty()) return;
    const bool is_reversal = !group_.bookings.empty();
    if (!is_reversal && (!group_.cancellations.empty() || counts_as_it_stands())) {
      group_.bookings = group_.marked;
      return;
    }
    if (!is_reversal) group_.bookings.push_back(closest(group_.marked, group_.booking));
    for (const Counted& each : group_.marked) add_cancellation(each);
  }
  // It is one line, and its end another: where each of theirs is so, or where we have taken it back
  // behind the span. One that stands here it contradicts, and both are told.
  bool counts_as_it_stands() const {
    if (!group_.cancellation) return false;
    const bool ends_elsewhere =
        group_.booking && group_.booking->in_span && !group_.cancellation->in_span;
    return marked_line_ == MarkedLine::settlement || ends_elsewhere;
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

  // They corrected it by further lines: what is left is what stands here.
  bool is_level_in_sum() const {
    if (!group_.booking || group_.cancellation) return false;
    if (group_.bookings.empty() || group_.cancellations.empty()) return false;
    return are_all_in_span(group_.bookings, group_.booking->in_span) &&
           are_all_in_span(group_.cancellations, group_.booking->in_span) &&
           sum_of(group_.bookings) + sum_of(group_.cancellations) == group_.booking->amounts;
  }
  void join_split_lines() {
    if (group_.booking) join_lines(group_.bookings, group_.booking->amounts);
    if (group_.cancellation) {
      join_lines(group_.cancellations, group_.cancellation->amounts);
    } else if (group_.booking) {
      join_lines(group_.cancellations, turned(group_.booking->amounts));
    }
  }
  // Less than stands here, and than they have settled: here a settlement is taken back as a whole.
  bool are_parts() const {
    if (!group_.booking || group_.cancellation) return false;
    const Money back = Money() - sum_of(group_.cancellations).total;
    const bool is_less_there = group_.bookings.empty() || back < sum_of(group_.bookings).total;
    return back > Money() && back < group_.booking->amounts.total && is_less_there;
  }

  void add(BreakKind kind, const Counted* theirs, const Counted* ours) {
    Amounts difference;
    if (theirs != nullptr && theirs->in_span) difference = difference + theirs->amounts;
    if (ours != nullptr && ours->in_span) difference = difference - ours->amounts;
    Break& made = result_.breaks.emplace_back();
    made.kind = kind;
    made.theirs = theirs == nullptr ? nullptr : theirs->entry;
    made.ours = ours == nullptr ? nullptr : ours->entry;
    made.difference = difference;
    if (theirs != nullptr && theirs->is_sum) made.their_counted = theirs->amounts;
  }

  // Ours, and none of theirs: where one of their rows names it and could not be read, nothing is
  // known of it.
  bool add_alone(BreakKind kind, const Counted& ours) {
    add(kind, nullptr, &ours);
    if (group_.unread == nullptr) return true;
    result_.not_compared.push_back({group_.unread, ours.entry, result_.breaks.back().difference});
    result_.breaks.pop_back();
    return false;
  }

  void add_missing_there(const Counted& ours) {
    if (!add_alone(BreakKind::missing_there, ours)) return;
    const bool ended_here = group_.booking && group_.cancellation;
    result_.breaks.back().undone = ended_here && group_.cancellations.empty();
    result_.breaks.back().only_taken_back = ended_here && !group_.cancellations.empty();
  }

  // Of theirs, and nothing of it is here. A settlement and its end may be one line: told once.
  void add_missing_here(const Counted& theirs) {
    add(BreakKind::missing_here, &theirs, nullptr);
    Break& made = result_.breaks.back();
    if (is_one_line_with_its_end()) made.difference = Amounts();
    made.undone = is_one_line_with_its_end() || is_undone_there();
  }
  bool is_undone_there() const {
    return !group_.bookings.empty() && !group_.cancellations.empty() &&
           sum_of(group_.bookings) + sum_of(group_.cancellations) == Amounts();
  }
  bool is_one_line_with_its_end() const {
    return !group_.bookings.empty() && !group_.cancellations.empty() &&
           closest(group_.bookings, {}).entry == closest(group_.cancellations, {}).entry;
  }

  // They have taken back what stands here, and never booked it: one break, as what is to be posted
  // for either half is the same.
  bool is_taken_back_unbooked() const {
    return group_.booking && !group_.cancellation && group_.bookings.empty() &&
           !group_.cancellations.empty() && group_.unread == nullptr && !are_parts() &&
           group_.booking->in_span && closest(group_.cancellations, {}).in_span;
  }

  // The closest of theirs against ours, where both have one.
  void compare(const Counted& theirs, const Counted& ours) {
    if (!theirs.in_span && !ours.in_span) return;
    const bool is_late = theirs.in_span != ours.in_span;
    const bool differs = theirs.amounts != ours.amounts;
    if (!is_late && !differs) return;
    add(is_late ? BreakKind::late : BreakKind::amount, &theirs, &ours);
    result_.breaks.back().amounts_differ = is_late && differs;
    result_.breaks.back().their_counted = theirs.amounts;
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
    const bool is_marked = theirs.entry->takes_back;  // they know
    return gone && theirs.in_span && group_.cancellations.empty() && !is_marked;
  }

  void compare_bookings() {
    const std::vector<Counted>& theirs = group_.bookings;
    if (theirs.empty()) {
      const bool counts = group_.booking && group_.booking->in_span;
      if (counts && !is_taken_back_unbooked()) add_missing_there(*group_.booking);
      return;
    }
    const Counted& once = closest(theirs, group_.booking);
    add_repeated(theirs, once);
    if (stands_there_alone(once))
      return add(BreakKind::cancelled_here, &once, &*group_.cancellation);
    if (group_.booking) return compare(once, *group_.booking);
    if (!once.in_span) return;
    // What we took back in the span and settled long before it is ours, of another day.
    if (group_.cancellation) return add(BreakKind::late, &once, nullptr);
    add_missing_here(once);
  }

  void compare_cancellations() {
    const std::vector<Counted>& theirs = group_.cancellations;
    if (theirs.empty()) {
      if (!group_.cancellation || !group_.cancellation->in_span) return;
      const bool unknown_there = group_.bookings.empty() && group_.booking;
      if (unknown_there) return add_missing_there(*group_.cancellation);
      add_alone(BreakKind::cancelled_here, *group_.cancellation);
      return;
    }
    if (are_parts()) return add_parts();
    const Counted& once = closest(theirs, group_.cancellation);
    add_repeated(theirs, once);
    if (group_.cancellation) return compare(once, *group_.cancellation);
    if (!once.in_span) return;
    if (group_.booking) return add_cancelled_there(once);
    if (!is_one_line_with_its_end()) add_missing_here(once);
  }
  // What stands here is named beside, and counts in its own comparison where it has one.
  void add_cancelled_there(const Counted& theirs) {
    const bool unbooked = is_taken_back_unbooked();
    add(BreakKind::cancelled_there, &theirs, unbooked ? &*group_.booking : nullptr);
    result_.breaks.back().ours = group_.booking->entry;
    result_.breaks.back().only_taken_back = unbooked;
  }

  // The settlement here is named beside each, and counts in its own comparison.
  void add_parts() {
    for (const Counted& each : group_.cancellations) {
      if (!each.in_span) continue;
      add(BreakKind::amount, &each, nullptr);
      result_.breaks.back().ours = group_.booking->entry;
      result_.breaks.back().partly_back = true;
    }
  }

  const Span& span_;
  const MarkedLine marked_line_;
  Group group_;
  Result result_;
};

}  // namespace

void name_originals(std::vector<Entry>& ours) {
  Numbered numbered(ours);
  for (Entry& each : ours) {
    const Entry* original = numbered.find_original(each);
    if (original != nullptr) each.reverses = original->settlement;
  }
}

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
    const bool is_alone = of_here && each.theirs != nullptr && each.ours == nullptr;
    // Whether it still stands here is told by the days behind as well.
    const bool stands_here = each.kind == BreakKind::cancelled_there || each.partly_back;
    if (is_alone || stands_here) alone.push_back(each.theirs);
  }
  return alone;
}

Result find_breaks(const std::vector<Entry>& theirs, const std::vector<Entry>& ours,
                   const Span& span, const Reading& reading) {
  Ids groups(theirs.size() + ours.size() + reading.unread.size());
  const std::vector<Placed> ours_placed = place_ours(ours, groups);
  TheirPlaces places(theirs, ours, groups);
  const std::vector<Placed> theirs_placed = places.place(theirs);
  const std::vector<Placed> unread_placed = places.place(reading.unread);
  const std::vector<Placed> left = by_group(theirs_placed, groups.count());
  const std::vector<Placed> unread = by_group(unread_placed, groups.count());
  const std::vector<Placed> right = by_group(ours_placed, groups.count());
  Comparison comparison(span, reading.marked_line);
  std::size_t i = 0;
  std::size_t j = 0;
  std::size_t k = 0;
  for (std::uint32_t group = 0; group < groups.count(); ++group) {
    while (i < left.size() && left[i].group == group) comparison.take_theirs(left[i++]);
    while (k < unread.size() && unread[k].group == group) comparison.take_unread(unread[k++]);
    while (j < right.size() && right[j].group == group) comparison.take_ours(right[j++]);
    comparison.end_group();
  }
  return comparison.finish();
}

}  // namespace yibao::reconciliation
