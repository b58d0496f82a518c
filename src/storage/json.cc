#include "storage/json.h"

#include "storage/json_marked.h"

#include <boost/json/basic_parser_impl.hpp>

namespace yibao::storage {

namespace {

namespace json = boost::json;

constexpr std::size_t kDepthMax = 32;

// Builds the Tree as the parser reads. A value on the stack is an object or a list that is open;
// `names` holds the member names that wait for their value.
class Builder {
 public:
  static constexpr std::size_t max_object_size = 1'000;
  static constexpr std::size_t max_array_size = 100'000;
  static constexpr std::size_t max_key_size =
      1'000;  // data/provider_manual.json is keyed by sentences
  static constexpr std::size_t max_string_size = 16'000'000;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return open(Tree(Tree::Members{})); }
  bool on_object_end(std::size_t, json::error_code&) { return close(); }
  bool on_array_begin(json::error_code&) { return open(Tree(Tree::List{})); }
  bool on_array_end(std::size_t, json::error_code&) { return close(); }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    text_.append(part.data(), part.size());
    if (stack_.back().find(text_) != nullptr) return refuse_as("member_twice", error);
    names_.push_back(std::move(text_));
    text_.clear();
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part.data(), part.size());
    Tree value(std::move(text_));
    text_.clear();
    return place(std::move(value));
  }
  bool on_number_part(json::string_view part, json::error_code&) {
    if (numbers_as_text) text_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t value, json::string_view digits, json::error_code&) {
    return numbers_as_text ? place_text(digits) : place(Tree(value));
  }
  bool on_uint64(std::uint64_t, json::string_view digits, json::error_code& error) {
    return numbers_as_text ? place_text(digits) : refuse_as("number_too_large", error);
  }
  // Whole digits come here as well where they are more than an integer holds.
  bool on_double(double, json::string_view digits, json::error_code& error) {
    if (numbers_as_text) return place_text(digits);
    const bool whole = digits.find_first_of(".eE") == json::string_view::npos;
    return refuse_as(whole ? "number_too_large" : "number_not_whole", error);
  }
  bool on_bool(bool value, json::error_code&) { return place(Tree(value)); }
  bool on_null(json::error_code&) { return place(Tree()); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  Tree result;
  std::string refused;  // the code of what the builder would not take
  bool numbers_as_text = false;
  bool numbers_marked = false;

 private:
  bool place_text(json::string_view part) {
    text_.append(part.data(), part.size());
    if (numbers_marked) text_.insert(text_.begin(), kNumberMark);
    Tree value(std::move(text_));
    text_.clear();
    return place(std::move(value));
  }
  bool refuse_as(const char* code, json::error_code& error) {
    refused = code;
    error = json::error::syntax;
    return false;
  }
  bool open(Tree container) {
    stack_.push_back(std::move(container));
    return true;
  }
  bool close() {
    Tree done = std::move(stack_.back());
    stack_.pop_back();
    return place(std::move(done));
  }
  bool place(Tree value) {
    if (stack_.empty()) {
      result = std::move(value);
    } else if (Tree::List* list = stack_.back().list()) {
      list->push_back(std::move(value));
    } else {
      stack_.back().members()->emplace_back(std::move(names_.back()), std::move(value));
      names_.pop_back();
    }
    return true;
  }

  std::vector<Tree> stack_;
  std::vector<std::string> names_;
  std::string text_;
};

enum class Numbers { whole, as_text, marked };

Decision<Tree> parse(std::string_view text, Numbers numbers) {
  json::parse_options options;
  options.max_depth = kDepthMax;
  json::basic_parser<Builder> parser(options);
  parser.handler().numbers_as_text = numbers != Numbers::whole;
  parser.handler().numbers_marked = numbers == Numbers::marked;
  json::error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!error && used < text.size()) error = json::error::extra_data;
  if (!error) return std::move(parser.handler().result);
  std::string code = parser.handler().refused;
  if (code.empty()) {
    code = error == json::error::too_deep ? "body_too_deep"
           : error == json::error::array_too_large || error == json::error::object_too_large ||
                   error == json::error::string_too_large || error == json::error::key_too_large
               ? "body_too_large"
               : "body_not_json";
  }
  return refuse(RefusalKind::malformed, code, {{"position", std::to_string(used)}});
}

}  // namespace

Decision<Tree> parse_json(std::string_view text) {
  return parse(text, Numbers::whole);
}

Decision<Tree> parse_json_with_texts(std::string_view text) {
  return parse(text, Numbers::as_text);
}

Decision<Tree> parse_json_marking_numbers(std::string_view text) {
  return parse(text, Numbers::marked);
}

}  // namespace yibao::storage
