// Our outside ids in the 30 characters that the interface leaves them (psn_no, mdtrt_id, setl_id):
// the same 128 bits in base 32, 26 characters without those that look alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace yibao::provider {

std::string short_id(std::string_view outside_id);
std::optional<std::string> outside_id(std::string_view short_id);  // none where it is none

}  // namespace yibao::provider
