#include "policy/sources.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/date.h"

namespace yibao::policy {

namespace {

constexpr std::array<std::string_view, 6> kKinds = {"law",   "regulation", "notice",
                                                    "guide", "article",    "default"};

void note(std::vector<Reason>& problems, const char* code, std::vector<Fact> facts) {
  facts.insert(facts.begin(), {"file", "sources.toml"});
  problems.push_back({code, std::move(facts), {}});
}

void note_field(std::vector<Reason>& problems, const std::string& key, const std::string& field,
                const std::string& value) {
  note(problems, "policy_source_invalid", {{"key", key}, {"field", field}, {"value", value}});
}

std::string* field_of(Source& source, std::string_view name) {
  if (name == "title") return &source.title;
  if (name == "number") return &source.number;
  if (name == "issuer") return &source.issuer;
  if (name == "date") return &source.date;
  if (name == "kind") return &source.kind;
  return nullptr;
}

Source read_source(const std::string& id, const Tree& tree, std::vector<Reason>& problems) {
  Source source;
  source.id = id;
  if (tree.members() == nullptr) {
    note(problems, "policy_source_not_table", {{"key", id}, {"value", tree.to_json()}});
    return source;
  }
  for (const auto& [name, value] : *tree.members()) {
    std::string* field = field_of(source, name);
    if (field == nullptr || value.text() == nullptr) {
      note_field(problems, id, name, value.to_json());
    } else {
      *field = *value.text();
    }
  }
  for (const char* needed : {"title", "kind"}) {
    if (!field_of(source, needed)->empty()) continue;
    note(problems, "policy_source_field_missing", {{"key", id}, {"field", needed}});
  }
  if (!source.kind.empty() &&
      std::find(kKinds.begin(), kKinds.end(), source.kind) == kKinds.end()) {
    note_field(problems, id, "kind", source.kind);
  }
  if (!source.date.empty() && !Date::parse(source.date)) {
    note_field(problems, id, "date", source.date);
  }
  return source;
}

}  // namespace

Sources read_sources(const Tree& tree, std::vector<Reason>& problems) {
  Sources sources;
  if (tree.members() == nullptr) {
    note(problems, "policy_sources_missing", {});
    return sources;
  }
  for (const auto& [id, value] : *tree.members()) {
    sources.emplace(id, read_source(id, value, problems));
  }
  return sources;
}

}  // namespace yibao::policy
