// A person by a number alone, as it is typed at a till, keyed on a telephone or read from a card:
// the identity card, the residence permit of people from Hong Kong, Macau and Taiwan, and the
// permanent residence card of foreigners (both forms) look different, so that the number says which
// of them it is. Whoever holds one of these is found wherever a citizen is.
#pragma once

#include <optional>
#include <string_view>

#include "base/identity_document.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::person {

// By its form alone; whatever is neither of the other two is taken for a citizen's.
IdentityKind kind_of_number(std::string_view number);

// The member identity_kind of a request; where it is not there, the kind of the number.
std::optional<IdentityKind> read_kind(business::Reader& reader, std::string_view number);
inline constexpr std::string_view kKindField =
    "证件类型,默认按号码的样式(居民身份证、港澳台居民居住证、外国人永久居留证)";

struct ByNumber {
  PersonId person;        // none: nobody is registered under it
  IdentityNumber number;  // as it is kept
  IdentityKind kind = IdentityKind::citizen_identity_card;
};
// Refused where the number is not well formed, as check_identity() says.
Decision<ByNumber> find_by_number(std::string_view number, const business::Context& context,
                                  storage::Session& session);

// The same as a telephone keys it: X is a star, and the letters before the twelve digits of
// an older card are the keys that bear them.
Decision<ByNumber> find_by_keys(std::string_view keys, const business::Context& context,
                                storage::Session& session);

}  // namespace yibao::person
