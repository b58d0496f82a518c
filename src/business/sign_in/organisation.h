// Staff by their organisation's own sign-in (机构统一登录). What the browser must bring back is
// sealed into the state that goes around with it: this program remembers nothing in between.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "business/sign_in/sessions.h"
#include "business/use_case.h"

namespace yibao::sign_in {

struct Going {
  std::string verifier;
  std::string nonce;
  Instant until;
};

// GET /v1/sessions/organisation: whether one is connected, and where the browser is sent; `binding`
// stays with the page, so that nobody can be sent back with somebody else's code.
Decision<Tree> answer_organisation(const business::Request& request,
                                   const business::Context& context, storage::Session& session);

// None: the state is not ours, not of this page, or of long ago.
std::optional<Going> opened_state(const std::string& state, const std::string& binding,
                                  const business::Context& context);

// What came back, as POST /v1/sessions has it.
struct CameBack {
  std::string code;
  std::string state;
  std::string binding;
};
Decision<std::unique_ptr<business::Proof>> sign_in_by_organisation(
    const CameBack& back, Arrival arrival, const business::Request& request,
    const business::Context& context);

}  // namespace yibao::sign_in
