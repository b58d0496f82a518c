// The text of a file of settlements, whatever it was written in: UTF-8, GB18030, or the UTF-16 of
// an office program. What it says is business/reconciliation/book_file.h's to read.
#pragma once

#include <string>

#include "base/decision.h"

namespace yibao::main {

// A line that is in no encoding stays as it is, and is told by its number.
// Refused: reconcile_file_too_long. Throws Fault where it cannot be read.
Decision<std::string> read_book_text(const std::string& path);

}  // namespace yibao::main
