// What a registered client must be, and who may come by it for what.
#pragma once

#include "base/decision.h"
#include "business/client/types.h"

namespace yibao::client {

// What a channel asks of whatever is registered for it.
Verdict check_registration(const Client& client);

// Before an endpoint is asked: is the client in use, for this role, for this kind of request?
Verdict check_use(const Client& client, business::Role role, bool changes);

// A client that is for one place asks of that place only, and staff come by it who work there.
Verdict check_place(const business::Actor& actor, const business::Request& request);

}  // namespace yibao::client
