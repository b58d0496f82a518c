// The lines of a file, one at a time, each of bounded length: a file of any size needs the memory
// of a few lines.
#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>

namespace yibao::csv {

inline constexpr std::size_t kLineBytesMax = 16 * 1024;

struct Line {
  std::int64_t number = 0;  // 1 is the first
  std::string bytes;        // without CR, LF
  bool too_long = false;    // then only its beginning is here
};

class Lines {
 public:
  explicit Lines(const std::string& path);  // throws Fault where it cannot be read
  std::optional<Line> next();

 private:
  bool fill();

  std::string path_;
  std::ifstream stream_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::int64_t number_ = 0;
};

}  // namespace yibao::csv
