// What a database says was applied of the schema files, against the files: the start refuses one
// that was made by other ones, and whoever looks at it wants to know before.
#pragma once

#include <vector>

#include "storage/schema.h"

namespace yibao::storage {

// A file of which the database knows nothing is missing.
std::vector<SchemaDifference> compare_migrations(Session& session,
                                                 const std::vector<Migration>& migrations);

}  // namespace yibao::storage
