#include "adapters/materials/cleaner.h"

#include <algorithm>
#include <array>

#include "adapters/materials/pdf.h"
#include "adapters/materials/pictures.h"

namespace yibao::adapters {

namespace {

using casework::MediaType;

// What another program would take the same bytes for: an archive reads its directory from the end,
// a PDF reader looks for its mark, a browser for markup. Long enough never to stand by chance in
// packed pixels.
constexpr std::string_view kArchive("PK\x05\x06\0\0\0\0", 8);
constexpr std::array<std::string_view, 6> kOtherFormats{kArchive,
                                                        std::string_view("\x7f"
                                                                         "ELF\x02\x01\x01",
                                                                         7),
                                                        "%PDF-",
                                                        "<?php",
                                                        "<script",
                                                        "<html"};

// Where the picture is over: behind IEND, behind the last end mark.
std::size_t end_of_picture(MediaType type, std::string_view content) {
  if (type == MediaType::png) {
    constexpr std::string_view kEnd("IEND\xae\x42\x60\x82", 8);
    const std::size_t at = content.find(kEnd);
    return at == std::string_view::npos ? content.size() : at + kEnd.size();
  }
  const std::size_t at = content.find("\xff\xd9");
  return at == std::string_view::npos ? content.size() : at + 2;
}

// A second file behind the first is no accident. (A camera's thumbnail ends with FF D9 as well:
// then the rest of the picture is looked through, where none of these marks stands by itself.)
Verdict check_one_format(MediaType type, std::string_view content) {
  const auto has = [&](std::string_view mark, std::size_t from) {
    return content.find(mark, from) != std::string_view::npos;
  };
  bool two = has(kArchive, 0);
  if (type != MediaType::pdf) {
    const std::size_t end = end_of_picture(type, content);
    two = two || std::ranges::any_of(kOtherFormats, [&](auto mark) { return has(mark, end); });
  }
  if (!two) return Nothing{};
  return refuse(RefusalKind::malformed, "material_two_formats");
}

}  // namespace

Decision<std::string> Cleaner::clean(MediaType type, const std::string& content) const {
  if (const Verdict one = check_one_format(type, content); !one) return one.refusal();
  switch (type) {
    case MediaType::png:
      return rewrite_png(content);
    case MediaType::jpeg:
      return rewrite_jpeg(content);
    case MediaType::pdf:
      return rewrite_pdf(content);
  }
  YB_CHECK(false, "no such type");
}

}  // namespace yibao::adapters
