// Files that tests upload: pictures and pages made here, and what somebody may have put into them.
#pragma once

#include <png.h>
#include <turbojpeg.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace yibao::test {

inline std::string big_endian(std::uint32_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text += static_cast<char>(value >> shift & 0xFF);
  }
  return text;
}

// Left half red, right half blue, so that a turn shows.
inline std::vector<unsigned char> two_colours(int width, int height) {
  std::vector<unsigned char> pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool left = x < width / 2;
      pixels.insert(pixels.end(), {static_cast<unsigned char>(left ? 250 : 5), 5,
                                   static_cast<unsigned char>(left ? 5 : 250)});
    }
  }
  return pixels;
}

inline std::string png(int width, int height) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = PNG_FORMAT_RGB;
  const auto pixels = two_colours(width, height);
  png_alloc_size_t size = 0;
  png_image_write_to_memory(&image, nullptr, &size, 0, pixels.data(), 0, nullptr);
  std::string text(size, '\0');
  png_image_write_to_memory(&image, text.data(), &size, 0, pixels.data(), 0, nullptr);
  text.resize(size);
  return text;
}

inline std::uint32_t crc(std::string_view text) {
  std::uint32_t value = 0xFFFFFFFF;
  for (const char c : text) {
    value ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1 ? 0xEDB88320 : 0);
  }
  return ~value;
}

inline std::string png_chunk(const std::string& type, const std::string& content) {
  return big_endian(static_cast<std::uint32_t>(content.size()), 4) + type + content +
         big_endian(crc(type + content), 4);
}

// With a chunk behind the header.
inline std::string png_with(const std::string& png, const std::string& chunk) {
  constexpr std::size_t kHeader = 8 + 25;
  return png.substr(0, kHeader) + chunk + png.substr(kHeader);
}

// A header that promises far more pixels than follow: a bomb.
inline std::string png_promising(std::uint32_t width, std::uint32_t height) {
  const std::string header =
      big_endian(width, 4) + big_endian(height, 4) + "\x08\x02" + std::string(3, '\0');
  return std::string("\x89PNG\r\n\x1a\n", 8) + png_chunk("IHDR", header) +
         png_chunk("IDAT", std::string("\x78\x9c\x63\x00\x00\x00\x01\x00\x01", 9)) +
         png_chunk("IEND", "");
}

inline std::string jpeg(int width, int height) {
  void* codec = tjInitCompress();
  unsigned char* out = nullptr;
  unsigned long size = 0;
  const auto pixels = two_colours(width, height);
  tjCompress2(codec, pixels.data(), width, 0, height, TJPF_RGB, &out, &size, TJSAMP_444, 95, 0);
  std::string text(reinterpret_cast<char*>(out), size);
  tjFree(out);
  tjDestroy(codec);
  return text;
}

// EXIF with an orientation and a place of taking.
inline std::string exif(int orientation) {
  const std::string tiff = "MM" + big_endian(42, 2) + big_endian(8, 4) + big_endian(1, 2) +
                           big_endian(0x0112, 2) + big_endian(3, 2) + big_endian(1, 4) +
                           big_endian(static_cast<std::uint32_t>(orientation), 2) +
                           big_endian(0, 2) + big_endian(0, 4) + "GPS 23.0207N 113.7518E";
  const std::string content = std::string("Exif\0\0", 6) + tiff;
  return "\xff\xe1" + big_endian(static_cast<std::uint32_t>(content.size() + 2), 2) + content;
}

inline std::string jpeg_with(const std::string& jpeg, const std::string& segment) {
  return jpeg.substr(0, 2) + segment + jpeg.substr(2);
}

// A PDF of these objects, the first of them the catalogue.
inline std::string pdf(const std::vector<std::string>& objects, const std::string& trailer = "") {
  std::string text = "%PDF-1.7\n";
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    places.push_back(text.size());
    text += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t table = text.size();
  text += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t place : places) {
    std::string digits = std::to_string(place);
    text += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return text + "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R " +
         trailer + " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

inline std::string stream(const std::string& dictionary, const std::string& content) {
  return "<< " + dictionary + " /Length " + std::to_string(content.size()) + " >>\nstream\n" +
         content + "\nendstream";
}

// One page (or several) that says nothing, with more in the catalogue or behind it.
inline std::string one_page(const std::string& catalogue = "",
                            const std::vector<std::string>& more = {},
                            const std::string& trailer = "", int pages = 1) {
  std::string kids;
  for (int i = 0; i < pages; ++i) kids += "3 0 R ";
  std::vector<std::string> objects{
      "<< /Type /Catalog /Pages 2 0 R " + catalogue + " >>",
      "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages) + " >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"};
  objects.insert(objects.end(), more.begin(), more.end());
  return pdf(objects, trailer);
}

}  // namespace yibao::test
