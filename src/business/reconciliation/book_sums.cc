#include "business/reconciliation/book_sums.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "base/text.h"
#include "business/reconciliation/book_values.h"

namespace yibao::reconciliation {

namespace {

constexpr std::array<std::string_view, 10> kSumWords{"合计", "小计", "总计", "累计", "汇总",
                                                     "共计", "总共", "合共", "笔数", "总数"};
constexpr std::size_t kEndings = 5;  // the first ones: whoever's they are, the line is a sum
constexpr std::array<std::string_view, 4> kEnglish{"sum", "total", "totals", "subtotal"};
constexpr std::array<std::string_view, 3> kBesideEnglish{"grand", "sub", "daily"};
// What stands behind a number of days, of lines or of yuan.
constexpr std::array<std::string_view, 15> kUnits{"年", "月", "日", "号", "时", "分", "秒", "笔",
                                                  "条", "行", "单", "人", "次", "张", "元"};
// What stands around the word in a line that is a sum.
constexpr std::array<std::string_view, 26> kAround{
    "本日", "当日", "今日", "每日", "本月", "当月", "本年", "本页", "本期",
    "全部", "全院", "金额", "费用", "门诊", "住院", "结算", "退费", "人民",
    "币",   "至",   "到",   "共",   "总",   "数",   "笔",   "计"};
constexpr std::array<std::string_view, 25> kMarks{
    "\u00A0", "\u3000", "\uFF1A", "\uFF0C", "\uFF08", "\uFF09", "\u3001", "\u3002", "\u3010",
    "\u3011", "\u300A", "\u300B", "\uFF0D", "\u2014", "\u2013", "\u2212", "\uFF5E", "\u00B7",
    "\u2026", "\uFFE5", "\u00A5", "\uFF1B", "\uFF1D", "\uFF0F", "\u2009"};

bool is_one_of(const auto& list, std::string_view text) {
  return std::ranges::find(list, text) != list.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string_view first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return text.substr(0, size);
}

bool is_mark(std::string_view character) {
  if (static_cast<unsigned char>(character.front()) < 0x80) {
    return !is_letter_or_digit(character.front());
  }
  return is_one_of(kMarks, character);
}

// A cell in its parts: blanks and marks only divide.
struct Parts {
  std::string words;              // of other writing than ours: 合　计: is 合计
  std::vector<std::string> runs;  // of letters and digits, in small letters
  bool has_blank = false;
  bool has_bound_run = false;  // one that hangs on a word: 合计001, but not 共54笔 nor 合计:54
};

// 20251220小计
bool is_compact_day(std::string_view run) {
  constexpr std::size_t kSize = 8;
  return run.size() == kSize && read_book_day(run).has_value();
}

Parts parts_of(std::string_view cell) {
  Parts parts;
  bool behind_mark = false;
  while (!cell.empty()) {
    if (!is_letter_or_digit(cell.front())) {
      const std::string_view character = first_character(cell);
      behind_mark = is_mark(character);
      if (character == " ") parts.has_blank = true;
      if (!behind_mark) parts.words += character;
      cell.remove_prefix(character.size());
      continue;
    }
    const auto end = std::ranges::find_if_not(cell, is_letter_or_digit);
    std::string run(cell.begin(), end);
    std::ranges::transform(run, run.begin(), [](unsigned char c) { return std::tolower(c); });
    cell.remove_prefix(run.size());
    const std::string_view next = cell.empty() ? std::string_view() : first_character(cell);
    const bool is_free = behind_mark || (!next.empty() && is_mark(next)) ||
                         is_one_of(kUnits, next) || is_compact_day(run) || is_one_of(kEnglish, run);
    parts.has_bound_run = parts.has_bound_run || !is_free;
    parts.runs.push_back(std::move(run));
    behind_mark = false;
  }
  return parts;
}

bool is_number(std::string_view run) {
  return std::ranges::all_of(run, is_digit);
}

SumSaid said_in_english(const Parts& parts) {
  const auto& runs = parts.runs;
  const bool says =
      std::ranges::any_of(runs, [](const auto& run) { return is_one_of(kEnglish, run); });
  if (!says) return SumSaid::no;
  const bool is_all = std::ranges::all_of(runs, [](const auto& run) {
    return is_one_of(kEnglish, run) || is_one_of(kBesideEnglish, run);
  });
  return is_all || parts.has_blank ? SumSaid::yes : SumSaid::perhaps;
}

// 共…笔
bool counts_lines(const Parts& parts) {
  return parts.words.starts_with("共") && parts.words.ends_with("笔") && !parts.runs.empty();
}

SumSaid said_by(const Parts& parts) {
  if (parts.words.empty()) return said_in_english(parts);
  const bool says = counts_lines(parts) || std::ranges::any_of(kSumWords, [&](auto word) {
                      return parts.words.find(word) != std::string::npos;
                    });
  if (!says) return SumSaid::no;
  return parts.has_bound_run ? SumSaid::perhaps : SumSaid::yes;
}

void erase_each(std::string& text, const auto& words) {
  for (const std::string_view word : words) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word)) {
      text.erase(at, word.size());
    }
  }
}

bool is_day(std::string_view text) {
  constexpr std::size_t kPlain = 10;
  constexpr std::size_t kInWords = 17;  // bytes of 2025年12月20日
  const bool is_in_words = text.ends_with("日") && text.size() <= kInWords;
  return (text.size() <= kPlain || is_in_words) && !is_number(text) &&
         read_book_day(text).has_value();
}

}  // namespace

bool is_plain_number(std::string_view cell) {
  bool has_digit = false;
  for (const char c : cell) {
    if (!is_letter_or_digit(c)) return false;
    has_digit = has_digit || is_digit(c);
  }
  return has_digit;
}

SumSaid sum_said_by(std::string_view cell) {
  return is_plain_number(cell) ? SumSaid::no : said_by(parts_of(cell));
}

bool is_sum_phrase(std::string_view cell) {
  Parts parts = parts_of(cell);
  if (said_by(parts) != SumSaid::yes) return false;
  const auto& runs = parts.runs;
  const bool has_other_letters = std::ranges::any_of(runs, [](const std::string& run) {
    return !is_number(run) && !is_one_of(kEnglish, run) && !is_one_of(kBesideEnglish, run);
  });
  if (has_other_letters) return false;
  for (std::size_t i = 0; i < kEndings; ++i) {
    if (parts.words.ends_with(kSumWords[i])) return true;
  }
  erase_each(parts.words, kSumWords);
  erase_each(parts.words, kAround);
  erase_each(parts.words, kUnits);
  return parts.words.empty();
}

bool is_days_or_count(std::string_view cell) {
  constexpr std::array<std::string_view, 5> kBetween{"至", "到", "~", "\uFF5E", "\u2014"};
  for (const std::string_view between : kBetween) {
    const std::size_t at = cell.find(between);
    if (at == std::string_view::npos) continue;
    std::string_view behind = cell.substr(at + between.size());
    while (behind.starts_with(between)) behind.remove_prefix(between.size());
    return is_day(without_blanks_around(cell.substr(0, at))) &&
           is_day(without_blanks_around(behind));
  }
  if (is_day(cell)) return true;
  Parts parts = parts_of(cell);
  if (parts.words.empty() || !std::ranges::all_of(parts.runs, is_number)) return false;
  erase_each(parts.words, kUnits);
  return parts.words.empty();
}

}  // namespace yibao::reconciliation
