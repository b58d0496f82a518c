#include "business/account/http.h"
#include "business/contribution/http.h"
#include "business/enrolment/http.h"
#include "business/person/http.h"
#include "main/installation.h"

namespace yibao::main {

std::vector<business::Endpoint> all_endpoints() {
  std::vector<business::Endpoint> all;
  const auto add = [&](std::vector<business::Endpoint> endpoints) {
    for (business::Endpoint& endpoint : endpoints) all.push_back(std::move(endpoint));
  };
  add(person::endpoints());
  add(enrolment::endpoints());
  add(account::endpoints());
  add(contribution::endpoints());
  return all;
}

}  // namespace yibao::main
