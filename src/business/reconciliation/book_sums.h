// The lines below a table, and between its days, that sum it up: 合计, 本日小计, 共54笔. What says
// so where the number of a settlement should stand, and what a number could never be.
#pragma once

#include <string_view>

namespace yibao::reconciliation {

// Letters and digits alone, as nearly every number: no sum, and no days.
bool is_plain_number(std::string_view cell);

enum class SumSaid {
  no,
  perhaps,  // 合计001: an institution may number its messages so, if it likes
  yes,
};

// What a cell for a number says.
SumSaid sum_said_by(std::string_view cell);
// A cell that says it, and nothing that a remark would say: 本页合计, 张三小计, 共54笔, Grand
// Total.
bool is_sum_phrase(std::string_view cell);
// Days, a month, a number of lines, as they stand beside it: 2025-12-20, 2025-12-01至2025-12-31,
// 54笔.
bool is_days_or_count(std::string_view cell);

}  // namespace yibao::reconciliation
