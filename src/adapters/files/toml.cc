#include "adapters/files/toml.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#define TOML_EXCEPTIONS 0  // a syntax error is a refusal, hence a value
#include <toml++/toml.h>

namespace yibao::files {

namespace {

struct Problem {
  toml::source_position position;
  std::string text;
};

Refusal syntax_error(const std::string& file, const Problem& problem) {
  return refuse(RefusalKind::malformed, "toml_syntax",
                {{"file", file},
                 {"line", std::to_string(problem.position.line)},
                 {"column", std::to_string(problem.position.column)},
                 {"problem", problem.text}});
}

// Converts nodes; remembers the first that has no place in a Tree. The parser bounds the nesting.
class Converter {
 public:
  Tree convert(const toml::node& node) {
    if (const toml::table* table = node.as_table()) return convert_table(*table);
    if (const toml::array* array = node.as_array()) return convert_array(*array);
    if (const auto* text = node.as_string()) return Tree(text->get());
    if (const auto* number = node.as_integer()) return Tree(std::int64_t{number->get()});
    if (const auto* truth = node.as_boolean()) return Tree(truth->get());
    if (const auto* date = node.as_date()) return convert_date(*date);
    refuse_node(node, node.is_floating_point() ? "a number with a fraction" : "a time of day");
    return {};
  }

  const std::optional<Problem>& problem() const { return problem_; }

 private:
  Tree convert_table(const toml::table& table) {
    // The library sorts by name; the order of writing is in the positions of the keys.
    std::vector<std::pair<const toml::key*, const toml::node*>> entries;
    for (const auto& [key, node] : table) entries.emplace_back(&key, &node);
    std::stable_sort(entries.begin(), entries.end(), [](const auto& left, const auto& right) {
      return left.first->source().begin < right.first->source().begin;
    });
    Tree::Members members;
    for (const auto& [key, node] : entries) {
      members.emplace_back(std::string(key->str()), convert(*node));
    }
    return Tree(std::move(members));
  }

  Tree convert_array(const toml::array& array) {
    Tree::List list;
    for (const toml::node& node : array) list.push_back(convert(node));
    return Tree(std::move(list));
  }

  Tree convert_date(const toml::value<toml::date>& node) {
    const auto padded = [](int number, std::size_t width) {
      const std::string digits = std::to_string(number);
      return std::string(width - std::min(width, digits.size()), '0') + digits;
    };
    const toml::date& date = node.get();
    return Tree(padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2));
  }

  void refuse_node(const toml::node& node, const char* text) {
    if (!problem_) problem_ = Problem{node.source().begin, text};
  }

  std::optional<Problem> problem_;
};

}  // namespace

Decision<Tree> read_toml(std::string_view text, const std::string& file) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return syntax_error(file, {error.source().begin, std::string(error.description())});
  }
  Converter converter;
  Tree tree = converter.convert(parsed.table());
  if (converter.problem()) return syntax_error(file, *converter.problem());
  return tree;
}

}  // namespace yibao::files
