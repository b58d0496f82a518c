#include "storage/value.h"

namespace yibao::storage {

namespace {

// The kind of a value, and a number behind it.
void append_number(std::string& out, char kind, std::uint64_t value) {
  char buffer[9] = {kind};
  for (int i = 9; i-- > 1; value >>= 8) buffer[i] = static_cast<char>(value & 0xFF);
  out.append(buffer, sizeof buffer);
}

}  // namespace

std::string encode_values(std::span<const Value> values) {
  std::string out;
  out.reserve(values.size() * 12);
  for (const Value& value : values) {
    if (const std::int64_t* number = value.if_integer()) {
      append_number(out, 'i', static_cast<std::uint64_t>(*number));
    } else if (const std::string* text = value.if_text()) {
      append_number(out, 't', text->size());
      out += *text;
    } else if (const Bytes* bytes = value.if_bytes()) {
      append_number(out, 'b', bytes->data.size());
      out += bytes->data;
    } else {
      out += 'n';
    }
  }
  return out;
}

}  // namespace yibao::storage
