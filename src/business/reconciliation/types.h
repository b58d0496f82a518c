// 对账 (N-13): the books of an institution against ours, line by line, as values. What the lines
// mean and which of them explain a difference stands in rules.h.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"

namespace yibao::reconciliation {

// A number as it is written (setl_id, msgid), at most 30 characters, in place: three hundred
// thousand lines are looked for by it.
class Number {
 public:
  static constexpr std::size_t kCharactersMax = 31;

  constexpr Number() = default;
  explicit Number(std::string_view text) {
    const std::size_t size = text.size() < kCharactersMax ? text.size() : kCharactersMax;
    std::memcpy(text_.data(), text.data(), size);
  }
  bool is_none() const { return text_[0] == '\0'; }
  std::string_view text() const { return {text_.data()}; }
  bool operator==(const Number& other) const {
    return std::memcmp(text_.data(), other.text_.data(), text_.size()) == 0;
  }
  std::array<std::uint64_t, 4> words() const {
    return std::bit_cast<std::array<std::uint64_t, 4>>(text_);
  }
  bool operator<(const Number& other) const {
    return std::memcmp(text_.data(), other.text_.data(), text_.size()) < 0;
  }

 private:
  std::array<char, kCharactersMax + 1> text_{};
};

struct Amounts {
  Money total;    // medfee_sumamt
  Money fund;     // fund_pay_sumamt
  Money account;  // acct_pay

  bool operator==(const Amounts&) const = default;
};
Amounts operator+(const Amounts& a, const Amounts& b);
Amounts operator-(const Amounts& a, const Amounts& b);

// A line of one side's books: a settlement, or one taken back.
struct Entry {
  Number settlement;  // setl_id; theirs may have none after a time-out
  Number message;     // msgid
  Number reverses;    // of a line that takes back: the settlement that it names, where it names one
  std::optional<Date> day;
  Amounts amounts;
  bool takes_back = false;  // refd_setl_flag
  bool at_till = false;     // of ours: paid from a personal account alone, not by the interface;
                            // `settlement` is the number of the payment then, and told to nobody
  std::int64_t line = 0;    // of the file; 0: it is of no file
};

// What a flagged line above zero is that stands alone: the whole of a settlement that no longer
// counts, or the settlement, whose reversal has a line of its own (3202).
enum class MarkedLine { settlement_and_end, settlement };

// How their book was read.
struct Reading {
  std::vector<Entry> unread;  // what of their rows could not be read: the numbers, and the line
  MarkedLine marked_line = MarkedLine::settlement_and_end;
};

struct Span {
  Date from;
  Date to;  // included

  bool has(const std::optional<Date>& day) const { return !day || (*day >= from && *day <= to); }
};

// What is wrong with a line; each says what to post (messages/zh-CN/clearing.toml).
enum class BreakKind {
  missing_there,    // we have settled it, they do not know it
  missing_here,     // they have it, we do not
  duplicate,        // they have it more than once
  amount,           // both have it, with other amounts
  cancelled_there,  // they have taken it back, here it stands
  cancelled_here,   // we have taken it back, there it stands
  late,             // both have it, one of them on a day outside the span
};
inline constexpr std::array<std::string_view, 7> kBreakKinds{
    "missing_there",   "missing_here",   "duplicate", "amount",
    "cancelled_there", "cancelled_here", "late"};
constexpr std::string_view to_text(BreakKind kind) {
  return kBreakKinds[static_cast<std::size_t>(kind)];
}

// One transaction that explains a part of the difference.
struct Break {
  Amounts their_amounts() const {
    if (their_counted) return *their_counted;
    return theirs == nullptr ? Amounts() : theirs->amounts;
  }

  BreakKind kind = BreakKind::amount;
  const Entry* theirs = nullptr;  // of the lists that were compared
  const Entry* ours = nullptr;
  Amounts difference;  // theirs less ours, of what counts in the span
  // Of missing_there: settled and taken back here, and they know neither. There is nothing left to
  // take back: both are posted, or neither. Of missing_here: the same, the other way round; where
  // one line of theirs is both, it is told once, and its difference is nothing.
  bool undone = false;
  // They have what takes the settlement back, and not the settlement. Of missing_there: here it is
  // taken back as well. Of cancelled_there: here it stands, and the difference is that of both.
  bool only_taken_back = false;
  // Of amount: they have taken back a part of it, which is not done here. `theirs` is that line;
  // the settlement itself is compared as any other.
  bool partly_back = false;
  // What of theirs was compared, where it may not be what the line says: of several lines that are
  // one, their sum; of a reversal above zero, what is below it.
  std::optional<Amounts> their_counted;
  // Of late: besides the day, the amounts differ. Each side counts its own in the month of its own,
  // so no month by itself shows how much is wrong.
  bool amounts_differ = false;
};

// A settlement, or a reversal, that stands here, while a row of theirs that names it could not be
// read: it is not missing there, nor known to be there.
struct NotCompared {
  const Entry* unread = nullptr;  // of the Reading
  const Entry* ours = nullptr;
  Amounts difference;  // what is left open
};

struct Side {
  std::int64_t lines = 0;
  Amounts amounts;
};

struct Result {
  Side theirs;
  Side ours;
  std::vector<Break> breaks;  // by line of theirs; what has none, behind
  std::vector<NotCompared> not_compared;
};

}  // namespace yibao::reconciliation
