// What the fields of a file of settlements say, in the forms in which spreadsheets show days and
// amounts.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/money.h"

namespace yibao::reconciliation {

bool is_nothing(std::string_view text);  // empty, null

// 58, 58.00, .50, 1,058.00, ¥58, 58元, 20.000, 57.999999999999996; -58, 58-, −58, (58.00),
// ¥(58.00); and for nought - or ¥-.
std::optional<Money> read_book_amount(std::string_view text);
// 2025-04-25, 20250425, 2025-4-5, 2025/4/5, 2025.4.5, 2025年4月5日, whatever time stands behind it.
std::optional<Date> read_book_day(std::string_view text);
// refd_setl_flag in digits or in words: 1, 是, Y, 退费; 0, 否, N, 正常, and nothing.
std::optional<bool> read_book_flag(std::string_view text);
// What a spreadsheet was told to leave alone: '123, ="123".
std::string_view without_text_marks(std::string_view text);

}  // namespace yibao::reconciliation
