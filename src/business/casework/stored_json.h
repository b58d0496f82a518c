// Reads back the JSON that this program has written into its own columns: reasons, facts, forms.
// Not a reader for requests: anything that Tree::to_json() would not write is a Bug.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "base/tree.h"

namespace yibao::casework {

Tree read_stored(std::string_view json);

// {"due_on": "2025-05-13"}
Tree facts_tree(const std::vector<Fact>& facts);
// As base/reason_tree.h has it.
Tree reasons_tree(const std::vector<Reason>& reasons);

Tree texts_tree(const std::vector<std::string>& texts);
std::vector<std::string> read_texts(const Tree& list);

}  // namespace yibao::casework
