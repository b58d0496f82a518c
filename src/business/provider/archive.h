// The archives (zip) in which files are exchanged with an institution: a port, so that no rule
// knows how bytes are packed.
#pragma once

#include <string>
#include <string_view>

#include "base/decision.h"

namespace yibao::provider {

class Archiver {
 public:
  virtual ~Archiver() = default;
  // The text file in an archive: the only file, or the only one named *.txt. Refused:
  // archive_shape, archive_too_large.
  virtual Decision<std::string> text_in(std::string_view archive) const = 0;
  // The same content gives the same bytes.
  virtual std::string archive_of(std::string_view name, std::string_view content) const = 0;
};

}  // namespace yibao::provider
