// Identity documents (身份证件) and the check of their numbers: GB 11643-1999 for citizens, the
// same form for residence permits of people from Hong Kong, Macau and Taiwan, and shapes for the
// rest.
//
// That a number is well formed says nothing about whether it was issued, or to whom: the port
// Verifier asks that. A number is a secret: no refusal repeats any of it.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/decision.h"
#include "base/region_code.h"
#include "base/secret.h"

namespace yibao {

// The national code list psn_cert_type (人员证件类型), in its order.
enum class IdentityKind {
  citizen_identity_card,             // 01 居民身份证(户口簿)
  military_officer_card,             // 02 军官证
  armed_police_officer_card,         // 03 武警警官证
  hong_kong_permit,                  // 04 香港护照/通行证
  macau_permit,                      // 05 澳门护照/通行证
  taiwan_permit,                     // 06 台湾居民来往大陆通行证
  foreign_permanent_residence_card,  // 07 外国人永久居留证
  foreign_passport,                  // 08 外国人护照
  disability_card,                   // 09 残疾人证
  military_family_certificate,       // 10 军烈属证明
  foreign_employment_permit,         // 11 外国人就业证
  foreign_expert_certificate,        // 12 外国专家证
  foreign_correspondent_card,        // 13 外国人常驻记者证
  compatriot_employment_permit,      // 14 台港澳人员就业证
  returned_expert_certificate,       // 15 回国(来华)定居专家证
  chinese_passport,                  // 16 中国护照
  residence_permit,                  // 17 港澳台居民居住证
  social_security_card,              // 90 社会保障卡
  other_document,                    // 99 其他身份证件
  poverty_relief_code,               // 990102 扶贫人口编码
  birth_certificate,                 // 990201 医学出生证明
};

std::string_view to_string(IdentityKind kind);      // "residence_permit"
std::string_view national_code(IdentityKind kind);  // "17"
std::optional<IdentityKind> parse_identity_kind(std::string_view name);
std::optional<IdentityKind> identity_kind_of_national_code(std::string_view code);

enum class Sex { male, female };

// What the number itself tells; most kinds tell nothing but the number.
struct IdentityFacts {
  IdentityNumber number;  // normalised: letters are capitals
  std::optional<Date> birth;
  std::optional<Sex> sex;
  std::optional<RegionCode> province;  // of first registration; 810000, 820000, 830000 for permits
};

// Refuses, the first that applies: identity_number_shape, identity_number_region,
// identity_number_birth_date, identity_number_check_digit. Trims nothing; full-width digits and
// the 15 digits used before 2013 are another shape. Of a region only the province is looked at:
// the county may have been abolished long before its people.
Decision<IdentityFacts> check_identity(IdentityKind kind, std::string_view number, Date today);

// The last character for the first 17 digits, ISO 7064 MOD 11-2. Also makes synthetic people.
char citizen_check_digit(std::string_view first17);

}  // namespace yibao
