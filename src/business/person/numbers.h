// 一人的各个编号 (N-12): the one that is kept and those that were merged into it. Rows stay under
// the number that they were made under: whoever reads what a person did, or gives back what a
// person paid, asks all of them.
#pragma once

#include <vector>

#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::person {

struct Numbers {
  PersonId kept;
  std::vector<PersonId> merged;

  std::vector<PersonId> all() const;  // the kept one first
};

// Those of somebody, by whichever of their numbers, as they are now.
Numbers load_numbers(PersonId any, storage::Session& reader);
// One number and the one that it leads to: of what was made under that number.
Numbers load_way(PersonId number, storage::Session& reader);

// The same as a command's needs, where the kept one is known. A number always leads to the one that
// is kept in the end, over however many merges.
void need_numbers(storage::Needs& needs, PersonId kept);
Numbers read_numbers(const storage::Facts& facts, PersonId kept);

// What one select by person says of all of them, one after the other.
void need_of_all(storage::Needs& needs, const storage::KeyedSelect& select, const Numbers& numbers);
storage::Rows rows_of_all(const storage::Facts& facts, const storage::KeyedSelect& select,
                          const Numbers& numbers);
storage::Rows rows_of_all(storage::Session& reader, const storage::KeyedSelect& select,
                          const Numbers& numbers);

}  // namespace yibao::person
