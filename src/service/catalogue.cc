#include "service/catalogue.h"

#include <algorithm>

#include "base/suggestion.h"
#include "base/tree_text.h"
#include "service/present.h"

namespace yibao::service {

namespace {

constexpr std::string_view kRaw = ":raw";  // what was typed is shown as it was typed

bool is_chinese(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

// The code of a sentence, and the fact with which it is told.
constexpr std::pair<std::string_view, std::string_view> kToldBehind[] = {
    {"done_by_agent", "acted_by"}, {"perhaps_meant", kPerhaps}, {"fund_unpaid", "unpaid"}};

// A fact that says that there is none; one that is missing altogether stays a dash, and is found.
constexpr std::string_view kNone = "—";

// Puts values where a text names them.
class Filling {
 public:
  explicit Filling(Language language) : english_(language == Language::english) {}

  void text(std::string_view words) {
    if (ends_in_name_ && words.size() > 1 && words[0] == ' ' && is_chinese(words[1])) {
      words.remove_prefix(1);
    }
    if (!words.empty()) ends_in_name_ = false;
    filled_ += words;
  }
  // The spaces that set off a number or a code in a sentence are not for a Chinese name:
  // 从东莞市划转. A sentence in English that begins with a word of a list begins with a capital.
  void value(std::string value, bool is_word) {
    ends_in_name_ = false;
    if (english_) {
      const bool begins = filled_.empty() || filled_.ends_with(". ");
      if (is_word && begins && !value.empty() && value[0] >= 'a' && value[0] <= 'z') {
        value[0] = static_cast<char>(value[0] - 'a' + 'A');
      }
    } else if (!value.empty()) {
      const std::size_t size = filled_.size();
      const bool apart = size >= 2 && filled_[size - 1] == ' ' && is_chinese(filled_[size - 2]);
      if (apart && is_chinese(value.front())) filled_.pop_back();
      ends_in_name_ = is_chinese(value.back());
    }
    filled_ += value;
  }
  std::string take() { return std::move(filled_); }

 private:
  bool english_;
  bool ends_in_name_ = false;
  std::string filled_;
};

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

std::string Catalogue::fill(const std::string& text, const std::vector<Fact>& facts) const {
  Filling filling(language());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) {
      filling.text(std::string_view(text).substr(at));
      break;
    }
    filling.text(std::string_view(text).substr(at, open - at));
    std::string_view name = std::string_view(text).substr(open + 1, close - open - 1);
    const bool raw = name.ends_with(kRaw);
    if (raw) name.remove_suffix(kRaw.size());
    const auto fact = std::ranges::find(facts, name, &Fact::name);
    const bool is_word = !raw && names_.way_of(name) != "text";
    filling.value(fact == facts.end() ? "—" : raw ? fact->value : shown(*fact, facts), is_word);
    at = close + 1;
  }
  return filling.take();
}

// What a member may be follows from which member it is; another code's sentence is told with the
// facts that stand beside it.
std::string Catalogue::shown(const Fact& fact, const std::vector<Fact>& facts) const {
  if (names_.way_of(fact.name) == "sentence") {
    const auto found = words_.find(fact.value);
    return found == words_.end() ? fact.value : fill(found->second.detail, facts);
  }
  const auto member = std::ranges::find(facts, "member", &Fact::name);
  if (fact.name != "known" || member == facts.end()) return shown(fact);
  return names_.choices(member->value, fact.value);
}

std::string Catalogue::shown(const Fact& fact) const {
  if (fact.value == kNone) return language() == Language::english ? "none" : "无";
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
  Words words{fill(found->second.title, facts), fill(found->second.detail, facts),
              fill(found->second.next, facts)};
  // Told behind the sentence of whatever code it is: who has done it in one's name (代办、监护),
  // what was perhaps meant, and why the fund has paid nothing.
  for (const auto& [sentence, fact] : kToldBehind) {
    const auto more = words_.find(sentence);
    const bool given = std::ranges::find(facts, fact, &Fact::name) != facts.end();
    if (given && more != words_.end() && code != sentence) {
      words.detail += fill(more->second.detail, facts);
    }
  }
  return words;
}

Words Catalogue::written(std::string_view code) const {
  const auto found = words_.find(code);
  return found == words_.end() ? Words{} : found->second;
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
