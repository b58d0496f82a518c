#include "business/provider/writing.h"

#include <algorithm>

#include "base/check.h"
#include "base/json_text.h"
#include "base/text.h"

namespace yibao::provider {

namespace {

bool is_number(const Field& field) {
  return field.type == FieldType::number || field.type == FieldType::integer;
}

std::string_view text_of(const Tree* value) {
  return value != nullptr && value->text() != nullptr ? *value->text() : std::string_view();
}

class Writer {
 public:
  enum class Side { request, answer };
  Writer(const Transaction& transaction, JsonText& out, Side side)
      : transaction_(transaction), out_(out), side_(side) {}

  void node(const Node& node, const Tree* value) {
    if (node.repeated) {
      rows(node.fields, value, node.name);
    } else {
      object(node.fields, value, node.name);
    }
  }

 private:
  void rows(const std::vector<Field>& fields, const Tree* value, std::string_view where) {
    out_.begin_list();
    if (value != nullptr && value->list() != nullptr) {
      for (const Tree& row : *value->list()) object(fields, &row, where);
    }
    out_.end_list();
  }

  void object(const std::vector<Field>& fields, const Tree* value, std::string_view where) {
    out_.begin_object();
    for (const Field& each : fields) {
      out_.name(each.name);
      field(each, value != nullptr ? value->find(each.name) : nullptr, where);
    }
    out_.end_object();
  }

  void field(const Field& field, const Tree* given, std::string_view where) {
    if (field.type == FieldType::array) return rows(field.fields, given, field.name);
    const std::string_view text = text_of(given);
    if (side_ == Side::answer) check(field, given, text, where);
    if (!is_number(field)) return out_.text(text);
    out_.word(text.empty() ? "0" : text);
  }

  void check(const Field& field, const Tree* given, std::string_view text,
             std::string_view where) const {
    const auto name = [&](const char* what) {
      return transaction_.number + " " + std::string(where) + "." + field.name + what;
    };
    YB_CHECK(given == nullptr || given->text() != nullptr, name(" is no text"));
    YB_CHECK(!field.required || !text.empty(), name(" must not be empty"));
    YB_CHECK(field.length == 0 || is_number(field) ||
                 count_characters(text) <= static_cast<std::size_t>(field.length),
             name(" is too long"));
  }

  const Transaction& transaction_;
  JsonText& out_;
  Side side_;
};

}  // namespace

std::string write_output(const Transaction& transaction, const Tree& output) {
  JsonText out;
  Writer writer(transaction, out, Writer::Side::answer);
  if (transaction.output.size() == 1 && transaction.output.front().name.empty()) {
    writer.node(transaction.output.front(), &output);
    return out.take();
  }
  out.begin_object();
  for (const Node& node : transaction.output) {
    out.name(node.name);
    writer.node(node, output.find(node.name));
  }
  out.end_object();
  return out.take();
}

std::string write_request(const Interface& tables, const Transaction& transaction, const Tree& head,
                          const Tree& input) {
  JsonText out;
  out.begin_object();
  for (const Field& field : tables.envelope()) {
    if (field.name != "input") out.member(field.name, text_of(head.find(field.name)));
  }
  out.name("input");
  out.begin_object();
  Writer writer(transaction, out, Writer::Side::request);
  for (const Node& node : transaction.input) {
    const Tree* given = input.find(node.name);
    if (given == nullptr) continue;
    out.name(node.name);
    writer.node(node, given);
  }
  out.end_object();
  out.end_object();
  return out.take();
}

std::string compact_time(Instant moment) {
  // "2025-04-25T09:30:00.000+08:00": the digits before the zone
  std::string text = moment.to_string().substr(0, 23);
  std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
  return text;
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
  JsonText out;
  out.begin_object();
  out.member("infcode", std::int64_t{envelope.success ? 0 : -1});
  out.member("inf_refmsgid", envelope.number);
  out.member("refmsg_time", compact_time(envelope.received));
  out.member("respond_time", compact_time(envelope.answered));
  out.member("err_msg", error);
  out.name("output");
  out.word(envelope.output.empty() ? "{}" : envelope.output);
  out.end_object();
  return out.take();
}

}  // namespace yibao::provider
