#include "business/application/http.h"
#include "business/inheritance/service.h"

namespace yibao::inheritance {

std::vector<business::Endpoint> endpoints() {
  return application::endpoints_of<kInheritance>();
}

}  // namespace yibao::inheritance
