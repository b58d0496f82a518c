// reconcile HIS.csv --institution CODE: which single transactions explain the difference between a
// hospital's books and ours (N-13), and what to post for each.
#pragma once

#include "main/operations.h"

namespace yibao::main {

// Arguments: file, institution, from, to, against, report, language, json. Without days, the span
// is that of the file's own days. `against` is another file in the place of the database: our
// books, exported. Exit code: kDone where the books are level, kRefused where they are not or a row
// cannot be read.
int reconcile(Installation& installation, const Tree& arguments, Console& console);
// `file` and `against`: no installation is asked for.
int reconcile_files(const Settings& settings, const Tree& arguments, Output output);

}  // namespace yibao::main
