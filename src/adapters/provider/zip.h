// Zip archives of one text file: read with every size bounded before anything is unpacked, written
// without a time of day, so that the same file has the same bytes.
#pragma once

#include "business/provider/archive.h"

namespace yibao::adapters::provider {

class Zip : public yibao::provider::Archiver {
 public:
  static constexpr std::size_t kTextMax = 64 << 20;  // unpacked
  static constexpr std::size_t kFilesMax = 16;

  Decision<std::string> text_in(std::string_view archive) const override;
  std::string archive_of(std::string_view name, std::string_view content) const override;
};

}  // namespace yibao::adapters::provider
