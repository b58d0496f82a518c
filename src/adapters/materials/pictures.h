// PNG (libpng) and JPEG (TurboJPEG), decoded to pixels and encoded again. What stood beside the
// pixels is gone: EXIF with the place of taking, texts, profiles, whatever follows the picture.
#pragma once

#include <string>
#include <string_view>

#include "base/decision.h"

namespace yibao::adapters {

Decision<std::string> rewrite_png(std::string_view content);
// Turned upright as the camera's orientation says, for that is forgotten with the rest.
Decision<std::string> rewrite_jpeg(std::string_view content);

// The same picture without the segments that tell about it; the coded pixels stay as they are.
// Empty where it is no JPEG. For pictures inside a PDF.
std::string strip_jpeg(std::string_view content);
// EXIF's orientation, 1 to 8; 1 where it says nothing.
int jpeg_orientation(std::string_view content);

}  // namespace yibao::adapters
