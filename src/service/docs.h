// /docs: the endpoints as a page to read, made from the same data as everything else. No script,
// nothing from elsewhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "business/use_case.h"
#include "service/names.h"

namespace yibao::service {

std::string docs_page(const std::vector<business::Endpoint>& endpoints, const Names& names);
std::string_view docs_style();

}  // namespace yibao::service
