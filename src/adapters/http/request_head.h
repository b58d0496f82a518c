// The head of a request, read strictly before anything of it is believed: two programs in a row (a
// proxy and this one) must never see two different requests in the same bytes (request smuggling).
// What RFC 9112 leaves to taste is refused here.
#pragma once

#include <string>
#include <string_view>

namespace yibao::adapters {

// From the request line to the empty line, both included. Empty where it is as it should be, else a
// word for what is wrong: "folded_line", "bare_line_end", "field_twice", …
std::string_view fault_of_head(std::string_view head);

// The value of a field of a head that need be neither whole nor right; empty where it has none.
// `name` in lower case.
std::string_view field_of_head(std::string_view head, std::string_view name);

// Of X-Forwarded-For the last address of a line, which is the proxy's own word; with or without the
// port that some proxies write behind it. Empty where the last is no address.
std::string last_forwarded(std::string_view line);

// Where the head ends, behind its empty line; npos while it is not all there.
std::size_t end_of_head(std::string_view bytes);

}  // namespace yibao::adapters
