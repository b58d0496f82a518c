#include "business/provider/writing.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace yibao::provider {

namespace {

constexpr std::size_t kErrorCharactersMax = 200;

std::string quoted(std::string_view text) {
  return Tree(std::string(text)).to_json();
}

bool is_number(const Field& field) {
  return field.type == FieldType::number || field.type == FieldType::integer;
}

class Writer {
 public:
  enum class Side { request, answer };
  explicit Writer(const Transaction& transaction, Side side = Side::answer)
      : transaction_(transaction), side_(side) {}

  std::string take() { return std::move(out_); }

  void node(const Node& node, const Tree* value) {
    if (!node.repeated) return object(node.fields, value, node.name);
    out_ += '[';
    bool first = true;
    if (value != nullptr && value->list() != nullptr) {
      for (const Tree& row : *value->list()) {
        if (!first) out_ += ',';
        first = false;
        object(node.fields, &row, node.name);
      }
    }
    out_ += ']';
  }

  void object(const std::vector<Field>& fields, const Tree* value, const std::string& where) {
    out_ += '{';
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) out_ += ',';
      out_ += quoted(fields[i].name) + ":";
      const Tree* given = value != nullptr ? value->find(fields[i].name) : nullptr;
      field(fields[i], given, where);
    }
    out_ += '}';
  }

 private:
  void field(const Field& field, const Tree* given, const std::string& where) {
    const std::string name = transaction_.number + " " + where + "." + field.name;
    if (field.type == FieldType::array) {
      return node({field.name, true, field.fields}, given);
    }
    const std::string text =
        given != nullptr && given->text() != nullptr ? *given->text() : std::string();
    if (side_ == Side::answer) check(field, given, text, name);
    out_ += is_number(field) ? (text.empty() ? "0" : text) : quoted(text);
  }

  static void check(const Field& field, const Tree* given, const std::string& text,
                    const std::string& name) {
    YB_CHECK(given == nullptr || given->text() != nullptr, name + " is no text");
    YB_CHECK(!field.required || !text.empty(), name + " must not be empty");
    YB_CHECK(field.length == 0 || is_number(field) ||
                 count_characters(text) <= static_cast<std::size_t>(field.length),
             name + " is too long");
  }

  const Transaction& transaction_;
  Side side_;
  std::string out_;
};

}  // namespace

std::string write_output(const Transaction& transaction, const Tree& output) {
  Writer writer(transaction);
  if (transaction.output.size() == 1 && transaction.output.front().name.empty()) {
    writer.node(transaction.output.front(), &output);
    return writer.take();
  }
  std::string out = "{";
  for (const Node& node : transaction.output) {
    Writer each(transaction);
    each.node(node, output.find(node.name));
    if (out.size() > 1) out += ',';
    out += quoted(node.name) + ":" + each.take();
  }
  return out + "}";
}

std::string write_request(const Interface& tables, const Transaction& transaction, const Tree& head,
                          const Tree& input) {
  std::string out = "{";
  for (const Field& field : tables.envelope()) {
    if (field.name == "input") continue;
    const Tree* value = head.find(field.name);
    out += quoted(field.name) + ":" +
           quoted(value != nullptr && value->text() != nullptr ? *value->text() : "") + ",";
  }
  out += "\"input\":{";
  bool first = true;
  for (const Node& node : transaction.input) {
    const Tree* given = input.find(node.name);
    if (given == nullptr) continue;
    Writer each(transaction, Writer::Side::request);
    each.node(node, given);
    out += (first ? "" : ",") + quoted(node.name) + ":" + each.take();
    first = false;
  }
  return out + "}}";
}

std::string compact_time(Instant moment) {
  // "2025-04-25T09:30:00.000+08:00"
  const std::string text = moment.to_string();
  return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2) + text.substr(11, 2) +
         text.substr(14, 2) + text.substr(17, 2) + text.substr(20, 3);
}

std::string answer_number(RegionCode region, Instant now, std::int64_t serial) {
  constexpr std::int64_t kSerials = 10'000'000'000;
  std::string digits = std::to_string(serial % kSerials);
  digits.insert(0, 10 - digits.size(), '0');
  return region.to_string() + compact_time(now).substr(0, 14) + digits;
}

std::string write_envelope(const Envelope& envelope) {
  std::string error;
  std::size_t characters = 0;
  for (const char c : envelope.error) {
    const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins && ++characters > kErrorCharactersMax) break;
    error += c;
  }
  return std::string("{\"infcode\":") + (envelope.success ? "0" : "-1") +
         ",\"inf_refmsgid\":" + quoted(envelope.number) +
         ",\"refmsg_time\":" + quoted(compact_time(envelope.received)) +
         ",\"respond_time\":" + quoted(compact_time(envelope.answered)) +
         ",\"err_msg\":" + quoted(error) +
         ",\"output\":" + (envelope.output.empty() ? "{}" : envelope.output) + "}";
}

}  // namespace yibao::provider
