#include "main/endpoint_call.h"

#include <algorithm>

#include "base/text.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

using business::Endpoint;
using business::Field;
using business::FieldKind;

std::string escaped(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.') {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

// "2024-09,2024-10"
Tree words_of(std::string_view text) {
  Tree list = Tree(Tree::List{});
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    list.push(text.substr(at, end - at));
    at = end + 1;
  }
  return list;
}

Tree value_of(const Field& field, const std::string& text) {
  switch (field.kind) {
    case FieldKind::integer:
    case FieldKind::fen: {
      const std::optional<std::int64_t> number = parse_integer(text);
      if (!number) throw Fault(option_of(field.name) + " 应为整数: " + text);
      return Tree(*number);
    }
    case FieldKind::flag:
      if (text != "true" && text != "false") {
        throw Fault(option_of(field.name) + " 应为 true 或 false: " + text);
      }
      return Tree(text == "true");
    case FieldKind::list:
      if (!text.starts_with('[')) return words_of(text);
      [[fallthrough]];
    case FieldKind::object: {
      Decision<Tree> tree = storage::parse_json(text);
      if (!tree) throw Fault(option_of(field.name) + " 应为 JSON: " + text);
      return std::move(tree).value();
    }
    case FieldKind::text:
    case FieldKind::date:
    case FieldKind::month:
    case FieldKind::region:
    case FieldKind::id:
      return Tree(text);
  }
  YB_CHECK(false, "no such kind of field");
}

}  // namespace

std::vector<std::string> path_names(const Endpoint& endpoint) {
  std::vector<std::string> names;
  for (std::size_t at = endpoint.path.find('{'); at != std::string_view::npos;
       at = endpoint.path.find('{', at + 1)) {
    names.emplace_back(endpoint.path.substr(at + 1, endpoint.path.find('}', at) - at - 1));
  }
  return names;
}

std::string option_of(std::string_view name) {
  std::string option = "--" + std::string(name);
  std::replace(option.begin(), option.end(), '_', '-');
  return option;
}

CallRequest request_of(const Endpoint& endpoint, const EndpointWords& words) {
  const auto value = [&](std::string_view name) {
    const auto found = words.values.find(std::string(name));
    return found == words.values.end() ? std::string() : found->second;
  };
  CallRequest request;
  request.method = std::string(endpoint.method);
  request.target = std::string(endpoint.path);
  for (const std::string& name : path_names(endpoint)) {
    const std::string place = "{" + name + "}";
    request.target.replace(request.target.find(place), place.size(), escaped(value(name)));
  }
  std::string parameters = words.dry_run ? "&dry_run=true" : "";
  Tree body = Tree(Tree::Members{});
  for (const Field& field : endpoint.fields) {
    const std::string text = value(field.name);
    if (text.empty()) continue;
    if (endpoint.method == "GET") {
      parameters += "&" + std::string(field.name) + "=" + escaped(text);
    } else {
      body.set(std::string(field.name), value_of(field, text));
    }
  }
  if (!parameters.empty()) request.target += "?" + parameters.substr(1);
  if (endpoint.method == "POST") request.body = body.to_json();
  return request;
}

}  // namespace yibao::main
