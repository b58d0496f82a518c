#include "adapters/csv/reader.h"

#include <csv.h>

#include "base/text.h"
#include "storage/digest.h"

namespace yibao::csv {

namespace {

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

void drop_byte_order_mark(Line& line) {
  if (line.number == 1 && line.bytes.starts_with(kByteOrderMark)) {
    line.bytes.erase(0, kByteOrderMark.size());
  }
}

Refusal broken(std::string code) {
  return refuse(RefusalKind::malformed, std::move(code));
}

}  // namespace

FileFacts examine(const std::string& path) {
  FileFacts facts;
  storage::RunningDigest digest;
  Lines lines(path);
  while (const std::optional<Line> line = lines.next()) {
    facts.lines = line->number;
    if (!line->too_long && !is_utf8(line->bytes)) facts.encoding = Encoding::gb18030;
  }
  std::ifstream whole(path, std::ios::binary);
  std::string part(256 * 1024, '\0');
  while (whole.read(part.data(), static_cast<std::streamsize>(part.size())) || whole.gcount() > 0) {
    digest.add(std::string_view(part).substr(0, static_cast<std::size_t>(whole.gcount())));
  }
  if (whole.bad()) throw Fault("cannot read " + path);
  facts.digest = storage::to_hex(digest.finish());
  return facts;
}

// libcsv, fed line by line until a record is complete.
class Reader::Splitter {
 public:
  enum class State { open, complete, wrong };

  Splitter() { start(); }
  ~Splitter() { csv_free(&parser_); }
  Splitter(const Splitter&) = delete;
  Splitter& operator=(const Splitter&) = delete;

  void restart() {
    csv_free(&parser_);
    start();
  }

  State feed(const std::string& line, std::vector<std::string>& fields) {
    Turn turn{&fields, false};
    const std::size_t read =
        csv_parse(&parser_, line.data(), line.size(), &on_field, &on_end, &turn);
    if (read != line.size()) return State::wrong;
    return turn.complete ? State::complete : State::open;
  }

 private:
  struct Turn {
    std::vector<std::string>* fields;
    bool complete;
  };
  static void on_field(void* text, std::size_t size, void* turn) {
    static_cast<Turn*>(turn)->fields->emplace_back(static_cast<const char*>(text), size);
  }
  static void on_end(int, void* turn) { static_cast<Turn*>(turn)->complete = true; }
  // A lone CR does not end a record: it is a character, and refused by whoever reads the field.
  static int ends_record(unsigned char c) { return c == '\n' ? 1 : 0; }

  void start() {
    if (csv_init(&parser_, CSV_STRICT) != 0) throw Fault("libcsv does not start");
    csv_set_term_func(&parser_, &ends_record);
  }

  csv_parser parser_{};
};

Reader::Reader(const std::string& path, Encoding encoding)
    : lines_(path), decoder_(encoding), splitter_(std::make_unique<Splitter>()) {}

Reader::~Reader() = default;

std::optional<Line> Reader::take() {
  if (again_.empty()) return lines_.next();
  Line line = std::move(again_.front());
  again_.pop_front();
  return line;
}

Decision<std::string> Reader::text_of(const Line& line) {
  if (line.too_long) {
    return refuse(RefusalKind::malformed, "csv_line_too_long",
                  {{"bytes_max", std::to_string(kLineBytesMax)}});
  }
  std::optional<std::string> text = decoder_.decode(line.bytes);
  if (!text) return broken("csv_row_encoding");
  return *text + '\n';
}

std::optional<Refusal> Reader::read_fields(std::vector<Line>& used, Record& record) {
  for (;;) {
    const Decision<std::string> text = text_of(used.back());
    if (!text) return used.size() == 1 ? text.refusal() : broken("csv_quote_open");
    const Splitter::State state = splitter_->feed(*text, record.fields);
    if (record.fields.size() > kFieldsMax) return broken("csv_too_many_fields");
    if (state == Splitter::State::wrong) return broken("csv_row_syntax");
    if (state == Splitter::State::complete) return std::nullopt;
    std::optional<Line> more = used.size() < kRecordLinesMax ? take() : std::nullopt;
    if (!more) return broken("csv_quote_open");
    used.push_back(std::move(*more));
  }
}

std::optional<Record> Reader::next() {
  std::optional<Line> first = take();
  while (first) {
    drop_byte_order_mark(*first);
    if (!is_blank(first->bytes)) break;
    first = take();
  }
  if (!first) return std::nullopt;
  Record record;
  record.line = first->number;
  std::vector<Line> used;
  used.push_back(std::move(*first));
  record.broken = read_fields(used, record);
  if (!record.broken) return record;
  record.fields.clear();
  splitter_->restart();
  again_.insert(again_.begin(), std::make_move_iterator(used.begin() + 1),
                std::make_move_iterator(used.end()));
  return record;
}

}  // namespace yibao::csv
