#include "adapters/hotline/pinyin.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <utility>

#include "base/check.h"

namespace yibao::adapters {

namespace {

using icu::UnicodeString;

// Words of this subject whose reading is not the first of their characters.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kWords{{
    {"银行", "yin2 hang2"},
    {"行政", "xing2 zheng4"},
    {"重听", "chong2 ting1"},
    {"重新", "chong2 xin1"},
    {"重复", "chong2 fu4"},
    {"长途", "chang2 tu2"},
    {"太长", "tai4 chang2"},
    {"地址", "di4 zhi3"},
    {"地区", "di4 qu1"},
    {"变更", "bian4 geng1"},
    {"还要", "hai2 yao4"},
    {"还没有", "hai2 mei2 you3"},
    {"或者", "huo4 zhe3"},
    {"累计", "lei3 ji4"},
    {"参保", "can1 bao3"},
    {"结束", "jie2 shu4"},
    {"划入", "hua4 ru4"},
    {"朔州", "shuo4 zhou1"},
}};

const icu::Transliterator& han_to_latin() {
  static const std::unique_ptr<icu::Transliterator> made = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> each(
        icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
    if (U_FAILURE(status) != 0 || !each) throw Fault("ICU has no table of Chinese readings");
    return each;
  }();
  return *made;
}

int tone_of(UChar32 mark) {
  switch (mark) {
    case 0x0304:
      return 1;
    case 0x0301:
      return 2;
    case 0x030C:
      return 3;
    case 0x0300:
      return 4;
    default:
      return 0;
  }
}

// nǐ → ni3, lǜ → lv4, de → de5
std::string with_number(const UnicodeString& syllable) {
  UErrorCode status = U_ZERO_ERROR;
  const UnicodeString parts = icu::Normalizer2::getNFDInstance(status)->normalize(syllable, status);
  if (U_FAILURE(status) != 0) throw Fault("ICU cannot take a syllable apart");
  std::string text;
  int tone = 5;
  for (std::int32_t i = 0; i < parts.length(); ++i) {
    const UChar32 mark = parts[i];
    if (const int found = tone_of(mark); found != 0) {
      tone = found;
    } else if (mark == 0x0308 && !text.empty()) {
      text.back() = 'v';
    } else if (mark < 0x80) {
      text += static_cast<char>(mark);
    }
  }
  return text.empty() ? text : text + std::to_string(tone);
}

bool is_han(UChar32 c) {
  return c >= 0x4E00 && c <= 0x9FFF;
}

// The rests of a sentence; everything else is not spoken.
std::string_view rest_of(UChar32 c) {
  constexpr std::array<std::pair<UChar32, std::string_view>, 10> kRests{{{0xFF0C, ", "},
                                                                         {',', ", "},
                                                                         {0x3001, ", "},
                                                                         {0x3002, ". "},
                                                                         {'.', ". "},
                                                                         {0xFF1B, ", "},
                                                                         {';', ", "},
                                                                         {0xFF1A, ", "},
                                                                         {':', ", "},
                                                                         {0xFF1F, "? "}}};
  for (const auto& [mark, rest] : kRests) {
    if (mark == c) return rest;
  }
  return "";
}

std::string reading_of(UChar32 c) {
  UnicodeString text(c);
  han_to_latin().transliterate(text);
  return with_number(text.trim());
}

void add_word(std::string& pinyin, std::string_view reading) {
  if (!pinyin.empty() && pinyin.back() != ' ') pinyin += ' ';
  pinyin += reading;
}

// X is a key of a telephone as well: its name, as Chinese speakers say it.
std::string_view letter(UChar32 c) {
  return c == 'X' || c == 'x' ? "ai4 ke4 si5" : "";
}

}  // namespace

std::string to_pinyin(std::string_view text) {
  std::string pinyin;
  while (!text.empty()) {
    bool taken = false;
    for (const auto& [word, reading] : kWords) {
      if (!text.starts_with(word)) continue;
      add_word(pinyin, reading);
      text.remove_prefix(word.size());
      taken = true;
      break;
    }
    if (taken) continue;
    // One character of UTF-8.
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
    const UnicodeString one =
        UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(size)));
    const UChar32 c = one.char32At(0);
    text.remove_prefix(size);
    if (is_han(c)) {
      add_word(pinyin, reading_of(c));
    } else if (!letter(c).empty()) {
      add_word(pinyin, letter(c));
    } else if (!pinyin.empty() && pinyin.back() != ' ') {
      pinyin += rest_of(c);
    }
  }
  return pinyin;
}

}  // namespace yibao::adapters
