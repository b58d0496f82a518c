// Pages for everybody, without a sign-in and without script: the check of a document, the state of
// the service, and what to do where no script runs. They say nothing about anybody that the paper
// in somebody's hand does not say.
#pragma once

#include <string_view>

#include "business/use_case.h"
#include "service/check_page.h"

namespace yibao::service {

class PublicPages {
 public:
  static bool has(std::string_view path);
  // One of the pages that there are. `target` is the path with its parameters.
  PublicPage answer(std::string_view target, const business::Context& context,
                    const PublicState& state, storage::Session& session);

 private:
  CheckPage check_;
};

}  // namespace yibao::service
