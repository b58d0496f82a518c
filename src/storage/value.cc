#include "storage/value.h"

namespace yibao::storage {

namespace {

void append_number(std::string& out, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

}  // namespace

std::string encode_values(std::span<const Value> values) {
  std::string out;
  out.reserve(values.size() * 12);
  for (const Value& value : values) {
    if (const std::int64_t* number = value.if_integer()) {
      out += 'i';
      append_number(out, static_cast<std::uint64_t>(*number));
    } else if (const std::string* text = value.if_text()) {
      out += 't';
      append_number(out, text->size());
      out += *text;
    } else if (const Bytes* bytes = value.if_bytes()) {
      out += 'b';
      append_number(out, bytes->data.size());
      out += bytes->data;
    } else {
      out += 'n';
    }
  }
  return out;
}

}  // namespace yibao::storage
