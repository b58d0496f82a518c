// One snapshot for all selects of an answer.
#pragma once

#include "storage/database.h"

namespace yibao::storage {

template<class Select>
auto in_one_snapshot(Session& reader, Select select) {
  reader.begin();
  try {
    auto selected = select();
    reader.commit();
    return selected;
  } catch (...) {
    reader.rollback();
    throw;
  }
}

}  // namespace yibao::storage
