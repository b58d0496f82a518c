#include "business/application/http.h"
#include "business/inheritance/death_correction.h"
#include "business/inheritance/service.h"

namespace yibao::inheritance {

std::vector<business::Endpoint> endpoints() {
  std::vector<business::Endpoint> all = application::endpoints_of<kInheritance>();
  for (business::Endpoint& each : application::endpoints_of<kDeathCorrection>()) {
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace yibao::inheritance
