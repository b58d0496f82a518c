#include "service/catalogue.h"

#include "service/present.h"

namespace yibao::service {

namespace {

constexpr std::string_view kRaw = ":raw";  // what was typed is shown as it was typed

bool is_chinese(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

// The spaces that set off a number or a code in a sentence are not for a name: 从东莞市划转.
void append(std::string& filled, const std::string& value) {
  const std::size_t size = filled.size();
  const bool apart = size >= 2 && filled[size - 1] == ' ' && is_chinese(filled[size - 2]);
  if (apart && !value.empty() && is_chinese(value.front())) filled.pop_back();
  filled += value;
}

// A fact that says that there is none; one that is missing altogether stays a dash, and is found.
constexpr std::string_view kNone = "—";

template<class Show>
std::string fill(const std::string& text, const std::vector<Fact>& facts, Show show) {
  std::string filled;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) return filled + text.substr(at);
    filled += text.substr(at, open - at);
    std::string_view name = std::string_view(text).substr(open + 1, close - open - 1);
    const bool raw = name.ends_with(kRaw);
    if (raw) name.remove_suffix(kRaw.size());
    std::string value = "—";
    for (const Fact& fact : facts) {
      if (fact.name == name) value = raw ? fact.value : show(fact);
    }
    append(filled, value);
    at = close + 1;
    const bool apart = at + 1 < text.size() && text[at] == ' ' && is_chinese(text[at + 1]);
    if (apart && !value.empty() && is_chinese(value.back())) ++at;
  }
  return filled;
}

std::string text_of(const Tree& entry, std::string_view name) {
  const Tree* member = entry.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}

}  // namespace

Decision<Catalogue> Catalogue::load(const std::vector<Tree>& files, Names names) {
  Catalogue catalogue;
  catalogue.names_ = std::move(names);
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

std::string Catalogue::shown(const Fact& fact) const {
  if (fact.value == kNone) return "无";
  if (names_.way_of(fact.name) != "rule") return names_.show(fact.name, fact.value);
  const auto found = words_.find(fact.value);  // another refusal, told by its title
  return found == words_.end() ? fact.value : found->second.title;
}

std::string Catalogue::shown(std::string_view fact, std::string_view value) const {
  return shown(Fact{std::string(fact), std::string(value)});
}

void Catalogue::tell(Tree& reasons) const {
  add_words(reasons, *this);
}

Words Catalogue::words(std::string_view code, const std::vector<Fact>& facts) const {
  const auto found = words_.find(code);
  if (found == words_.end()) return {std::string(code), "", ""};
  const auto show = [&](const Fact& fact) { return shown(fact); };
  return {fill(found->second.title, facts, show), fill(found->second.detail, facts, show),
          fill(found->second.next, facts, show)};
}

std::vector<std::string> Catalogue::codes() const {
  std::vector<std::string> codes;
  for (const auto& [code, words] : words_) codes.push_back(code);
  return codes;
}

std::vector<std::string> Catalogue::facts_of(std::string_view code) const {
  std::vector<std::string> facts;
  const auto found = words_.find(code);
  if (found == words_.end()) return facts;
  const std::string text = found->second.title + found->second.detail + found->second.next;
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open)) {
    const std::size_t close = text.find('}', open);
    std::string name = text.substr(open + 1, close - open - 1);
    if (name.ends_with(kRaw)) name.resize(name.size() - kRaw.size());
    if (!name.empty()) facts.push_back(std::move(name));
    open = close;
  }
  return facts;
}

}  // namespace yibao::service
