// JSON as it is written, piece by piece: compact, UTF-8. Trees are written with it; an answer that
// is asked for very often can be, without a tree between.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace yibao {

class Tree;

class JsonText {
 public:
  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_list() { begin('['); }
  void end_list() { end(']'); }
  void name(std::string_view member);  // of the value that comes next

  void text(std::string_view value);
  void number(std::int64_t value);
  void word(std::string_view plain);  // true, false, null
  void tree(const Tree& value);

  void member(std::string_view its_name, std::string_view value) {
    name(its_name);
    text(value);
  }
  void member(std::string_view its_name, std::int64_t value) {
    name(its_name);
    number(value);
  }

  std::string take();  // what was written; nothing is left here

 private:
  // Room is made for the longest that a piece may become, so that it goes in without asking again.
  char* room(std::size_t size) {
    if (text_.size() - used_ < size) grow(size);
    return text_.data() + used_;
  }
  void grow(std::size_t size);
  void end_at(const char* end) { used_ = static_cast<std::size_t>(end - text_.data()); }
  void put(char c) {
    *room(1) = c;
    ++used_;
  }
  void separate() {
    if (!first_) put(',');
    first_ = false;
  }
  void begin(char bracket) {
    separate();
    put(bracket);
    first_ = true;
  }
  void end(char bracket) {
    put(bracket);
    first_ = false;
  }
  void quoted(std::string_view value);

  std::string text_;
  std::size_t used_ = 0;
  bool first_ = true;  // no comma before the next name or value
};

}  // namespace yibao
