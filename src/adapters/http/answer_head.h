// The head of an answer as bytes, with what every answer says.
#pragma once

#include <string>

#include "service/application.h"

namespace yibao::adapters {

// HTTP/1.1 200 OK …, to the empty line. `behind_tls`: browsers are told to stay with it (HSTS).
void append_head(std::string& out, const service::Answer& answer, bool keep_alive, bool behind_tls);

}  // namespace yibao::adapters
