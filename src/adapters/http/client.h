// A small HTTP client, for the command line's talk to the running server.
#pragma once

#include <string>

#include "service/application.h"

namespace yibao::adapters {

// `address` is "http://127.0.0.1:8080". Throws Fault when nobody answers.
service::Answer send_http(const std::string& address, const service::Call& call);

}  // namespace yibao::adapters
