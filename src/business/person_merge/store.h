// Merged numbers (schema/012_account_more.sql).
#pragma once

#include "storage/plan.h"

namespace yibao::person_merge {

extern const storage::Table kPersonMerge;
extern const storage::KeyedSelect kMergesOf;  // by kept person: whole rows

}  // namespace yibao::person_merge
