// Merged numbers (schema/012_account_more.sql).
#pragma once

#include "storage/plan.h"

namespace yibao::person_merge {

extern const storage::Table kPersonMerge;
extern const storage::KeyedSelect kMergesOf;  // by kept person: whole rows
// By kept person: whole rows of `person`, behind the key, of those whose numbers lead to it. A
// number always leads to the one that is kept in the end, over however many merges.
extern const storage::KeyedSelect kLedTo;

}  // namespace yibao::person_merge
