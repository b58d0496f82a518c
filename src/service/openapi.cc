#include "service/openapi.h"

#include <set>
#include <string>

#include "business/access_table.h"
#include "service/nouns.h"

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
                        Tree::object({{"type", "string"}}),
                        path_words(endpoint.path.substr(at + 1, end - at - 1))));
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

// RFC 9457, with the members that every refusal has.
Tree problem_schema() {
  const auto text = [](std::string_view summary) {
    return Tree::object({{"type", "string"}, {"description", summary}});
  };
  const auto list = [](Tree items, std::string_view summary) {
    return Tree::object({{"type", "array"}, {"items", std::move(items)}, {"description", summary}});
  };
  return Tree::object(
      {{"type", "object"},
       {"properties",
        Tree::object({{"type", text("/problems/ 加代码")},
                      {"title", text("标题")},
                      {"status", Tree::object({{"type", "integer"}})},
                      {"detail", text("理由")},
                      {"instance", text("请求的路径")},
                      {"code", text("不变的代码")},
                      {"trace_id", text("报错时请提供")},
                      {"reasons", list(Tree::object({{"type", "object"}}),
                                       "全部理由:代码、事实、依据的政策参数和来源")},
                      {"next_steps", list(Tree::object({{"type", "string"}}), "该做什么")}})}});
}

Tree problem(std::string_view summary) {
  return Tree::object(
      {{"description", summary},
       {"content",
        Tree::object(
            {{"application/problem+json",
              Tree::object(
                  {{"schema", Tree::object({{"$ref", "#/components/schemas/Problem"}})}})}})}});
}

// One for each noun, in the order in which they first come.
Tree tags_of(const std::vector<Endpoint>& endpoints) {
  Tree list = Tree(Tree::List{});
  std::set<std::string_view> seen;
  for (const Endpoint& endpoint : endpoints) {
    const std::string_view noun = noun_of(endpoint.name);
    if (seen.insert(noun).second) {
      list.push(Tree::object({{"name", noun}, {"description", noun_title(noun)}}));
    }
  }
  return list;
}

Tree operation(const Endpoint& endpoint) {
  Tree description = Tree::object({{"operationId", endpoint.name},
                                   {"summary", endpoint.summary},
                                   {"tags", Tree(Tree::List{Tree(noun_of(endpoint.name))})},
                                   {"x-roles", roles_of(endpoint)},
                                   {"x-access", access_of(endpoint)},
                                   {"parameters", parameters_of(endpoint)}});
  if (endpoint.method == "POST") description.set("requestBody", body_of(endpoint));
  description.set("responses",
                  Tree::object({{"200", Tree::object({{"description", "办理结果"}})},
                                {"400", problem("请求有误")},
                                {"401", problem("未登录")},
                                {"403", problem("没有权限")},
                                {"404", problem("查无此项")},
                                {"409", problem("按规则不予办理,附理由、依据和下一步")},
                                {"415", problem("请求内容的类型或者编码不支持")},
                                {"422", problem("Idempotency-Key 已用于另一个请求")},
                                {"429", problem("尝试过多,请按 Retry-After 等待")},
                                {"503", problem("暂不可用,请用同一个键重试")}}));
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
       {"servers", Tree(Tree::List{Tree::object({{"url", "/"}})})},
       {"tags", tags_of(endpoints)},
       {"security", Tree(Tree::List{Tree::object({{"token", Tree(Tree::List{})}})})},
       {"paths", std::move(paths)},
       {"components",
        Tree::object(
            {{"securitySchemes",
              Tree::object({{"token", Tree::object({{"type", "http"}, {"scheme", "bearer"}})}})},
             {"schemas", Tree::object({{"Problem", problem_schema()}})}})}});
}

}  // namespace yibao::service
