// A file of settlements, as an information system of a hospital writes it (CSV, UTF-8 or GB18030),
// read for a reconciliation. What cannot be read is told by its line and left out.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "adapters/csv/columns.h"
#include "base/decision.h"
#include "business/reconciliation/types.h"

namespace yibao::main {

inline constexpr std::size_t kReconcileRowsMax = 5'000'000;

struct BadRow {
  std::int64_t line = 0;
  Refusal why;
};

struct ReconcileFile {
  std::vector<reconciliation::Entry> entries;
  std::vector<BadRow> bad;
};

// Columns, by Chinese or English name: setl_id 结算ID, msgid 报文ID (one of them), setl_time
// 结算时间, medfee_sumamt 医疗费总额, fund_pay_sumamt 基金支付总额, acct_pay 个人账户支出,
// refd_setl_flag 退费结算标志, init_setl_id 原结算ID. Others are passed over.
// Refused: csv_empty, csv_column_missing, reconcile_number_column, reconcile_file_too_long.
Decision<ReconcileFile> read_reconcile_file(const std::string& path);
std::span<const csv::Column> reconcile_columns();

// Two entries without anything but the first and the last day that the file seems to name, to begin
// with before it is read; none where that is not to be seen at a glance.
std::vector<reconciliation::Entry> peek_days(const std::string& path);

}  // namespace yibao::main
