#include "business/person_merge/store.h"

namespace yibao::person_merge {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer},  {"merged_id", ColumnType::integer},
    {"case_id", ColumnType::integer},    {"months", ColumnType::integer},
    {"duplicates", ColumnType::integer}, {"amount_fen", ColumnType::integer},
    {"merged_on", ColumnType::integer},  {"entry_id", ColumnType::integer}};

}  // namespace

const storage::Table kPersonMerge{
    123, "person_merge", kColumns, 2, storage::Owner::person, 0, storage::Mutability::append_only};

const storage::KeyedSelect kMergesOf{
    "person_merges_of",
    "SELECT person_id, merged_id, case_id, months, duplicates, amount_fen, merged_on, entry_id "
    "FROM person_merge WHERE person_id {key} ORDER BY person_id, merged_id"};

const storage::KeyedSelect kLedTo{
    "people_led_to",
    "SELECT merged_into, person_id, name, sex, birth_date, identity_kind, identity_sealed, "
    "phone_sealed, died_on, retired_on, settled_region, recorded_at, merged_into, merged_into_at, "
    "retirement_benefits_from, retired_at FROM person WHERE merged_into {key} ORDER BY "
    "merged_into, person_id"};

}  // namespace yibao::person_merge
