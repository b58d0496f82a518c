#include "business/guide/lint_text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace yibao::guide {

namespace {

// The last three are full-width: ; ! ? as Chinese texts write them.
constexpr std::array<std::string_view, 8> kSentenceEnds{
    "。", ";", "!", "?", "\n", "\xEF\xBC\x9B", "\xEF\xBC\x81", "\xEF\xBC\x9F"};
constexpr std::array<std::string_view, 2> kClauseEnds{",", "、"};
constexpr std::array<std::string_view, 10> kChineseDigits{"零", "一", "二", "三", "四",
                                                          "五", "六", "七", "八", "九"};
constexpr std::string_view kTen = "十";
constexpr std::string_view kTwo = "两";
constexpr std::string_view kPercent = "百分之";
constexpr std::string_view kMonths = "个月";
constexpr std::string_view kHalfYear = "半年";
constexpr std::string_view kMonthsOfHalfYear = "6";
constexpr std::size_t kCharacter = 3;  // bytes of a Chinese or a full-width one
constexpr std::string_view kWideBlank = "\xE3\x80\x80";

// The first of the marks from `at` on, and its length; the end where there is none.
template<std::size_t Count>
std::pair<std::size_t, std::size_t> next_mark(std::string_view text, std::size_t at,
                                              const std::array<std::string_view, Count>& marks) {
  std::pair<std::size_t, std::size_t> first{text.size(), 0};
  for (const std::string_view mark : marks) {
    const std::size_t found = text.find(mark, at);
    if (found < first.first) first = {found, mark.size()};
  }
  return first;
}

// The ASCII character whose full-width form this is, U+FF01 to U+FF5E (EF BC 81 to EF BD 9E).
std::optional<char> narrow(std::string_view character) {
  if (character == kWideBlank) return ' ';
  if (!character.starts_with("\xEF\xBC") && !character.starts_with("\xEF\xBD")) return std::nullopt;
  const int low = static_cast<unsigned char>(character[2]) - 0x80;
  const int code = '!' - 1 + low + (character[1] == '\xBD' ? 64 : 0);
  if (code < '!' || code > '~') return std::nullopt;
  return static_cast<char>(code);
}

std::optional<int> chinese_digit(std::string_view character) {
  if (character == kTwo) return 2;
  const auto found = std::ranges::find(kChineseDigits, character);
  if (found == kChineseDigits.end()) return std::nullopt;
  return static_cast<int>(found - kChineseDigits.begin());
}

// The digits that end at `end`; empty where there are none.
std::string digits_before(std::string_view text, std::size_t end) {
  std::size_t from = end;
  const auto is_digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  while (from > 0 && is_digit(from - 1)) --from;
  const bool decimals = from < end && from > 1 && text[from - 1] == '.' && is_digit(from - 2);
  if (decimals) {
    for (--from; from > 0 && is_digit(from - 1);) --from;
  }
  return std::string(text.substr(from, end - from));
}

// 十, 十五, 二十, 二十五: what such texts speak of stays below a hundred.
std::string numeral_before(std::string_view text, std::size_t end) {
  std::optional<int> ones;
  std::optional<int> tens;
  bool ten = false;
  while (end >= kCharacter) {
    const std::string_view character = text.substr(end - kCharacter, kCharacter);
    if (character == kTen && !ten) {
      ten = true;
    } else if (const auto digit = chinese_digit(character)) {
      std::optional<int>& place = ten ? tens : ones;
      if (place) return {};  // 二〇二五: no such number
      place = digit;
    } else {
      break;
    }
    end -= kCharacter;
  }
  if (!ten && !ones) return {};
  return std::to_string((ten ? tens.value_or(1) * 10 : 0) + ones.value_or(0));
}

std::string number_before(std::string_view text, std::size_t end) {
  while (end > 0 && text[end - 1] == ' ') --end;
  const std::string digits = digits_before(text, end);
  return digits.empty() ? numeral_before(text, end) : digits;
}

struct Stands {
  std::size_t begin = 0;   // the number
  std::size_t behind = 0;  // the unit
  std::string value;
};

// Where a number begins that ends at `end`: its signs and the blank before the unit.
std::size_t begin_of(std::string_view text, std::size_t end) {
  while (end > 0 && text[end - 1] == ' ') --end;
  while (end > 0) {
    const char last = text[end - 1];
    if ((last >= '0' && last <= '9') || last == '.') {
      --end;
      continue;
    }
    if (end < kCharacter) break;
    const std::string_view character = text.substr(end - kCharacter, kCharacter);
    if (character != kTen && !chinese_digit(character)) break;
    end -= kCharacter;
  }
  return end;
}

// 百分之四、百分之4: the number stands behind.
void add_percents(std::vector<Stands>& all, std::string_view sentence) {
  for (std::size_t at = sentence.find(kPercent); at != std::string_view::npos;
       at = sentence.find(kPercent, at + kPercent.size())) {
    std::size_t end = at + kPercent.size();
    while (end < sentence.size() &&
           ((sentence[end] >= '0' && sentence[end] <= '9') || sentence[end] == '.')) {
      ++end;
    }
    if (end == at + kPercent.size()) {
      while (end + kCharacter <= sentence.size()) {
        const std::string_view next = sentence.substr(end, kCharacter);
        if (next != kTen && !chinese_digit(next)) break;
        end += kCharacter;
      }
    }
    std::string value = number_before(sentence, end);
    if (!value.empty()) all.push_back({at, end, std::move(value)});
  }
}

// Behind the [source] that begins here, blanks before it or none; here, where none does.
std::size_t behind_source(std::string_view text, std::size_t at) {
  const std::size_t open = text.find_first_not_of(" \t", at);
  if (open == std::string_view::npos || text[open] != '[') return at;
  const std::size_t close = text.find_first_of("]\n", open);
  return close == std::string_view::npos || text[close] == '\n' ? at : close + 1;
}

// The mark that ends the sentence from `at` on, or the blank before a [source].
std::pair<std::size_t, std::size_t> end_of_sentence(std::string_view text, std::size_t at) {
  const auto mark = next_mark(text, at, kSentenceEnds);
  const std::size_t source = text.find(" [", at);
  if (source >= mark.first || source == at || behind_source(text, source) == source) return mark;
  return {source, 1};
}

std::vector<Stands> numbers_of(std::string_view sentence, std::string_view unit) {
  std::vector<Stands> all;
  for (std::size_t at = sentence.find(unit); at != std::string_view::npos;
       at = sentence.find(unit, at + unit.size())) {
    std::string value = number_before(sentence, at);
    if (value.empty()) continue;
    all.push_back({begin_of(sentence, at), at + unit.size(), std::move(value)});
  }
  if (unit == "%") add_percents(all, sentence);
  if (unit != kMonths) {
    std::ranges::sort(all, {}, &Stands::behind);
    return all;
  }
  for (std::size_t at = sentence.find(kHalfYear); at != std::string_view::npos;
       at = sentence.find(kHalfYear, at + kHalfYear.size())) {
    all.push_back({at, at + kHalfYear.size(), std::string(kMonthsOfHalfYear)});
  }
  std::ranges::sort(all, {}, &Stands::behind);
  return all;
}

}  // namespace

std::string narrowed(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto ascii =
        at + kCharacter <= text.size() ? narrow(text.substr(at, kCharacter)) : std::nullopt;
    plain += ascii ? *ascii : text[at];
    at += ascii ? kCharacter : 1;
  }
  return plain;
}

std::string without_blanks(std::string_view text) {
  const auto is_chinese = [](char each) { return (static_cast<unsigned char>(each) & 0x80U) != 0; };
  std::string close;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool blank = text[at] == ' ' || text[at] == '\t';
    if (!blank) {
      close += text[at];
      continue;
    }
    const std::size_t next = text.find_first_not_of(" \t", at);
    const bool beside = (!close.empty() && is_chinese(close.back())) ||
                        (next != std::string_view::npos && is_chinese(text[next]));
    if (!beside) close += text[at];
  }
  return close;
}

std::vector<Sentence> sentences_of(std::string_view text) {
  std::vector<Sentence> all;
  int line = 1;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t behind = behind_source(text, at); behind != at) {
      at = behind;
      continue;
    }
    const auto [end, length] = end_of_sentence(text, at);
    std::string_view sentence = text.substr(at, end - at);
    while (!sentence.empty() && (sentence.back() == '\r' || sentence.back() == ' ')) {
      sentence.remove_suffix(1);
    }
    if (!sentence.empty()) all.push_back({line, sentence});
    if (length > 0 && text[end] == '\n') ++line;
    at = end + std::max<std::size_t>(length, 1);
  }
  return all;
}

std::vector<Quantity> quantities_in(std::string_view sentence, std::string_view unit) {
  const std::vector<Stands> numbers = numbers_of(sentence, unit);
  std::vector<Quantity> all;
  std::size_t from = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const bool last = i + 1 == numbers.size();
    const std::size_t until =
        last ? sentence.size() : next_mark(sentence, numbers[i].behind, kClauseEnds).first;
    // A number further on in the same clause cuts it short.
    const std::size_t end = last ? until : std::min(until, numbers[i + 1].behind);
    const std::size_t begin = std::min(from, end);
    all.push_back({numbers[i].value, sentence.substr(begin, end - begin),
                   sentence.substr(0, numbers[i].begin), sentence.substr(numbers[i].behind)});
    from = end;
  }
  return all;
}

}  // namespace yibao::guide
