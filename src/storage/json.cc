#include "storage/json.h"

#include "storage/json_marked.h"

#include <algorithm>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>

namespace yibao::storage {

namespace {

namespace json = boost::json;

constexpr std::size_t kDepthMax = 32;
constexpr std::size_t kRoomFirst = 32;  // for as many members as most requests have

// Builds the Tree as the parser reads. `read_` holds what the objects and lists that are open have
// so far, one behind the other, so that each is made once, of its size, as it is closed: members,
// or values of a list, without a name. The last name of an open object waits there for its value.
class Builder {
 public:
  static constexpr std::size_t max_object_size = 1'000;
  static constexpr std::size_t max_array_size = 100'000;
  static constexpr std::size_t max_key_size = 200;
  static constexpr std::size_t max_string_size = 16'000'000;

  Builder() { read_.reserve(kRoomFirst); }
  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) { return open(Kind::object); }
  bool on_object_end(std::size_t, json::error_code& error) {
    if (has_name_twice()) return refuse_as("member_twice", error);
    return close(
        Tree::Members(std::move_iterator(begin_of_open()), std::move_iterator(read_.end())));
  }
  bool on_array_begin(json::error_code&) { return open(Kind::list); }
  bool on_array_end(std::size_t size, json::error_code&) {
    Tree::List list;
    list.reserve(size);
    for (auto each = begin_of_open(); each != read_.end(); ++each) {
      list.push_back(std::move(each->second));
    }
    return close(std::move(list));
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    std::string name = whole(part);
    const bool few = read_.end() - begin_of_open() < kFewNames;
    if (few && std::any_of(begin_of_open(), read_.end(),
                           [&](const auto& each) { return each.first == name; })) {
      return refuse_as("member_twice", error);
    }
    read_.emplace_back(std::move(name), Tree());
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    return place(whole(part));
  }
  bool on_number_part(json::string_view part, json::error_code&) {
    if (numbers_as_text) text_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t value, json::string_view digits, json::error_code&) {
    return numbers_as_text ? place_digits(digits) : place(value);
  }
  bool on_uint64(std::uint64_t, json::string_view digits, json::error_code& error) {
    return numbers_as_text ? place_digits(digits) : refuse_as("number_too_large", error);
  }
  // Whole digits come here as well where they are more than an integer holds.
  bool on_double(double, json::string_view digits, json::error_code& error) {
    if (numbers_as_text) return place_digits(digits);
    const bool is_whole = digits.find_first_of(".eE") == json::string_view::npos;
    return refuse_as(is_whole ? "number_too_large" : "number_not_whole", error);
  }
  bool on_bool(bool value, json::error_code&) { return place(value); }
  bool on_null(json::error_code&) { return place(Tree()); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  Tree result;
  std::string refused;  // the code of what the builder would not take
  bool numbers_as_text = false;
  bool numbers_marked = false;

 private:
  enum class Kind { object, list };
  static constexpr std::ptrdiff_t kFewNames = 32;
  struct Open {
    Kind kind;
    std::size_t begin;  // in `read_`
  };

  // A text or a number of which this is the last part.
  std::string whole(json::string_view last) {
    if (text_.empty()) return std::string(last);
    text_.append(last.data(), last.size());
    return std::exchange(text_, {});
  }
  bool place_digits(json::string_view last) {
    std::string digits = whole(last);
    if (numbers_marked) digits.insert(digits.begin(), kNumberMark);
    return place(std::move(digits));
  }
  bool refuse_as(const char* code, json::error_code& error) {
    refused = code;
    error = json::error::syntax;
    return false;
  }
  Tree::Members::iterator begin_of_open() {
    return read_.begin() + static_cast<std::ptrdiff_t>(open_.back().begin);
  }
  // Of many names, each compared with all before it would take whoever sends them longer than
  // reading: they are sorted, once, as their object ends.
  bool has_name_twice() {
    if (read_.end() - begin_of_open() <= kFewNames) return false;
    std::vector<std::string_view> names;
    for (auto each = begin_of_open(); each != read_.end(); ++each) names.push_back(each->first);
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) != names.end();
  }
  bool open(Kind kind) {
    open_.push_back({kind, read_.size()});
    return true;
  }
  bool close(Tree done) {
    read_.erase(begin_of_open(), read_.end());
    open_.pop_back();
    return place(std::move(done));
  }
  bool place(Tree value) {
    if (open_.empty()) {
      result = std::move(value);
    } else if (open_.back().kind == Kind::list) {
      read_.emplace_back(std::string(), std::move(value));
    } else {
      read_.back().second = std::move(value);
    }
    return true;
  }

  Tree::Members read_;
  std::vector<Open> open_;
  std::string text_;  // the parts so far of one that comes in several
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
