// The language that sentences are told in: Chinese first, English for who reads it rather. What is
// written down (decisions, papers, notices, files) is Chinese always; a language is of one answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yibao {

enum class Language : std::uint8_t { chinese, english };

// "zh-CN", "en"
std::string_view to_text(Language language);
std::optional<Language> language_of(std::string_view text);

// What Accept-Language (RFC 9110) likes better of the two; the first named where it likes both as
// well; Chinese where it says nothing of either.
Language best_language(std::string_view accept_language);

// 2025-04-25 → 2025年4月25日 or 25 April 2025, 2025-04 → 2025年4月 or April 2025, ".." between two
// of them → 至 or " to "; the rest as it is.
std::string with_days_in_words(std::string_view text, Language language);

}  // namespace yibao
