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

// One process at a time has the database, as with the embedded one: ids are handed out in blocks,
// and what a process knows is told to nobody else. The session that has it; none while another
// process does. It goes with its connection, so a process that was killed leaves nothing behind.
std::unique_ptr<storage::Session> own_postgres(const std::string& url);

}  // namespace yibao::adapters
