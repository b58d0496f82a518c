// The clients that come with the program. A row of the database of the same id takes the place of
// one; clients of one place are registered there (a security administrator's work).
#pragma once

#include <span>
#include <string_view>

#include "business/client/types.h"

namespace yibao::client {

std::span<const Client> known_clients();
const Client* find_known(std::string_view id);  // null where there is none

}  // namespace yibao::client
