// Sentences of a scenario file: a pattern with {places} against a line of an officer's words.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace yibao::main {

using Captures = std::map<std::string, std::string, std::less<>>;

// "{person} 停保,自 {day} 起" against "张伟 停保,自 2025-04-01 起". Each place takes the shortest
// text up to what follows it, without the blanks around it; none may be empty.
std::optional<Captures> match_sentence(std::string_view pattern, std::string_view sentence);

}  // namespace yibao::main
