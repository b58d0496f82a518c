#include "business/complaint/http.h"

#include "business/application/http.h"
#include "business/complaint/complaint.h"

namespace yibao::complaint {

std::vector<business::Endpoint> endpoints() {
  return application::endpoints_of<kComplaint>();
}

}  // namespace yibao::complaint
