// import: a contribution file (缴费文件) of the collection authority, taken in row by row.
//
// Each row becomes the command that POST /v1/people/{person}/contributions becomes, given by an
// officer of the region. Its key is made from the digest of the file and the row's line, so a file
// that is run again repeats nothing and goes on where it stopped, whoever runs it. What a rule
// has refused stays refused for this file: the corrected row belongs in a new one. Who was not on
// record is looked for again.
#pragma once

#include <cstdint>
#include <string>

#include "main/operations.h"

namespace yibao::main {

struct ImportRequest {
  std::string file;
  std::string region;
  std::string report;        // a CSV file to write; empty: totals only
  std::int64_t officer = 0;  // 工号, for the journal
  bool employers = false;    // receipts of employers instead of people's months
};

// import FILE.csv --region 441900 [--report REPORT.csv]
// --employers: what the collection authority received from employers, see employer_receipts.h
// Arguments: file, region, report, officer, employers, json.
int import_contributions(Installation& installation, const Tree& arguments, Console& console);

}  // namespace yibao::main
