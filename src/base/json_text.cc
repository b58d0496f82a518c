#include "base/json_text.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/tree.h"

namespace yibao {

namespace {

constexpr std::size_t kFirst = 1024;
constexpr std::size_t kPiece = 4096;    // of a long text
constexpr std::size_t kEscapedMax = 6;  // \u001f
constexpr std::size_t kNumberMax = 20;

// Goes into a text as it is.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < plain.size(); ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}();

char* escape(char* at, char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  *at++ = '\\';
  if (c == '"' || c == '\\') {
    *at++ = c;
    return at;
  }
  at = std::copy_n("u00", 3, at);
  *at++ = kHex[static_cast<unsigned char>(c) >> 4];
  *at++ = kHex[c & 15];
  return at;
}

char* write_text(char* at, std::string_view text) {
  for (const char c : text) {
    if (kPlain[static_cast<unsigned char>(c)]) {
      *at++ = c;
    } else {
      at = escape(at, c);
    }
  }
  return at;
}

}  // namespace

void JsonText::grow(std::size_t size) {
  text_.resize(std::max({kFirst, 2 * text_.size(), used_ + size}));
}

void JsonText::quoted(std::string_view value) {
  put('"');
  for (; value.size() > kPiece; value.remove_prefix(kPiece)) {
    end_at(write_text(room(kEscapedMax * kPiece), value.substr(0, kPiece)));
  }
  char* at = write_text(room(kEscapedMax * value.size() + 1), value);
  *at++ = '"';
  end_at(at);
}

void JsonText::name(std::string_view member) {
  separate();
  quoted(member);
  put(':');
  first_ = true;
}

void JsonText::text(std::string_view value) {
  separate();
  quoted(value);
}

void JsonText::number(std::int64_t value) {
  separate();
  char* const at = room(kNumberMax);
  end_at(std::to_chars(at, at + kNumberMax, value).ptr);
}

void JsonText::word(std::string_view plain) {
  separate();
  end_at(std::copy(plain.begin(), plain.end(), room(plain.size())));
}

void JsonText::tree(const Tree& value) {
  if (const std::string* its_text = value.text()) {
    text(*its_text);
  } else if (const std::int64_t* its_number = value.integer()) {
    number(*its_number);
  } else if (const Tree::Members* members = value.members()) {
    begin_object();
    for (const auto& [its_name, its_value] : *members) {
      name(its_name);
      tree(its_value);
    }
    end_object();
  } else if (const Tree::List* list = value.list()) {
    begin_list();
    for (const Tree& each : *list) tree(each);
    end_list();
  } else if (const bool* flag = value.boolean()) {
    word(*flag ? "true" : "false");
  } else {
    word("null");
  }
}

std::string JsonText::take() {
  text_.resize(used_);
  used_ = 0;
  first_ = true;
  return std::move(text_);
}

}  // namespace yibao
