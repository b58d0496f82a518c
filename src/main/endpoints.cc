#include "business/account/http.h"
#include "main/installation.h"

namespace yibao::main {

std::vector<business::Endpoint> all_endpoints() {
  std::vector<business::Endpoint> all;
  const auto add = [&](std::vector<business::Endpoint> endpoints) {
    for (business::Endpoint& endpoint : endpoints) all.push_back(std::move(endpoint));
  };
  add(account::endpoints());
  return all;
}

}  // namespace yibao::main
