// 定点医药机构: hospitals and pharmacies, the way in which each one's messages come and the key
// that signs them. What they may do follows from kind and state; a suspended one may do nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::provider {

using InstitutionId = Id<struct InstitutionTag>;

enum class Kind { hospital, pharmacy };
enum class Level { none, primary, secondary, tertiary };  // 等级; none: pharmacies
std::string_view to_text(Kind kind);
std::string_view to_text(Level level);

// 定点医药机构编码: H or P, the region, a serial, 12 characters; the pooling region in which it
// stands. None where it is no such code.
std::optional<RegionCode> region_of_code(const std::string& code, const RegionTable& regions);

struct Institution {
  RegionCode region;
  InstitutionId id;
  std::string code;  // H or P, 6 digits of the region, 5 of a serial
  std::string name;
  Kind kind = Kind::hospital;
  Level level = Level::none;
  std::string credit_code;
  std::string profile;  // of transport: csb, tif, web, number
  std::string access_key;
  storage::Bytes secret;  // sealed
  bool is_active = true;
  std::string why_suspended;
  Instant recorded_at;
};

extern const storage::Table kInstitution;
extern const storage::KeyedSelect kInstitutionsOf;     // by region: whole rows
extern const storage::KeyedSelect kInstitutionOfCode;  // by code: the code, and the whole row
extern const storage::KeyedSelect kInstitutionOfKey;   // by access key: the same

Institution read_institution(const storage::Row& row);
storage::Row institution_row(const Institution& institution);
// Throws Fault where the seal is broken.
std::string open_secret(const Institution& institution, const storage::Vault& vault);

// From the rows of one of the two look-ups.
std::optional<Institution> institution_of(const storage::Rows& rows);
std::optional<Institution> find_institution(storage::Session& session,
                                            const storage::KeyedSelect& by,
                                            const std::string& text);
// Of a command, which has asked for kInstitutionOfCode: whoever is not on record, or suspended, is
// paid nothing. Refused: institution_unknown, institution_suspended.
Decision<Institution> require_institution(const storage::Facts& facts, const std::string& code);

// Its name, as people know it; the code where none is on record. Of a command that has asked for
// kInstitutionOfCode.
std::string shown_name(const storage::Facts& facts, const std::string& code);

}  // namespace yibao::provider
