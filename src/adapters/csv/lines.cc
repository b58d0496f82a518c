#include "adapters/csv/lines.h"

#include <algorithm>
#include <filesystem>

#include "base/check.h"

namespace yibao::csv {

namespace {

constexpr std::size_t kBufferBytes = 256 * 1024;

void append_bounded(Line& line, std::string_view bytes) {
  const std::size_t room = kLineBytesMax - std::min(kLineBytesMax, line.bytes.size());
  line.too_long = line.too_long || bytes.size() > room;
  line.bytes.append(bytes.substr(0, room));
}

}  // namespace

Lines::Lines(const std::string& path) : path_(path) {
  if (!std::filesystem::is_regular_file(path)) throw Fault("cannot read " + path + ": not a file");
  stream_.open(path, std::ios::binary);
  if (!stream_) throw Fault("cannot read " + path);
}

bool Lines::fill() {
  buffer_.resize(kBufferBytes);
  stream_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  if (stream_.bad()) throw Fault("cannot read " + path_);
  buffer_.resize(static_cast<std::size_t>(stream_.gcount()));
  position_ = 0;
  return !buffer_.empty();
}

std::optional<Line> Lines::next() {
  if (position_ == buffer_.size() && !fill()) return std::nullopt;
  Line line;
  line.number = ++number_;
  for (;;) {
    const std::size_t end = buffer_.find('\n', position_);
    const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
    append_bounded(line, std::string_view(buffer_).substr(position_, stop - position_));
    position_ = end == std::string::npos ? stop : end + 1;
    if (end != std::string::npos || !fill()) break;
  }
  if (line.bytes.ends_with('\r')) line.bytes.pop_back();
  return line;
}

}  // namespace yibao::csv
