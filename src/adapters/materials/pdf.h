// PDF (qpdf): looked through for what is more than pages, and written anew without what tells about
// its maker. Scripts, attachments and locks are refused: who sends them has to know.
#pragma once

#include <string>

#include "base/decision.h"

namespace yibao::adapters {

Decision<std::string> rewrite_pdf(const std::string& content);

}  // namespace yibao::adapters
