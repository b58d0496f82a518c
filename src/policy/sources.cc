#include "policy/sources.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/date.h"

namespace yibao::policy {

namespace {

constexpr std::array<std::string_view, 6> kKinds = {"law",   "regulation", "notice",
                                                    "guide", "article",    "default"};

void note(std::vector<Reason>& problems, const std::string& key, const std::string& field,
          const std::string& value) {
  problems.push_back({"policy_source_invalid",
                      {{"file", "sources.toml"}, {"key", key}, {"field", field}, {"value", value}},
                      {}});
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
    note(problems, id, "", tree.to_json());
    return source;
  }
  for (const auto& [name, value] : *tree.members()) {
    std::string* field = field_of(source, name);
    if (field == nullptr || value.text() == nullptr) {
      note(problems, id, name, value.to_json());
    } else {
      *field = *value.text();
    }
  }
  if (source.title.empty()) note(problems, id, "title", "");
  if (std::find(kKinds.begin(), kKinds.end(), source.kind) == kKinds.end()) {
    note(problems, id, "kind", source.kind);
  }
  if (!source.date.empty() && !Date::parse(source.date)) note(problems, id, "date", source.date);
  return source;
}

}  // namespace

Sources read_sources(const Tree& tree, std::vector<Reason>& problems) {
  Sources sources;
  if (tree.members() == nullptr) {
    note(problems, "", "", tree.to_json());
    return sources;
  }
  for (const auto& [id, value] : *tree.members()) {
    sources.emplace(id, read_source(id, value, problems));
  }
  return sources;
}

}  // namespace yibao::policy
