#include "main/reconcile_file.h"

#include <filesystem>

#include "adapters/csv/encoding.h"
#include "adapters/files/read.h"
#include "base/text.h"
#include "business/reconciliation/book_file.h"

namespace yibao::main {

namespace {

constexpr std::size_t kBytesMax = std::size_t{1} << 30;  // in memory at once

// Line by line: one that is broken costs nothing but itself.
std::string from_gb18030(std::string_view bytes) {
  csv::Decoder decoder(csv::Encoding::gb18030);
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    text += decoder.decode(line).value_or(std::string(line));
    if (end == std::string_view::npos) break;
    text += '\n';
    bytes.remove_prefix(end + 1);
  }
  return text;
}

}  // namespace

Decision<std::string> read_book_text(const std::string& path) {
  std::error_code missing;
  if (std::filesystem::file_size(path, missing) > kBytesMax && !missing) {
    return refuse(RefusalKind::too_large, "reconcile_file_too_long",
                  {{"most", std::to_string(reconciliation::kBookRowsMax)}});
  }
  std::string bytes = files::read_file(path, kBytesMax);
  if (is_utf8(bytes)) return bytes;
  if (std::optional<std::string> text = csv::decode_utf16(bytes)) return *std::move(text);
  return from_gb18030(bytes);
}

}  // namespace yibao::main
