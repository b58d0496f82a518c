#include "business/casework/stored_json.h"

#include "base/check.h"

#include "base/reason_tree.h"

namespace yibao::casework {

namespace {

constexpr int kDepthMax = 20;

// One pass over the text, front to back.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  Tree value(int depth) {
    YB_CHECK(depth < kDepthMax, "stored JSON too deep");
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return list(depth);
      case '"':
        return Tree(text());
      case 't':
        return word("true", Tree(true));
      case 'f':
        return word("false", Tree(false));
      case 'n':
        return word("null", Tree());
      default:
        return integer();
    }
  }
  bool at_end() const { return at_ == text_.size(); }

 private:
  char peek() const {
    YB_CHECK(at_ < text_.size(), "stored JSON ends early");
    return text_[at_];
  }
  char take() {
    const char c = peek();
    ++at_;
    return c;
  }
  void expect(char c) { YB_CHECK(take() == c, "stored JSON is not ours"); }

  Tree word(std::string_view word, Tree meaning) {
    YB_CHECK(text_.substr(at_).starts_with(word), "stored JSON is not ours");
    at_ += word.size();
    return meaning;
  }

  Tree integer() {
    const bool negative = peek() == '-';
    if (negative) ++at_;
    std::int64_t number = 0;
    bool any = false;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
      number = number * 10 + (text_[at_] - '0');
      any = true;
    }
    YB_CHECK(any, "stored JSON is not ours");
    return Tree(negative ? -number : number);
  }

  std::string text() {
    expect('"');
    std::string value;
    while (peek() != '"') {
      const char c = take();
      value += c == '\\' ? escaped() : c;
    }
    expect('"');
    return value;
  }

  // Only what the writer escapes: quotes, backslash and control characters below U+0020.
  char escaped() {
    switch (const char c = take()) {
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'u': {
        int code = 0;
        for (int i = 0; i < 4; ++i) {
          const char digit = take();
          code = code * 16 + (digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10);
        }
        return static_cast<char>(code);
      }
      default:
        return c;
    }
  }

  Tree list(int depth) {
    Tree::List items;
    expect('[');
    while (peek() != ']') {
      items.push_back(value(depth + 1));
      if (peek() != ']') expect(',');
    }
    expect(']');
    return Tree(std::move(items));
  }

  Tree object(int depth) {
    Tree::Members members;
    expect('{');
    while (peek() != '}') {
      std::string name = text();
      expect(':');
      members.emplace_back(std::move(name), value(depth + 1));
      if (peek() != '}') expect(',');
    }
    expect('}');
    return Tree(std::move(members));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Tree read_stored(std::string_view json) {
  Scan scan(json);
  Tree tree = scan.value(0);
  YB_CHECK(scan.at_end(), "stored JSON with something behind it");
  return tree;
}

Tree facts_tree(const std::vector<Fact>& facts) {
  Tree tree = Tree(Tree::Members{});
  for (const Fact& fact : facts) tree.set(fact.name, fact.value);
  return tree;
}

Tree reasons_tree(const std::vector<Reason>& reasons) { return to_tree(reasons); }

Tree texts_tree(const std::vector<std::string>& texts) {
  Tree list = Tree(Tree::List{});
  for (const std::string& text : texts) list.push(text);
  return list;
}

std::vector<std::string> read_texts(const Tree& list) {
  std::vector<std::string> texts;
  YB_CHECK(list.list() != nullptr, "not a list of texts");
  for (const Tree& item : *list.list()) {
    YB_CHECK(item.text() != nullptr, "not a list of texts");
    texts.push_back(*item.text());
  }
  return texts;
}

}  // namespace yibao::casework
