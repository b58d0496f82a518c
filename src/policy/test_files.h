// Test fixture: a small but complete nation, made from the parameter table, to which a test adds
// its own values. Every parameter is at its minimum, false, or its first word.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "policy/policy_set.h"

namespace yibao::policy::test {

inline Tree dated(Tree value, const char* from, const char* until = nullptr) {
  Tree tree = Tree::object({{"value", std::move(value)}, {"from", from}});
  if (until != nullptr) tree.set("until", until);
  return tree.set("source", "notice").set("checked_on", "2026-01-01").set("status", "verified");
}

inline Tree lowest(const Parameter& parameter) {
  if (parameter.is_numeric()) return Tree(parameter.minimum);
  if (parameter.kind == ValueKind::boolean) return Tree(false);
  if (parameter.kind == ValueKind::word) return Tree(parameter.choices.front());
  return Tree(Tree::List{"identity_document"});
}

inline Tree sources() {
  return Tree::object({{"notice", Tree::object({{"title", "通知"}, {"kind", "notice"}})},
                       {"guide", Tree::object({{"title", "办事指南"}, {"kind", "guide"}})}});
}

class Files {
 public:
  Files() {
    for (const Parameter& parameter : parameters()) {
      set("100000", parameter.id(), Tree(Tree::List{dated(lowest(parameter), "1998-01-01")}));
    }
  }

  // The key of one region; a null value takes it away.
  Files& set(const std::string& region, const std::string& id, const Tree& values) {
    const std::size_t dot = id.find('.');
    Tree& tree = file(region + "/" + id.substr(0, dot) + ".toml");
    const std::string key = id.substr(dot + 1);
    if (!values.is_null()) {
      tree.set(key, values);
    } else {
      std::erase_if(*tree.members(),
                    [&](const Tree::Member& member) { return member.first == key; });
    }
    return *this;
  }

  Tree& file(const std::string& name) {
    for (PolicyFile& file : files_) {
      if (file.name == name) return file.tree;
    }
    return files_.emplace_back(PolicyFile{name, Tree(Tree::Members())}).tree;
  }

  Decision<PolicySet> load() const { return PolicySet::load(files_, sources()); }
  PolicySet loaded() const { return std::move(load()).value(); }
  const std::vector<PolicyFile>& all() const { return files_; }

 private:
  std::vector<PolicyFile> files_;
};

}  // namespace yibao::policy::test
