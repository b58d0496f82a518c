// Tree: a plain value as JSON and TOML know it, without the libraries that read them. Requests,
// answers and policy files pass through it. There is no floating point: money is whole fen, rates
// are basis points; a reader that meets a fraction refuses it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace yibao {

class Tree {
 public:
  using List = std::vector<Tree>;
  using Member = std::pair<std::string, Tree>;
  using Members = std::vector<Member>;  // in the order in which they were written

  Tree() = default;                                               // null
  Tree(bool value) : content_(value) {}                           // NOLINT: literals are trees
  Tree(int value) : content_(std::int64_t{value}) {}              // NOLINT
  Tree(std::int64_t value) : content_(value) {}                   // NOLINT
  Tree(const char* value) : content_(std::string(value)) {}       // NOLINT
  Tree(std::string_view value) : content_(std::string(value)) {}  // NOLINT
  Tree(std::string value) : content_(std::move(value)) {}         // NOLINT
  Tree(List value) : content_(std::move(value)) {}                // NOLINT
  Tree(Members value) : content_(std::move(value)) {}             // NOLINT
  // A member as it is written in a list of braces; moved from there, not copied.
  struct Written;
  static Tree object(std::initializer_list<Written> members);

  bool is_null() const { return content_.index() == 0; }
  const bool* boolean() const { return std::get_if<bool>(&content_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&content_); }
  const std::string* text() const { return std::get_if<std::string>(&content_); }
  const List* list() const { return std::get_if<List>(&content_); }
  const Members* members() const { return std::get_if<Members>(&content_); }
  List* list() { return std::get_if<List>(&content_); }
  Members* members() { return std::get_if<Members>(&content_); }

  const Tree* find(std::string_view name) const;  // a member, or null where there is none
  Tree& set(std::string name, Tree value);        // adds or replaces; null becomes an object
  Tree& push(Tree value);                         // appends; null becomes a list
  bool operator==(const Tree&) const = default;

  std::string to_json() const;  // compact, UTF-8, members in order

 private:
  std::variant<std::monostate, bool, std::int64_t, std::string, List, Members> content_;
};

struct Tree::Written {
  Written(std::string_view its_name, Tree its_value)
      : name(its_name), value(std::move(its_value)) {}
  std::string_view name;
  mutable Tree value;  // the elements of a list of braces are const; these are nobody else's
};

}  // namespace yibao
