// The cleaner of materials that the program uses: libpng, TurboJPEG, qpdf.
#pragma once

#include "business/casework/cleaner.h"

namespace yibao::adapters {

class Cleaner : public casework::MaterialCleaner {
 public:
  Decision<std::string> clean(casework::MediaType type, const std::string& content) const override;
};

}  // namespace yibao::adapters
