#include "business/person/former_identity.h"

#include "business/person/store.h"

namespace yibao::person {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kFormerIdentityColumns[] = {{"person_id", ColumnType::integer},
                                             {"serial", ColumnType::integer},
                                             {"name", ColumnType::text},
                                             {"identity_kind", ColumnType::text},
                                             {"identity_sealed", ColumnType::bytes},
                                             {"evidence", ColumnType::text},
                                             {"updated_by", ColumnType::text},
                                             {"until", ColumnType::integer},
                                             {"recorded_at", ColumnType::integer}};

constexpr std::string_view kFormerPurpose = "person.former_identity";

}  // namespace

const storage::Table kFormerIdentity{91,
                                     "former_identity",
                                     kFormerIdentityColumns,
                                     2,
                                     storage::Owner::person,
                                     0,
                                     storage::Mutability::append_only};

const storage::KeyedSelect kFormerIdentitiesOf{
    "former_identities_of",
    "SELECT person_id, serial, name, identity_kind, identity_sealed, evidence, updated_by, until, "
    "recorded_at FROM former_identity WHERE person_id {key} ORDER BY person_id, serial"};

storage::Row former_identity_row(const Person& before, int serial, const std::string& evidence,
                                 const business::Context& context) {
  YB_CHECK(!before.identity_number.empty(), "a person without a number");
  return {before.id.value(),
          serial,
          before.name,
          to_string(before.identity_kind),
          context.vault->seal(kFormerPurpose, before.identity_number.reveal()),
          evidence,
          context.actor->journal_name(),
          context.today.days(),
          context.now.milliseconds()};
}

std::vector<FormerDocument> read_former(const storage::Rows& rows, const storage::Vault& vault) {
  std::vector<FormerDocument> all;
  for (const storage::Row& row : rows) {
    all.push_back({row[2].text(), IdentityNumber(vault.open(kFormerPurpose, row[4].bytes()))});
  }
  return all;
}

storage::Bytes former_claim(const storage::Row& former, const storage::Vault& vault) {
  const std::optional<IdentityKind> kind = parse_identity_kind(former[3].text());
  YB_CHECK(kind.has_value(), "an unknown kind of identity document in the database");
  return identity_claim(vault, *kind,
                        IdentityNumber(vault.open(kFormerPurpose, former[4].bytes())));
}

}  // namespace yibao::person
