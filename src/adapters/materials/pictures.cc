#include "adapters/materials/pictures.h"

#include <png.h>
#include <turbojpeg.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "business/casework/cleaner.h"

namespace yibao::adapters {

namespace {

constexpr int kQuality = 90;

Refusal damaged(const char* what) {
  return refuse(RefusalKind::malformed, "material_damaged", {{"problem", what}});
}

// Refused where decoding would take more memory than a picture of a paper needs.
Verdict check_pixels(std::int64_t width, std::int64_t height) {
  if (width <= 0 || height <= 0) return damaged("no size");
  if (width * height <= casework::kPixelsMax) return Nothing{};
  return refuse(RefusalKind::too_large, "material_too_many_pixels",
                {{"width", std::to_string(width)},
                 {"height", std::to_string(height)},
                 {"pixels_max", std::to_string(casework::kPixelsMax)}});
}

// Pixels of three bytes, line by line.
struct Pixels {
  int width = 0;
  int height = 0;
  std::vector<unsigned char> bytes;

  Pixels(int its_width, int its_height)
      : width(its_width),
        height(its_height),
        bytes(static_cast<std::size_t>(its_width) * static_cast<std::size_t>(its_height) * 3) {}
  unsigned char* at(int x, int y) {
    return &bytes[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(x)) *
                  3];
  }
};

// As the camera was held: 1 upright, 3 upside down, 6 and 8 on its side; even and 5, 7 mirrored.
Pixels turned_upright(Pixels from, int orientation) {
  if (orientation == 1) return from;
  const bool on_its_side = orientation >= 5;
  Pixels to(on_its_side ? from.height : from.width, on_its_side ? from.width : from.height);
  const int right = from.width - 1;
  const int bottom = from.height - 1;
  for (int y = 0; y < from.height; ++y) {
    for (int x = 0; x < from.width; ++x) {
      const std::array<std::array<int, 2>, 8> places{{{x, y},
                                                      {right - x, y},
                                                      {right - x, bottom - y},
                                                      {x, bottom - y},
                                                      {y, x},
                                                      {bottom - y, x},
                                                      {bottom - y, right - x},
                                                      {y, right - x}}};
      const auto& place = places.at(static_cast<std::size_t>(orientation - 1));
      std::copy_n(from.at(x, y), 3, to.at(place[0], place[1]));
    }
  }
  return to;
}

struct Closer {
  void operator()(void* handle) const { tjDestroy(handle); }
};
using Codec = std::unique_ptr<void, Closer>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Decision<Pixels> decode_jpeg(std::string_view content) {
  const Codec codec(tjInitDecompress());
  int width = 0;
  int height = 0;
  int subsampling = 0;
  int colours = 0;
  if (tjDecompressHeader3(codec.get(), bytes_of(content), content.size(), &width, &height,
                          &subsampling, &colours) != 0) {
    return damaged("header");
  }
  if (const Verdict fits = check_pixels(width, height); !fits) return fits.refusal();
  Pixels pixels(width, height);
  // A warning is a picture that ends too early; LIMITSCANS stops one that never ends.
  if (tjDecompress2(codec.get(), bytes_of(content), content.size(), pixels.bytes.data(), width, 0,
                    height, TJPF_RGB, TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS) != 0) {
    return damaged("pixels");
  }
  return pixels;
}

std::string encode_jpeg(const Pixels& pixels) {
  const Codec codec(tjInitCompress());
  unsigned char* out = nullptr;
  unsigned long size = 0;
  const int result = tjCompress2(codec.get(), pixels.bytes.data(), pixels.width, 0, pixels.height,
                                 TJPF_RGB, &out, &size, TJSAMP_444, kQuality, 0);
  std::string text;
  if (result == 0) text.assign(reinterpret_cast<const char*>(out), size);
  tjFree(out);
  YB_CHECK(result == 0, "pixels that cannot be encoded");
  return text;
}

class PngImage {
 public:
  PngImage() { image_.version = PNG_IMAGE_VERSION; }
  ~PngImage() { png_image_free(&image_); }
  PngImage(const PngImage&) = delete;
  PngImage& operator=(const PngImage&) = delete;
  png_image* get() { return &image_; }
  png_image* operator->() { return &image_; }

 private:
  png_image image_{};
};

std::string encode_png(png_image& image, const std::vector<unsigned char>& pixels) {
  png_alloc_size_t size = 0;
  YB_CHECK(png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr) != 0,
           "pixels that cannot be encoded");
  std::string text(size, '\0');
  YB_CHECK(png_image_write_to_memory(&image, text.data(), &size, 0, pixels.data(), 0, nullptr) != 0,
           "pixels that cannot be encoded");
  text.resize(size);
  return text;
}

}  // namespace

Decision<std::string> rewrite_png(std::string_view content) {
  PngImage image;
  if (png_image_begin_read_from_memory(image.get(), content.data(), content.size()) == 0) {
    return damaged("header");
  }
  if (const Verdict fits = check_pixels(image->width, image->height); !fits) return fits.refusal();
  // Eight bits a channel; colours and transparency as they are.
  image->format &= PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA;
  std::vector<unsigned char> pixels(PNG_IMAGE_SIZE(*image.get()));
  if (png_image_finish_read(image.get(), nullptr, pixels.data(), 0, nullptr) == 0) {
    return damaged("pixels");
  }
  return encode_png(*image.get(), pixels);
}

Decision<std::string> rewrite_jpeg(std::string_view content) {
  Decision<Pixels> pixels = decode_jpeg(content);
  if (!pixels) return pixels.refusal();
  return encode_jpeg(turned_upright(std::move(pixels).value(), jpeg_orientation(content)));
}

}  // namespace yibao::adapters
