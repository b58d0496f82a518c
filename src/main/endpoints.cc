#include "business/account/http.h"
#include "business/agency/http.h"
#include "business/contribution/http.h"
#include "business/enquiry/http.h"
#include "business/enrolment/http.h"
#include "business/entitlement/http.h"
#include "business/hold/http.h"
#include "business/person/http.h"
#include "business/run/http.h"
#include "business/transfer/http.h"
#include "main/installation.h"
#include "service/operations.h"

namespace yibao::main {

std::vector<business::Endpoint> all_endpoints() {
  std::vector<business::Endpoint> all;
  const auto add = [&](std::vector<business::Endpoint> endpoints) {
    for (business::Endpoint& endpoint : endpoints) all.push_back(std::move(endpoint));
  };
  add(agency::endpoints());
  add(run::endpoints());
  add(person::endpoints());
  add(enrolment::endpoints());
  add(account::endpoints());
  add(hold::endpoints());
  add(contribution::endpoints());
  add(entitlement::endpoints());
  add(transfer::endpoints());
  add(enquiry::endpoints());
  add(service::operation_endpoints());
  return all;
}

}  // namespace yibao::main
