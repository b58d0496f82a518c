#include "business/casework/stored_json.h"

#include "base/check.h"
#include "base/reason_tree.h"
#include "storage/json.h"

namespace yibao::casework {

Tree read_stored(std::string_view json) {
  Decision<Tree> tree = storage::parse_json(json);
  YB_CHECK(tree.ok(), "stored JSON is not ours");
  return std::move(tree).value();
}

Tree facts_tree(const std::vector<Fact>& facts) {
  Tree tree = Tree(Tree::Members{});
  for (const Fact& fact : facts) tree.set(fact.name, fact.value);
  return tree;
}

Tree reasons_tree(const std::vector<Reason>& reasons) {
  return to_tree(reasons);
}

Tree texts_tree(const std::vector<std::string>& texts) {
  Tree list = Tree(Tree::List{});
  for (const std::string& text : texts) list.push(text);
  return list;
}

std::vector<std::string> read_texts(const Tree& list) {
  std::vector<std::string> texts;
  YB_CHECK(list.list() != nullptr, "not a list of texts");
  for (const Tree& item : *list.list()) {
    YB_CHECK(item.text() != nullptr, "not a list of texts");
    texts.push_back(*item.text());
  }
  return texts;
}

}  // namespace yibao::casework
