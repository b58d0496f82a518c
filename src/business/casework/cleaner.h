// Making a material (材料) safe to keep and to show: what was uploaded is decoded and written anew,
// so that nothing but the picture or the pages is left: no place of taking, no script, no second
// file behind the first. Who decodes is an adapter: pictures and PDF need libraries.
#pragma once

#include <string>
#include <string_view>

#include "base/decision.h"
#include "business/casework/rules.h"

namespace yibao::casework {

inline constexpr std::int64_t kPixelsMax = 40'000'000;
inline constexpr int kPagesMax = 30;
inline constexpr std::int64_t kUnpackedBytesMax =
    std::int64_t{200} * 1024 * 1024;  // of all streams of a PDF

class MaterialCleaner {
 public:
  virtual ~MaterialCleaner() = default;
  // The same content, written anew. The same bytes give the same bytes. Refused as
  // material_damaged, material_too_many_pixels, material_two_formats, material_pdf_encrypted,
  // material_pdf_script, material_pdf_attachment, material_pdf_pages, material_unpacks_too_large.
  virtual Decision<std::string> clean(MediaType type, const std::string& content) const = 0;
};

}  // namespace yibao::casework
