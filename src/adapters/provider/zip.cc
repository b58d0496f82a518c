#include "adapters/provider/zip.h"

#include <zlib.h>

#include <optional>
#include <vector>

#include "base/check.h"

namespace yibao::adapters::provider {

namespace {

constexpr std::uint32_t kLocal = 0x04034b50;
constexpr std::uint32_t kCentral = 0x02014b50;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kCommentMax = 65'535;
constexpr std::uint32_t kNoTime = 0x00210000;  // 1980-01-01, the earliest that can be written

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return value;
}

void put(std::string& out, std::uint32_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

struct File {
  std::string_view name;
  std::uint32_t method = 0;
  std::uint32_t check = 0;
  std::size_t packed = 0;
  std::size_t size = 0;
  std::size_t local = 0;
};

// Behind the directory, whatever comment stands behind it.
std::optional<std::size_t> find_end(std::string_view archive) {
  if (archive.size() < kEndSize) return std::nullopt;
  const std::size_t last = archive.size() - kEndSize;
  const std::size_t first = last > kCommentMax ? last - kCommentMax : 0;
  for (std::size_t at = last + 1; at-- > first;) {
    if (number(archive, at, 4) == kEnd) return at;
  }
  return std::nullopt;
}

std::optional<std::vector<File>> read_directory(std::string_view archive) {
  const std::optional<std::size_t> end = find_end(archive);
  if (!end) return std::nullopt;
  const std::size_t count = number(archive, *end + 10, 2);
  std::size_t at = number(archive, *end + 16, 4);
  if (count == 0 || count > Zip::kFilesMax) return std::nullopt;
  std::vector<File> files;
  for (std::size_t i = 0; i < count; ++i) {
    if (at > archive.size() || archive.size() - at < kCentralSize ||
        number(archive, at, 4) != kCentral) {
      return std::nullopt;
    }
    const std::size_t name = number(archive, at + 28, 2);
    const std::size_t more = number(archive, at + 30, 2) + number(archive, at + 32, 2);
    if (archive.size() - at - kCentralSize < name + more) return std::nullopt;
    const bool encrypted = (number(archive, at + 8, 2) & 1) != 0;
    if (encrypted) return std::nullopt;
    files.push_back({archive.substr(at + kCentralSize, name), number(archive, at + 10, 2),
                     number(archive, at + 16, 4), number(archive, at + 20, 4),
                     number(archive, at + 24, 4), number(archive, at + 42, 4)});
    at += kCentralSize + name + more;
  }
  return files;
}

bool is_text(std::string_view name) {
  return name.ends_with(".txt") || name.ends_with(".TXT");
}

const File* the_text(const std::vector<File>& files) {
  if (files.size() == 1) return &files.front();
  const File* found = nullptr;
  for (const File& each : files) {
    if (!is_text(each.name)) continue;
    if (found != nullptr) return nullptr;
    found = &each;
  }
  return found;
}

std::optional<std::string_view> packed_bytes(std::string_view archive, const File& file) {
  if (file.local > archive.size() || archive.size() - file.local < kLocalSize ||
      number(archive, file.local, 4) != kLocal) {
    return std::nullopt;
  }
  const std::size_t begin = file.local + kLocalSize + number(archive, file.local + 26, 2) +
                            number(archive, file.local + 28, 2);
  if (begin > archive.size() || archive.size() - begin < file.packed) return std::nullopt;
  return archive.substr(begin, file.packed);
}

// Exactly `size` bytes, or nothing: what claims less than it holds is not unpacked further.
std::optional<std::string> inflated(std::string_view packed, std::size_t size) {
  std::string text(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw Fault("zlib does not start");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(size);
  const int result = inflate(&stream, Z_FINISH);
  const bool whole = result == Z_STREAM_END && stream.avail_out == 0;
  inflateEnd(&stream);
  return whole ? std::optional(std::move(text)) : std::nullopt;
}

std::uint32_t check_of(std::string_view text) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
}

std::string deflated(std::string_view text) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw Fault("zlib does not start");
  }
  std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int result = deflate(&stream, Z_FINISH);
  packed.erase(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  YB_CHECK(result == Z_STREAM_END, "a text that was not packed whole");
  return packed;
}

Refusal wrong_shape() {
  return refuse(RefusalKind::malformed, "archive_shape");
}

}  // namespace

Decision<std::string> Zip::text_in(std::string_view archive) const {
  const auto files = read_directory(archive);
  if (!files) return wrong_shape();
  const File* file = the_text(*files);
  if (file == nullptr) return wrong_shape();
  if (file->size > kTextMax) {
    return refuse(RefusalKind::too_large, "archive_too_large",
                  {{"most", std::to_string(kTextMax >> 20) + "MB"}});
  }
  const auto packed = packed_bytes(archive, *file);
  if (!packed) return wrong_shape();
  std::optional<std::string> text;
  if (file->method == 0 && file->packed == file->size) text = std::string(*packed);
  if (file->method == 8) text = inflated(*packed, file->size);
  if (!text || check_of(*text) != file->check) return wrong_shape();
  return std::move(*text);
}

std::string Zip::archive_of(std::string_view name, std::string_view content) const {
  const std::string packed = deflated(content);
  const auto put_shared = [&](std::string& out) {
    put(out, 20, 2);      // version that reads it
    put(out, 0x0800, 2);  // names are UTF-8
    put(out, 8, 2);
    put(out, kNoTime, 4);
    put(out, check_of(content), 4);
    put(out, static_cast<std::uint32_t>(packed.size()), 4);
    put(out, static_cast<std::uint32_t>(content.size()), 4);
    put(out, static_cast<std::uint32_t>(name.size()), 2);
    put(out, 0, 2);
  };
  std::string out;
  put(out, kLocal, 4);
  put_shared(out);
  out.append(name).append(packed);
  const std::size_t directory = out.size();
  put(out, kCentral, 4);
  put(out, 20, 2);
  put_shared(out);
  put(out, 0, 2);  // comment
  put(out, 0, 2);  // disk
  put(out, 0, 2);
  put(out, 0, 4);
  put(out, 0, 4);  // where its local head stands
  out.append(name);
  const std::size_t size = out.size() - directory;
  put(out, kEnd, 4);
  put(out, 0, 4);
  put(out, 1, 2);
  put(out, 1, 2);
  put(out, static_cast<std::uint32_t>(size), 4);
  put(out, static_cast<std::uint32_t>(directory), 4);
  put(out, 0, 2);
  return out;
}

}  // namespace yibao::adapters::provider
