// PostgreSQL: a pool of writers, set statements, one round trip for all writes of a batch.
//
// Refuses to start where an acknowledged commit could be lost (fsync, full_page_writes or
// synchronous_commit off) or where text would sort otherwise than on the embedded database
// (a collation other than C).
#pragma once

#include <memory>
#include <string>

#include "storage/database.h"

namespace yibao::adapters {

// `url` is a libpq connection string: postgresql://…
std::unique_ptr<storage::Database> open_postgres(const std::string& url, int writers_max);

}  // namespace yibao::adapters
