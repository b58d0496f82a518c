// Reasons as a Tree, without words: {rule, facts{}, parameters[]}. It is how they are stored and
// sent; who shows them adds the words of the rule.
#pragma once

#include <vector>

#include "base/decision.h"
#include "base/tree.h"

namespace yibao {

Tree to_tree(const Reason& reason);
Tree to_tree(const std::vector<Reason>& reasons);

}  // namespace yibao
