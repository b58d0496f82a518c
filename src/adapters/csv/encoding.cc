#include "adapters/csv/encoding.h"

#include <iconv.h>

#include "base/check.h"
#include "base/text.h"

namespace yibao::csv {

namespace {

const iconv_t kNoConverter = reinterpret_cast<iconv_t>(-1);  // NOLINT: as iconv_open(3) says it

std::optional<std::string> convert(iconv_t converter, std::string_view bytes) {
  std::string input(bytes);                  // iconv takes a pointer to what it does not change
  std::string text(bytes.size() * 2, '\0');  // two bytes become at most three, four become four
  char* from = input.data();
  std::size_t from_left = input.size();
  char* to = text.data();
  std::size_t to_left = text.size();
  const std::size_t none = static_cast<std::size_t>(-1);
  iconv(converter, nullptr, nullptr, nullptr, nullptr);  // forget what an earlier line left
  if (iconv(converter, &from, &from_left, &to, &to_left) == none) return std::nullopt;
  text.resize(text.size() - to_left);
  return text;
}

}  // namespace

std::string_view to_text(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf-8";
    case Encoding::gb18030:
      return "gb18030";
  }
  YB_CHECK(false, "no such encoding");
}

Decoder::Decoder(Encoding encoding) : encoding_(encoding) {
  if (encoding == Encoding::utf8) return;
  converter_ = iconv_open("UTF-8", "GB18030");
  if (converter_ == kNoConverter) throw Fault("this system cannot convert GB18030");
}

Decoder::~Decoder() {
  if (converter_ != nullptr) iconv_close(converter_);
}

std::optional<std::string> Decoder::decode(std::string_view bytes) {
  if (encoding_ == Encoding::utf8) {
    return is_utf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
  }
  return convert(converter_, bytes);
}

std::optional<std::string> decode_utf16(std::string_view bytes) {
  if (!bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF")) return std::nullopt;
  const iconv_t converter = iconv_open("UTF-8", "UTF-16");
  if (converter == kNoConverter) throw Fault("this system cannot convert UTF-16");
  std::optional<std::string> text = convert(converter, bytes);
  iconv_close(converter);
  return text;
}

}  // namespace yibao::csv
