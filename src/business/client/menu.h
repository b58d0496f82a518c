// What a client offers to people, in the words that they look for on that channel: the same thing
// has another name in every app.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "business/client/types.h"

namespace yibao::client {

struct Entry {
  std::string_view code;                // "contributions"
  std::string_view method;              // of what it asks
  std::string_view path;                // with {person} and {region} to be filled in
  std::vector<std::string_view> names;  // as it is called here; the first one first
};

// In the order of the menu. Whoever only reads is offered nothing that changes anything.
std::vector<Entry> menu_of(const Client& client);

}  // namespace yibao::client
