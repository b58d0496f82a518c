// A paper as PDF: A4, Noto CJK, a QR code that leads to the public check page. The same paper gives
// the same bytes: nothing random, no moment of printing. The only file that sees Pango is pdf.cc.
#pragma once

#include <string>
#include <vector>

#include "business/document/paper.h"

namespace yibao::adapters {

struct Sheet {
  document::Paper paper;
  std::string number;  // empty: no document, for looking only
  std::string check_code;
  std::string verify;                  // the whole address that the QR code holds; empty: none
  std::string digest;                  // of the content, in hex
  std::string printed_on;              // ISO: of issue, or of looking
  std::string last_day;                // ISO; empty: without end
  std::vector<document::Line> stamps;  // what was added after it was issued
};

// Throws Fault where no font for Chinese is installed.
std::string print_pdf(const Sheet& sheet);

}  // namespace yibao::adapters
