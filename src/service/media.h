// What a body says it is: every endpoint takes JSON in UTF-8, whole and not packed, and what says
// to be something else is not read at all. A form of another site's page cannot say what we take.
//
// The ports of hospitals are not asked: systems of other makers send JSON under all sorts of names
// (adapters/provider/gateway.h).
#pragma once

#include <string_view>

#include "base/decision.h"

namespace yibao::service {

// Of a body that is there. Refused (415): body_media_type_missing, body_media_type, body_charset,
// body_encoding.
Verdict check_media(std::string_view content_type, std::string_view content_encoding);

}  // namespace yibao::service
