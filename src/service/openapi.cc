#include "service/openapi.h"

#include <string>

#include "business/access_table.h"

namespace yibao::service {

namespace {

using business::Endpoint;
using business::Field;
using business::FieldKind;

Tree schema_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return Tree::object({{"type", "string"}});
    case FieldKind::integer:
      return Tree::object({{"type", "integer"}});
    case FieldKind::fen:
      return Tree::object({{"type", "integer"}, {"description", "金额,单位为分"}});
    case FieldKind::date:
      return Tree::object({{"type", "string"}, {"format", "date"}});
    case FieldKind::month:
      return Tree::object({{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}$"}});
    case FieldKind::region:
      return Tree::object({{"type", "string"}, {"pattern", "^[0-9]{6}$"}});
    case FieldKind::id:
      return Tree::object({{"type", "string"}, {"format", "uuid"}});
    case FieldKind::flag:
      return Tree::object({{"type", "boolean"}});
    case FieldKind::list:
      return Tree::object({{"type", "array"}});
    case FieldKind::object:
      return Tree::object({{"type", "object"}});
  }
  YB_CHECK(false, "no such kind of field");
}

Tree parameter(std::string_view name, std::string_view in, bool required, Tree schema,
               std::string_view summary) {
  return Tree::object({{"name", name},
                       {"in", in},
                       {"required", required},
                       {"description", summary},
                       {"schema", std::move(schema)}});
}

Tree parameters_of(const Endpoint& endpoint) {
  Tree list = Tree(Tree::List{});
  for (std::size_t at = endpoint.path.find('{'); at != std::string_view::npos;
       at = endpoint.path.find('{', at + 1)) {
    const std::size_t end = endpoint.path.find('}', at);
    list.push(parameter(endpoint.path.substr(at + 1, end - at - 1), "path", true,
                        Tree::object({{"type", "string"}}), ""));
  }
  if (endpoint.command != nullptr && endpoint.method == "POST") {
    list.push(parameter("Idempotency-Key", "header", true, Tree::object({{"type", "string"}}),
                        "每次办理一个新值,重试时不变"));
    list.push(
        parameter("dry_run", "query", false, Tree::object({{"type", "boolean"}}), "只试算,不办理"));
  }
  if (endpoint.method == "GET") {
    for (const Field& field : endpoint.fields) {
      list.push(
          parameter(field.name, "query", field.required, schema_of(field.kind), field.summary));
    }
  }
  return list;
}

Tree body_of(const Endpoint& endpoint) {
  Tree properties = Tree(Tree::Members{});
  Tree required = Tree(Tree::List{});
  for (const Field& field : endpoint.fields) {
    Tree schema = schema_of(field.kind);
    schema.set("description", field.summary);
    properties.set(std::string(field.name), std::move(schema));
    if (field.required) required.push(field.name);
  }
  Tree schema = Tree::object({{"type", "object"},
                              {"additionalProperties", false},
                              {"properties", std::move(properties)},
                              {"required", std::move(required)}});
  return Tree::object(
      {{"required", true},
       {"content",
        Tree::object({{"application/json", Tree::object({{"schema", std::move(schema)}})}})}});
}

Tree roles_of(const Endpoint& endpoint) {
  Tree list = Tree(Tree::List{});
  for (const business::Role role : business::all_roles()) {
    if ((endpoint.allowed & static_cast<business::Roles>(role)) != 0) {
      list.push(business::role_code(role));
    }
  }
  return list;
}

// The rows of the access table: whose the thing is, and which of these each role reaches.
Tree access_of(const Endpoint& endpoint) {
  Tree scopes = Tree(Tree::Members{});
  for (const business::AccessRow& row : business::access_table({&endpoint, 1})) {
    scopes.set(std::string(business::role_code(row.role)), row.scope);
  }
  return Tree::object({{"owner", business::owner_of(endpoint)}, {"scopes", std::move(scopes)}});
}

Tree operation(const Endpoint& endpoint) {
  const auto answer = [](std::string_view text) { return Tree::object({{"description", text}}); };
  Tree description = Tree::object({{"operationId", endpoint.name},
                                   {"summary", endpoint.summary},
                                   {"x-roles", roles_of(endpoint)},
                                   {"x-access", access_of(endpoint)},
                                   {"parameters", parameters_of(endpoint)}});
  if (endpoint.method == "POST") description.set("requestBody", body_of(endpoint));
  description.set("responses", Tree::object({{"200", answer("办理结果")},
                                             {"400", answer("请求有误 (application/problem+json)")},
                                             {"401", answer("未登录")},
                                             {"403", answer("没有权限")},
                                             {"404", answer("查无此项")},
                                             {"409", answer("按规则不予办理,附理由、依据和下一步")},
                                             {"422", answer("Idempotency-Key 已用于另一个请求")},
                                             {"503", answer("暂不可用,请用同一个键重试")}}));
  return description;
}

}  // namespace

Tree describe_api(const std::vector<Endpoint>& endpoints) {
  Tree paths = Tree(Tree::Members{});
  for (const Endpoint& endpoint : endpoints) {
    const std::string path(endpoint.path);
    Tree methods = paths.find(path) != nullptr ? *paths.find(path) : Tree();
    methods.set(endpoint.method == "GET"    ? "get"
                : endpoint.method == "POST" ? "post"
                                            : "delete",
                operation(endpoint));
    paths.set(path, std::move(methods));
  }
  return Tree::object(
      {{"openapi", "3.1.0"},
       {"info", Tree::object({{"title", "易保 Yibao"},
                              {"version", "1"},
                              {"license", Tree::object({{"name", "Apache-2.0"},
                                                        {"identifier", "Apache-2.0"}})}})},
       {"servers", Tree(Tree::List{Tree::object({{"url", "http://127.0.0.1:8080"}})})},
       {"security", Tree(Tree::List{Tree::object({{"token", Tree(Tree::List{})}})})},
       {"paths", std::move(paths)},
       {"components",
        Tree::object({{"securitySchemes",
                       Tree::object({{"token", Tree::object({{"type", "http"},
                                                             {"scheme", "bearer"}})}})}})}});
}

}  // namespace yibao::service
