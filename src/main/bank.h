// The bank port: orders go out as CSV files, results come back as CSV files. The bank's program
// reads them: nothing in them is changed for the sake of office programs (base/csv_text.h).
//
// send: first every order is marked as being in a file that has only been begun, each by its own
// command; then the file is written from what the database says is in it, and published. Killed
// anywhere, the next run on the same folder finds the begun file and publishes it from the same
// rows. So an order is in one published file: never in two, because its mark names one file and a
// file is published once; never in none, because what was begun is finished first. Use one folder:
// a begun file is only looked for there.
//
// receive: each row becomes the command of POST /v1/transfers/{case}/payout-result, done once per
// row of the file. A row that was refused is looked at anew when the file comes again.
#pragma once

#include <span>
#include <string>

#include "adapters/csv/columns.h"
#include "main/operations.h"

namespace yibao::main {

// bank send --out FOLDER [--again]: again writes what is sent and unanswered once more, each file
// under its name and each order under its number, so that the bank knows what it has paid already;
// a file that still stands in the folder is not lost, and is left alone. Nothing is marked.
// Arguments: folder, again, json, language.
int bank_send(Installation& installation, const Tree& arguments, Console& console);

// bank receive FILE.csv [--report REPORT.csv]: 业务编号 (reference), 结果 (result: 成功 or 退汇,
// paid or returned), 原因 (reason). 金额 (amount), 收款账号, 收款户名 and 付款地 (region), where
// they are given, must be what we ordered.
struct BankResults {
  std::string file;
  std::string report;
};
std::span<const csv::Column> bank_result_columns();
// Arguments: file, report, json, language.
int bank_receive(Installation& installation, const Tree& arguments, Console& console);

}  // namespace yibao::main
