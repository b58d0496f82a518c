#include "base/identity_document.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace yibao {

namespace {

struct KindRow {
  IdentityKind kind;
  std::string_view name;
  std::string_view national_code;
};

using enum IdentityKind;

constexpr KindRow kKinds[] = {
    {citizen_identity_card, "citizen_identity_card", "01"},
    {military_officer_card, "military_officer_card", "02"},
    {armed_police_officer_card, "armed_police_officer_card", "03"},
    {hong_kong_permit, "hong_kong_permit", "04"},
    {macau_permit, "macau_permit", "05"},
    {taiwan_permit, "taiwan_permit", "06"},
    {foreign_permanent_residence_card, "foreign_permanent_residence_card", "07"},
    {foreign_passport, "foreign_passport", "08"},
    {disability_card, "disability_card", "09"},
    {military_family_certificate, "military_family_certificate", "10"},
    {foreign_employment_permit, "foreign_employment_permit", "11"},
    {foreign_expert_certificate, "foreign_expert_certificate", "12"},
    {foreign_correspondent_card, "foreign_correspondent_card", "13"},
    {compatriot_employment_permit, "compatriot_employment_permit", "14"},
    {returned_expert_certificate, "returned_expert_certificate", "15"},
    {chinese_passport, "chinese_passport", "16"},
    {residence_permit, "residence_permit", "17"},
    {social_security_card, "social_security_card", "90"},
    {other_document, "other_document", "99"},
    {poverty_relief_code, "poverty_relief_code", "990102"},
    {birth_certificate, "birth_certificate", "990201"},
};

const KindRow& row_of(IdentityKind kind) {
  const auto* row = std::ranges::find(kKinds, kind, &KindRow::kind);
  YB_CHECK(row != std::end(kKinds), "a kind is missing in the table");
  return *row;
}

constexpr std::size_t kCitizenLength = 18;
constexpr std::size_t kOtherLengthMax = 50;  // certno of the national interface

// The provinces that keep household registers.
constexpr int kProvinces[] = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41,
                              42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65};
constexpr int kPermitRegions[] = {810000, 820000, 830000};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, is_digit);
}
bool all_capitals(std::string_view text) {
  return std::ranges::all_of(text, is_capital);
}
bool is_alphanumeric(char c) {
  return is_digit(c) || is_capital(c);
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::string with_capitals(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

Refusal refuse_number(IdentityKind kind, std::string code, std::vector<Fact> facts = {}) {
  facts.insert(facts.begin(), {"identity_kind", std::string(to_string(kind))});
  return refuse(RefusalKind::malformed, std::move(code), std::move(facts));
}

Refusal refuse_shape(IdentityKind kind, std::string expected_length) {
  return refuse_number(kind, "identity_number_shape",
                       {{"expected_length", std::move(expected_length)}});
}

bool has_citizen_shape(std::string_view number) {
  return number.size() == kCitizenLength && all_digits(number.substr(0, kCitizenLength - 1)) &&
         (is_digit(number.back()) || number.back() == 'X');
}

Decision<Date> check_birth(IdentityKind kind, std::string_view yyyymmdd, Date today) {
  const auto refuse_birth = [kind](std::string problem) {
    return refuse_number(kind, "identity_number_birth_date", {{"problem", std::move(problem)}});
  };
  const int year = number_of(yyyymmdd.substr(0, 4));
  if (year < 1900) return refuse_birth("before_1900");
  const std::optional<Date> birth =
      Date::from(year, number_of(yyyymmdd.substr(4, 2)), number_of(yyyymmdd.substr(6, 2)));
  if (!birth) return refuse_birth("impossible");
  if (*birth > today) return refuse_birth("in_the_future");
  return *birth;
}

// Birth date and check digit, where all 18-character numbers have them.
Decision<IdentityFacts> check_from_birth(IdentityKind kind, std::string number, Date today) {
  const Decision<Date> birth = check_birth(kind, std::string_view(number).substr(6, 8), today);
  if (!birth) return birth.refusal();
  if (citizen_check_digit(std::string_view(number).substr(0, 17)) != number.back()) {
    return refuse_number(kind, "identity_number_check_digit");
  }
  return IdentityFacts{IdentityNumber(std::move(number)), *birth, {}, {}};
}

// 公民身份号码 and 港澳台居民居住证: region, birth, sequence (odd for men), check digit.
Decision<IdentityFacts> check_registered(IdentityKind kind, std::string number, Date today) {
  if (!has_citizen_shape(number)) return refuse_shape(kind, std::to_string(kCitizenLength));
  const std::string_view text = number;
  const int region = number_of(text.substr(0, 6));
  const bool exists = kind == residence_permit
                          ? std::ranges::find(kPermitRegions, region) != std::end(kPermitRegions)
                          : std::ranges::find(kProvinces, region / 10000) != std::end(kProvinces);
  if (!exists) return refuse_number(kind, "identity_number_region");
  const Sex sex = number_of(text.substr(16, 1)) % 2 == 1 ? Sex::male : Sex::female;
  Decision<IdentityFacts> checked = check_from_birth(kind, std::move(number), today);
  if (!checked) return checked;
  IdentityFacts facts = std::move(checked).value();
  facts.sex = sex;
  facts.province = RegionCode(region).province();
  return facts;
}

// 外国人永久居留身份证: three letters and 12 digits, or since 2023-12-01 18 digits from 9. Both are
// valid. Sex and place are not read out of it: no published text says how they are coded.
Decision<IdentityFacts> check_foreign_card(std::string number, Date today) {
  const std::string_view text = number;
  if (text.size() == 15 && all_capitals(text.substr(0, 3)) && all_digits(text.substr(3))) {
    return IdentityFacts{IdentityNumber(std::move(number)), {}, {}, {}};
  }
  if (!has_citizen_shape(text) || text.front() != '9') {
    return refuse_shape(foreign_permanent_residence_card, "15/18");
  }
  return check_from_birth(foreign_permanent_residence_card, std::move(number), today);
}

// H or M and 8 digits (10 with the issue count of older permits); or a passport of the region,
// 9 characters: K12345678, HJ1234567, MA1234567.
bool is_region_permit(std::string_view number, std::string_view first_letters) {
  if (number.empty() || !first_letters.contains(number.front())) return false;
  const std::string_view rest = number.substr(1);
  if (number.size() == 11) return all_digits(rest);
  return number.size() == 9 && all_digits(rest.substr(1)) && is_alphanumeric(rest.front());
}

// Letters, digits, hyphens; and Chinese characters (three bytes from E4 to E9 in UTF-8), since
// certificates of the forces are numbered 军字第…号.
bool is_other_number(std::string_view number) {
  if (number.empty() || number.size() > kOtherLengthMax) return false;
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (is_alphanumeric(number[i]) || number[i] == '-') continue;
    const auto lead = static_cast<unsigned char>(number[i]);
    if (lead < 0xE4 || lead > 0xE9 || i + 2 >= number.size()) return false;
    for (const char tail : number.substr(i + 1, 2)) {
      if ((static_cast<unsigned char>(tail) & 0xC0) != 0x80) return false;
    }
    i += 2;
  }
  return true;
}

// The expected length, where the number has not the shape of its kind; else nothing.
std::string_view find_wrong_shape(IdentityKind kind, std::string_view number) {
  switch (kind) {
    case hong_kong_permit:
      return is_region_permit(number, "HK") ? "" : "9/11";
    case macau_permit:
      return is_region_permit(number, "M") ? "" : "9/11";
    case taiwan_permit:
      return number.size() == 8 && all_digits(number) ? "" : "8";
    case foreign_passport:
    case chinese_passport:
      return number.size() >= 5 && number.size() <= 17 &&
                     std::ranges::all_of(number, is_alphanumeric)
                 ? ""
                 : "5-17";
    case birth_certificate:
      return number.size() == 10 && is_capital(number.front()) && all_digits(number.substr(1))
                 ? ""
                 : "10";
    case citizen_identity_card:
    case residence_permit:
    case foreign_permanent_residence_card:
      break;  // checked further than their shape
    case military_officer_card:
    case armed_police_officer_card:
    case disability_card:
    case military_family_certificate:
    case foreign_employment_permit:
    case foreign_expert_certificate:
    case foreign_correspondent_card:
    case compatriot_employment_permit:
    case returned_expert_certificate:
    case social_security_card:
    case other_document:
    case poverty_relief_code:
      return is_other_number(number) ? "" : "1-50";
  }
  return "";
}

}  // namespace

std::string_view to_string(IdentityKind kind) {
  return row_of(kind).name;
}
std::string_view national_code(IdentityKind kind) {
  return row_of(kind).national_code;
}

std::optional<IdentityKind> parse_identity_kind(std::string_view name) {
  const auto* row = std::ranges::find(kKinds, name, &KindRow::name);
  return row == std::end(kKinds) ? std::nullopt : std::optional(row->kind);
}

std::optional<IdentityKind> identity_kind_of_national_code(std::string_view code) {
  const auto* row = std::ranges::find(kKinds, code, &KindRow::national_code);
  return row == std::end(kKinds) ? std::nullopt : std::optional(row->kind);
}

Decision<IdentityFacts> check_identity(IdentityKind kind, std::string_view number, Date today) {
  std::string normalised = with_capitals(number);
  if (kind == citizen_identity_card || kind == residence_permit) {
    return check_registered(kind, std::move(normalised), today);
  }
  if (kind == foreign_permanent_residence_card) {
    return check_foreign_card(std::move(normalised), today);
  }
  const std::string_view expected_length = find_wrong_shape(kind, normalised);
  if (!expected_length.empty()) return refuse_shape(kind, std::string(expected_length));
  return IdentityFacts{IdentityNumber(std::move(normalised)), {}, {}, {}};
}

char citizen_check_digit(std::string_view first17) {
  constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  YB_CHECK(first17.size() == kWeights.size() && all_digits(first17), "17 digits are needed");
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (first17[i] - '0') * kWeights[i];
  return "10X98765432"[sum % 11];
}

}  // namespace yibao
