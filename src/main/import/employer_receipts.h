// Files of the collection authority (税务部门): one row for each receipt of an employer. Each row
// is the command of POST /v1/employers/{employer}/receipts, in the order of the file. The columns,
// in Chinese or English:
//
//   票据号    reference      the authority's own number, once in a region
//   单位代码  employer_code  统一社会信用代码
//   费款      principal      in yuan
//   滞纳金    late_fee       optional
//   到账日期  received_on    2025-04-25, 20250425 or 2025/4/25
#pragma once

#include <span>

#include "adapters/csv/columns.h"
#include "adapters/csv/reader.h"
#include "main/import/import.h"
#include "main/import/report.h"
#include "main/installation.h"

namespace yibao::main {

std::span<const csv::Column> employer_receipt_columns();

// Takes in every row; refuses the file as a whole where its header is wrong.
Verdict import_employer_receipts(Installation& installation, const ImportRequest& request,
                                 RegionCode region, const csv::FileFacts& facts, Report& report);

}  // namespace yibao::main
