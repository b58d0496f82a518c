#include "business/person/name.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace yibao::person {

namespace {

using icu::UnicodeString;

// What a character is in a name.
enum class Part { letter, mark, blank, dot, sign, unseen, other };

// Apostrophes (two are also letters of names), hyphen, full stop, brackets narrow and wide.
constexpr std::array<UChar32, 9> kSigns{'\'', 0x2018, 0x2019, '-', '.', '(', ')', 0xFF08, 0xFF09};
// 间隔号, as it should be and as it is typed.
constexpr UChar32 kDot = 0xB7;
constexpr std::array<UChar32, 6> kDots{kDot, 0x2022, 0x2027, 0x22C5, 0x30FB, 0xFF65};
// What a keyboard has instead of it: a full stop, narrow or wide. On record it stays what it is (an
// initial has one); beside a name on record it is the dot.
constexpr std::array<UChar32, 2> kStops{'.', 0xFF0E};
constexpr UChar32 kZero = 0x3007;  // 〇 is a number to Unicode, and part of names

bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2018 || c == 0x2019;
}

// The tables of Unicode grow by rare Han characters: whatever these planes hold is one.
bool is_of_han_planes(UChar32 c) {
  return c >= 0x20000 && c < 0x3FFFE;
}

Part part_of(UChar32 c) {
  const auto category = static_cast<std::uint32_t>(U_MASK(u_charType(c)));
  constexpr std::uint32_t kUnseen =
      U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
  if ((category & kUnseen) != 0) return Part::unseen;
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return Part::unseen;
  if ((category & U_GC_L_MASK) != 0 || is_of_han_planes(c) || c == kZero) return Part::letter;
  if ((category & U_GC_M_MASK) != 0) return Part::mark;
  if ((category & U_GC_ZS_MASK) != 0) return Part::blank;
  if (std::ranges::find(kDots, c) != kDots.end()) return Part::dot;
  return std::ranges::find(kSigns, c) != kSigns.end() ? Part::sign : Part::other;
}

std::string shown(UChar32 c) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(c));
  return text.data();
}

Refusal refuse_character(UChar32 c, int position) {
  return refuse(RefusalKind::malformed, "name_character",
                {{"character", shown(c)}, {"position", std::to_string(position)}});
}

Decision<std::string> composed(const UnicodeString& name) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  const UnicodeString whole = U_FAILURE(status) ? name : form->normalize(name, status);
  if (U_FAILURE(status)) throw Fault("ICU cannot compose a name");
  std::string text;
  whole.toUTF8String(text);
  if (text.empty()) return refuse(RefusalKind::malformed, "member_empty");
  if (count_characters(text) > kNameMax) {
    return refuse(RefusalKind::malformed, "member_too_long",
                  {{"characters_max", std::to_string(kNameMax)}});
  }
  return text;
}

}  // namespace

Decision<std::string> check_name(std::string_view text) {
  const UnicodeString given = UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  UnicodeString name;
  bool blank = false;  // before what comes next
  bool letter = false;
  int position = 0;
  for (std::int32_t at = 0; at < given.length(); at = given.moveIndex32(at, 1)) {
    const UChar32 c = given.char32At(at);
    ++position;
    const Part part = part_of(c);
    if (part == Part::unseen) {
      return refuse(RefusalKind::malformed, "member_control_characters");
    }
    const bool begins = part == Part::letter || is_apostrophe(c);
    if (part == Part::other || (name.isEmpty() && !begins && part != Part::blank)) {
      return refuse_character(c, position);
    }
    if (part == Part::blank) {
      blank = !name.isEmpty();
      continue;
    }
    if (blank) name.append(UChar32{' '});
    blank = false;
    letter = letter || part == Part::letter;
    name.append(part == Part::dot ? kDot : c);
  }
  if (!letter && !name.isEmpty()) return refuse_character(name.char32At(0), 1);
  return composed(name);
}

bool is_same_name(std::string_view on_record, std::string_view given) {
  const auto folded = [](std::string_view text) {
    UnicodeString typed = UnicodeString::fromUTF8(std::string(text));
    for (const UChar32 stop : kStops) {
      typed.findAndReplace(UnicodeString(stop), UnicodeString(kDot));
    }
    std::string dotted;
    typed.toUTF8String(dotted);
    const Decision<std::string> kept = check_name(dotted);
    UnicodeString name = UnicodeString::fromUTF8(kept ? *kept : dotted);
    std::string plain;
    name.foldCase().toUTF8String(plain);
    return plain;
  };
  return on_record == given || folded(on_record) == folded(given);
}

std::vector<std::string> spellings(const std::string& name) {
  std::vector<std::string> all{name};
  std::string capitals = name;
  std::string words = name;
  bool begins = true;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool small = name[i] >= 'a' && name[i] <= 'z';
    const bool capital = name[i] >= 'A' && name[i] <= 'Z';
    constexpr char kApart = 'a' - 'A';
    if (small) capitals[i] = static_cast<char>(name[i] - kApart);
    if (small && begins) words[i] = static_cast<char>(name[i] - kApart);
    if (capital && !begins) words[i] = static_cast<char>(name[i] + kApart);
    begins = !small && !capital;
  }
  for (const std::string& each : {capitals, words}) {
    if (std::ranges::find(all, each) == all.end()) all.push_back(each);
  }
  return all;
}

std::string read_name(business::Reader& reader, std::string_view member) {
  return reader.text_by(member, &check_name);
}

std::string read_name_if_given(business::Reader& reader, std::string_view member) {
  return reader.has(member) ? read_name(reader, member) : std::string();
}

}  // namespace yibao::person
