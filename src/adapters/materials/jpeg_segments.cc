// The segments of a JPEG file, as far as one must know them to leave some out.
#include <algorithm>
#include <cstdint>
#include <optional>

#include "adapters/materials/pictures.h"

namespace yibao::adapters {

namespace {

constexpr std::uint8_t kStartOfScan = 0xDA;
constexpr std::uint8_t kFirstApplication = 0xE1;  // APP0 is JFIF itself
constexpr std::uint8_t kAdobe = 0xEE;             // says how colours are coded
constexpr std::uint8_t kLastApplication = 0xEF;
constexpr std::uint8_t kComment = 0xFE;

std::uint32_t number(std::string_view text, std::size_t at, std::size_t size, bool little) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t place = little ? size - 1 - i : i;
    value = value << 8 | static_cast<unsigned char>(text[at + place]);
  }
  return value;
}

struct Segment {
  std::uint8_t marker;
  std::string_view whole;    // with marker and length
  std::string_view content;  // behind the length
};

// The segment at the start; none where the header is over or broken.
std::optional<Segment> segment_at(std::string_view text) {
  if (text.size() < 4 || static_cast<unsigned char>(text[0]) != 0xFF) return std::nullopt;
  const std::size_t length = number(text, 2, 2, false);
  if (length < 2 || text.size() < length + 2) return std::nullopt;
  return Segment{static_cast<std::uint8_t>(text[1]), text.substr(0, length + 2),
                 text.substr(4, length - 2)};
}

bool tells_about_the_picture(std::uint8_t marker) {
  const bool application = marker >= kFirstApplication && marker <= kLastApplication;
  return (application && marker != kAdobe) || marker == kComment;
}

// The value of tag 0x0112 in the first directory of a TIFF header.
int orientation_in(std::string_view tiff) {
  if (tiff.size() < 10) return 1;
  const bool little = tiff.starts_with("II");
  const std::size_t directory = number(tiff, 4, 4, little);
  if (directory > tiff.size() - 2) return 1;
  const std::size_t entries = number(tiff, directory, 2, little);
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t at = directory + 2 + 12 * i;
    if (at + 12 > tiff.size()) return 1;
    if (number(tiff, at, 2, little) != 0x0112) continue;
    const std::uint32_t value = number(tiff, at + 8, 2, little);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

std::string strip_jpeg(std::string_view content) {
  constexpr std::size_t kStart = 2;  // FF D8
  if (!content.starts_with("\xff\xd8\xff")) return {};
  std::string kept(content.substr(0, kStart));
  std::string_view rest = content.substr(kStart);
  while (const std::optional<Segment> segment = segment_at(rest)) {
    if (segment->marker == kStartOfScan) return kept.append(rest);
    if (!tells_about_the_picture(segment->marker)) kept += segment->whole;
    rest.remove_prefix(segment->whole.size());
  }
  return {};
}

int jpeg_orientation(std::string_view content) {
  constexpr std::string_view kExif("Exif\0\0", 6);
  std::string_view rest = content.substr(std::min<std::size_t>(2, content.size()));
  while (const std::optional<Segment> segment = segment_at(rest)) {
    if (segment->marker == kStartOfScan) break;
    if (segment->marker == kFirstApplication && segment->content.starts_with(kExif)) {
      return orientation_in(segment->content.substr(kExif.size()));
    }
    rest.remove_prefix(segment->whole.size());
  }
  return 1;
}

}  // namespace yibao::adapters
