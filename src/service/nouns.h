// What each group of endpoints is about, in Chinese: `yibao --help`, the page of the interface and
// the OpenAPI file say it.
#pragma once

#include <string_view>

namespace yibao::service {

// The part of an endpoint's name before its point: "card" of "card.report_loss".
std::string_view noun_of(std::string_view endpoint_name);

// Empty where nobody has written it; a test keeps that from happening.
std::string_view noun_title(std::string_view noun);

}  // namespace yibao::service
