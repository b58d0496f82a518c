// The card maker's port: orders go out as CSV files, results come back as CSV files, in the same
// way as with the bank (bank.h says why no order is in two files and none in no file). Its program
// reads them: names stand there as on the identity document, none of which begins a formula.
#pragma once

#include <span>
#include <string>

#include "adapters/csv/columns.h"
#include "main/operations.h"

namespace yibao::main {

// card orders send --out FOLDER. Arguments: folder, json.
int card_orders_send(Installation& installation, const Tree& arguments, Console& console);

// card orders receive FILE.csv [--report REPORT.csv]: 制卡编号 (reference), 结果 (result: 成功 or
// 失败), 卡号 (number) of what was made, 原因 (reason). Arguments: file, report, json.
int card_orders_receive(Installation& installation, const Tree& arguments, Console& console);
std::span<const csv::Column> card_result_columns();

}  // namespace yibao::main
