#include "base/tree.h"

#include "base/check.h"
#include "base/json_text.h"

namespace yibao {

Tree Tree::object(std::initializer_list<Written> members) {
  Members all;
  all.reserve(members.size());
  for (const Written& member : members) {
    all.emplace_back(member.name, std::move(member.value));
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
  JsonText text;
  text.tree(*this);
  return text.take();
}

}  // namespace yibao
