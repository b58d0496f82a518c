#include "base/tree.h"

#include <array>
#include <charconv>

#include "base/check.h"

namespace yibao {

namespace {

bool is_plain(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void append_quoted(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;  // most text is plain: it goes over in one piece
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out.append(text.substr(0, plain));
    if (plain == text.size()) break;
    const char c = text[plain];
    text.remove_prefix(plain + 1);
    out += '\\';
    if (c == '"' || c == '\\') {
      out += c;
    } else {
      out += "u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[c & 15];
    }
  }
  out += '"';
}

void append_json(std::string& out, const Tree& tree) {
  if (const bool* value = tree.boolean()) {
    out += *value ? "true" : "false";
  } else if (const std::int64_t* number = tree.integer()) {
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), *number).ptr;
    out.append(buffer.data(), end);
  } else if (const std::string* text = tree.text()) {
    append_quoted(out, *text);
  } else if (const Tree::List* list = tree.list()) {
    out += '[';
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (i > 0) out += ',';
      append_json(out, (*list)[i]);
    }
    out += ']';
  } else if (const Tree::Members* members = tree.members()) {
    out += '{';
    for (std::size_t i = 0; i < members->size(); ++i) {
      if (i > 0) out += ',';
      append_quoted(out, (*members)[i].first);
      out += ':';
      append_json(out, (*members)[i].second);
    }
    out += '}';
  } else {
    out += "null";
  }
}

}  // namespace

Tree Tree::object(std::initializer_list<Written> members) {
  Members all;
  all.reserve(members.size());
  for (const Written& member : members) {
    all.emplace_back(std::string(member.name), std::move(member.value));
  }
  return Tree(std::move(all));
}

const Tree* Tree::find(std::string_view name) const {
  const Members* all = members();
  if (all == nullptr) return nullptr;
  for (const Member& member : *all) {
    if (member.first == name) return &member.second;
  }
  return nullptr;
}

Tree& Tree::set(std::string name, Tree value) {
  if (is_null()) content_ = Members();
  Members* all = members();
  YB_CHECK(all != nullptr, "not an object");
  for (Member& member : *all) {
    if (member.first == name) {
      member.second = std::move(value);
      return *this;
    }
  }
  all->emplace_back(std::move(name), std::move(value));
  return *this;
}

Tree& Tree::push(Tree value) {
  if (is_null()) content_ = List();
  YB_CHECK(list() != nullptr, "not a list");
  list()->push_back(std::move(value));
  return *this;
}

std::string Tree::to_json() const {
  std::string out;
  append_json(out, *this);
  return out;
}

}  // namespace yibao
