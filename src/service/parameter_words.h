// A parameter's value as people read it: 400.00 元, 10 个工作日, 2%, 社会保险卡服务银行、经办窗口.
#pragma once

#include <string>
#include <string_view>

#include "service/names.h"

namespace yibao::service {

// `shown` is the value as the policy shows it (policy/present.h): "400.00", "10", "bank, counter".
// The unit follows from the kind of the parameter, or from a word of its key: working_days, months.
std::string parameter_words(const Names& names, std::string_view parameter,
                            const std::string& shown);

}  // namespace yibao::service
