#include "base/reason_tree.h"

namespace yibao {

namespace {

Tree to_tree(const Citation& citation) {
  return Tree::object({{"parameter", citation.parameter},
                       {"value", citation.value},
                       {"region", citation.region},
                       {"from", citation.from},
                       {"source", citation.source},
                       {"verified", citation.verified}});
}

}  // namespace

Tree to_tree(const Reason& reason) {
  Tree facts = Tree(Tree::Members{});
  for (const Fact& fact : reason.facts) facts.set(fact.name, fact.value);
  Tree parameters = Tree(Tree::List{});
  for (const Citation& citation : reason.citations) parameters.push(to_tree(citation));
  return Tree::object(
      {{"rule", reason.code}, {"facts", std::move(facts)}, {"parameters", std::move(parameters)}});
}

Tree to_tree(const std::vector<Reason>& reasons) {
  Tree list = Tree(Tree::List{});
  for (const Reason& reason : reasons) list.push(to_tree(reason));
  return list;
}

}  // namespace yibao
