// The two encodings in which files of the collection authority come: UTF-8, and GB18030 (with its
// subset GBK), converted by iconv(3). In both a line feed, a comma and a quote stand for themselves
// only, so a file may be cut into lines before it is decoded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace yibao::csv {

enum class Encoding { utf8, gb18030 };
std::string_view to_text(Encoding encoding);

// "Unicode 文本" of an office program, by its byte order mark; nothing where there is none, or
// where the bytes are not of it.
std::optional<std::string> decode_utf16(std::string_view bytes);

class Decoder {
 public:
  explicit Decoder(Encoding encoding);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // As UTF-8; nothing where the bytes are not of this encoding.
  std::optional<std::string> decode(std::string_view bytes);

 private:
  Encoding encoding_;
  void* converter_ = nullptr;  // an iconv_t; UTF-8 needs none
};

}  // namespace yibao::csv
