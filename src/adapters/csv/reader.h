// CSV files (RFC 4180) of any size, record by record: quoted fields, CRLF or LF, UTF-8 with or
// without a byte order mark, or GB18030. libcsv splits the fields.
//
// A broken record is told with its line and costs nothing but itself: where a quote stays open, the
// lines after the first are read again as records of their own.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/csv/encoding.h"
#include "adapters/csv/lines.h"
#include "base/csv_text.h"
#include "base/decision.h"

namespace yibao::csv {

inline constexpr std::size_t kFieldsMax = 64;
inline constexpr std::size_t kRecordLinesMax = 20;  // of one record with quoted line feeds

// What must be known before the first record is read.
struct FileFacts {
  std::string digest;  // SHA-256 of the whole file, in hex
  Encoding encoding = Encoding::utf8;
  std::int64_t lines = 0;
};
// Valid UTF-8 is UTF-8, everything else is taken for GB18030. Throws Fault where it cannot be read.
FileFacts examine(const std::string& path);

struct Record {
  std::int64_t line = 0;            // where it begins; 1 is the first line of the file
  std::vector<std::string> fields;  // UTF-8, without spaces around unquoted ones
  std::optional<Refusal> broken;    // csv_line_too_long, csv_row_encoding, csv_row_syntax,
                                    // csv_quote_open, csv_too_many_fields
};

class Reader {
 public:
  Reader(const std::string& path, Encoding encoding);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  std::optional<Record> next();  // empty lines are passed over

 private:
  class Splitter;
  std::optional<Line> take();
  // The text of a line, with the line feed; or why there is none.
  Decision<std::string> text_of(const Line& line);
  std::optional<Refusal> read_fields(std::vector<Line>& used, Record& record);

  Lines lines_;
  Decoder decoder_;
  std::deque<Line> again_;  // lines that a broken record had swallowed
  std::unique_ptr<Splitter> splitter_;
};

}  // namespace yibao::csv
