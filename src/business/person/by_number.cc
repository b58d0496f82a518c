#include "business/person/by_number.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "business/person/store.h"

namespace yibao::person {

namespace {

constexpr std::size_t kLength = 18;               // of all three since 2023
constexpr std::size_t kFormerForeignLength = 15;  // three letters and 12 digits

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

// GB 11643: 81、82、83 开头的是港澳台居民居住证;永久居留证新版以 9 开头,旧版以三个字母开头。
IdentityKind kind_of_number(std::string_view number) {
  const bool former =
      number.size() == kFormerForeignLength && std::ranges::all_of(number.substr(0, 3), is_letter);
  if (former || (number.size() == kLength && number.front() == '9')) {
    return IdentityKind::foreign_permanent_residence_card;
  }
  const std::string_view province = number.substr(0, 2);
  const bool permit = province == "81" || province == "82" || province == "83";
  return permit ? IdentityKind::residence_permit : IdentityKind::citizen_identity_card;
}

std::optional<IdentityKind> read_kind(business::Reader& reader, std::string_view number) {
  const std::string said = reader.text_or("identity_kind", 40, "");
  if (said.empty()) return kind_of_number(number);
  const std::optional<IdentityKind> kind = parse_identity_kind(said);
  if (!kind) reader.add({"identity_kind_unknown", {{"member", "identity_kind"}}, {}});
  return kind;
}

Decision<ByNumber> find_by_number(std::string_view number, const business::Context& context,
                                  storage::Session& session) {
  ByNumber found;
  found.kind = kind_of_number(number);
  const Decision<IdentityFacts> facts = check_identity(found.kind, number, context.today);
  if (!facts) return facts.refusal();
  found.number = facts->number;
  found.person = find_person(session, *context.vault, found.kind, found.number);
  return found;
}

namespace {

constexpr std::array<std::string_view, 10> kLettersOfKey{"",    "",    "ABC",  "DEF", "GHI",
                                                         "JKL", "MNO", "PQRS", "TUV", "WXYZ"};

// "222123456789012": every number that is keyed so, at most 64.
std::vector<std::string> spelled(std::string_view keys) {
  std::vector<std::string> all{""};
  for (const char key : keys.substr(0, 3)) {
    std::vector<std::string> longer;
    for (const std::string& before : all) {
      for (const char letter : kLettersOfKey[static_cast<std::size_t>(key - '0')]) {
        longer.push_back(before + letter);
      }
    }
    all = std::move(longer);
  }
  for (std::string& each : all) each += keys.substr(3);
  return all;
}

bool is_keyed_former_card(std::string_view keys) {
  return keys.size() == kFormerForeignLength &&
         std::ranges::all_of(keys, [](char c) { return c >= '0' && c <= '9'; }) &&
         std::ranges::all_of(keys.substr(0, 3), [](char c) { return c >= '2'; });
}

}  // namespace

Decision<ByNumber> find_by_keys(std::string_view keys, const business::Context& context,
                                storage::Session& session) {
  if (!is_keyed_former_card(keys)) {
    std::string number(keys);
    if (number.ends_with('*')) number.back() = 'X';
    return find_by_number(number, context, session);
  }
  ByNumber found;
  found.kind = IdentityKind::foreign_permanent_residence_card;
  std::vector<storage::Value> claims;
  const std::vector<std::string> numbers = spelled(keys);
  for (const std::string& each : numbers) {
    claims.emplace_back(identity_claim(*context.vault, found.kind, IdentityNumber(each)));
  }
  // In one, whoever is on record: whether somebody is must not show in the time it takes.
  const std::vector<storage::Rows> rows = session.select_keyed(kPersonOfClaim, claims);
  found.number = IdentityNumber(numbers.front());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const storage::Row& row : rows[i]) {
      if (row[1].text() != kIdentityClaim) continue;
      found.person = PersonId(row[2].integer());
      found.number = IdentityNumber(numbers[i]);
    }
  }
  return found;
}

}  // namespace yibao::person
