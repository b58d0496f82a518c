// Registered clients in the database (schema/016_staff.sql). They are kept in the nation's journal.
#pragma once

#include <vector>

#include "business/client/types.h"
#include "storage/plan.h"

namespace yibao::client {

extern const storage::Table kClient;
extern const storage::KeyedSelect kClientById;  // whole row

Client read_client(const storage::Row& row);
storage::Row client_row(const Client& client);

// What is registered under this id, else what comes with the program; blocked ones too.
std::optional<Client> find_client(const std::string& id, storage::Session& reader);
// All of them, by id.
std::vector<Client> all_clients(storage::Session& reader);

}  // namespace yibao::client
