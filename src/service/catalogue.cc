#include "service/catalogue.h"

namespace yibao::service {

namespace {

std::string fill(const std::string& text, const std::vector<Fact>& facts) {
  std::string filled;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) return filled + text.substr(at);
    filled += text.substr(at, open - at);
    const std::string name = text.substr(open + 1, close - open - 1);
    std::string value = "—";
    for (const Fact& fact : facts) {
      if (fact.name == name) value = fact.value;
    }
    filled += value;
    at = close + 1;
  }
  return filled;
}

std::string text_of(const Tree& entry, std::string_view name) {
  const Tree* member = entry.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}

}  // namespace

Decision<Catalogue> Catalogue::load(const std::vector<Tree>& files) {
  Catalogue catalogue;
  Refusal refusal{RefusalKind::malformed, {}};
  for (const Tree& file : files) {
    if (file.members() == nullptr) continue;
    for (const auto& [code, entry] : *file.members()) {
      Words words{text_of(entry, "title"), text_of(entry, "detail"), text_of(entry, "next")};
      if (words.title.empty()) {
        refusal.reasons.push_back({"message_without_title", {{"code", code}}, {}});
      }
      if (!catalogue.words_.emplace(code, std::move(words)).second) {
        refusal.reasons.push_back({"message_twice", {{"code", code}}, {}});
      }
    }
  }
  if (!refusal.reasons.empty()) return refusal;
  return catalogue;
}

Words Catalogue::words(std::string_view code, const std::vector<Fact>& facts) const {
  const auto found = words_.find(code);
  if (found == words_.end()) return {std::string(code), "", ""};
  return {fill(found->second.title, facts), fill(found->second.detail, facts),
          fill(found->second.next, facts)};
}

std::vector<std::string> Catalogue::codes() const {
  std::vector<std::string> codes;
  for (const auto& [code, words] : words_) codes.push_back(code);
  return codes;
}

}  // namespace yibao::service
