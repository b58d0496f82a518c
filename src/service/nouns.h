// What each group of endpoints is about, in Chinese: `yibao --help`, the page of the interface and
// the OpenAPI file say it.
#pragma once

#include <string_view>

#include "business/use_case.h"

namespace yibao::service {

// The part of an endpoint's name before its point: "card" of "card.report_loss".
std::string_view noun_of(std::string_view endpoint_name);

// Empty where nobody has written it; a test keeps that from happening.
std::string_view noun_title(std::string_view noun);

// How a value of this kind is written: "日期,例如 2025-04-25".
std::string_view kind_words(business::FieldKind kind);

// What a value of a path names: "参保人编号" of {person}. Empty where nobody has written it.
std::string_view path_words(std::string_view name);

}  // namespace yibao::service
