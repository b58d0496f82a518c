// For tests: the interface's tables as they are delivered, and messages made from them, field by
// field, so that a test asks every field of every transaction without naming one.
#pragma once

#include <fstream>
#include <functional>
#include <sstream>
#include <string>

#include "base/check.h"
#include "business/provider/interface.h"
#include "storage/json.h"

namespace yibao::provider {

inline const Interface& delivered_tables() {
  static const Interface tables = [] {
    std::ifstream file(YIBAO_SOURCE_DIR "/data/provider_interface.json");
    std::stringstream text;
    text << file.rdbuf();
    const Decision<Tree> tree = storage::parse_json(text.str());
    YB_CHECK(tree.ok(), "the tables are no JSON");
    Decision<Interface> loaded = Interface::load(*tree);
    YB_CHECK(loaded.ok(), "the tables are not as expected");
    return std::move(loaded).value();
  }();
  return tables;
}

// A value that the tables allow: of an answer, or of a request. Numbers are nought: so the
// identities of amounts hold.
inline std::string sample_value(const Field& field) {
  const Dictionary* codes = delivered_tables().dictionary(field.dictionary);
  if (field.dictionary == "naty") return "01";
  if (codes != nullptr) return codes->codes.front().value;
  switch (field.type) {
    case FieldType::number:
    case FieldType::integer:
      return "0";
    case FieldType::digits:
      return "1";
    case FieldType::date:
      return field.has_time ? "2025-04-25 09:00:00" : "2025-04-25";
    case FieldType::datetime:
      return "2025-04-25 09:00:00";
    case FieldType::string:
    case FieldType::bytes:
    case FieldType::object:
    case FieldType::array:
      return "1";
  }
  return "";
}

inline Tree sample_object(const std::vector<Field>& fields) {
  Tree object = Tree(Tree::Members{});
  for (const Field& field : fields) {
    if (field.type == FieldType::array) {
      Tree rows = Tree(Tree::List{});
      rows.push(sample_object(field.fields));
      object.set(field.name, std::move(rows));
    } else {
      object.set(field.name, sample_value(field));
    }
  }
  return object;
}

// All nodes, a list with one row; `change` may touch each object, with the place of its node.
using Change = std::function<void(const Node& node, Tree& object)>;
inline Tree sample_nodes(const std::vector<Node>& nodes, const Change& change = {}) {
  Tree all = Tree(Tree::Members{});
  for (const Node& node : nodes) {
    Tree object = sample_object(node.fields);
    if (change) change(node, object);
    if (node.repeated) {
      Tree rows = Tree(Tree::List{});
      rows.push(std::move(object));
      object = std::move(rows);
    }
    if (node.name.empty()) return object;
    all.set(node.name, std::move(object));
  }
  return all;
}

// The same with one member of one node as given; null: not there at all.
inline Tree sample_with(const std::vector<Node>& nodes, const Node& where, const std::string& field,
                        const Tree* value) {
  return sample_nodes(nodes, [&](const Node& node, Tree& object) {
    if (node.name != where.name) return;
    if (value != nullptr) {
      object.set(field, *value);
    } else {
      std::erase_if(*object.members(), [&](const auto& each) { return each.first == field; });
    }
  });
}

}  // namespace yibao::provider
