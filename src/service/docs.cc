#include "service/docs.h"

#include <map>

#include "business/access_table.h"

namespace yibao::service {

namespace {

using business::Endpoint;
using business::Field;
using business::FieldKind;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view kind_text(FieldKind kind) {
  switch (kind) {
    case FieldKind::text:
      return "文字";
    case FieldKind::integer:
      return "整数";
    case FieldKind::fen:
      return "金额(分)";
    case FieldKind::date:
      return "日期,例如 2025-04-25";
    case FieldKind::month:
      return "月份,例如 2025-04";
    case FieldKind::region:
      return "六位行政区划代码";
    case FieldKind::id:
      return "编号";
    case FieldKind::flag:
      return "true 或 false";
    case FieldKind::list:
      return "列表";
    case FieldKind::object:
      return "对象";
  }
  return "";
}

// The rows of the access table: each role, and whose things it reaches.
std::string who(const Endpoint& endpoint, const Names& names) {
  std::string text;
  for (const business::AccessRow& row : business::access_table({&endpoint, 1})) {
    if (!text.empty()) text += "、";
    text += names.word("role", business::role_code(row.role)) + "(" +
            names.word("access_scope", row.scope) + ")";
  }
  return text;
}

std::string fields_table(const Endpoint& endpoint) {
  if (endpoint.fields.empty()) return "";
  std::string rows;
  for (const Field& field : endpoint.fields) {
    rows += "<tr><td><code>" + escaped(field.name) + "</code></td><td>" +
            std::string(kind_text(field.kind)) + "</td><td>" + (field.required ? "必填" : "可选") +
            "</td><td>" + escaped(field.summary) + "</td></tr>\n";
  }
  return "<table><thead><tr><th scope=\"col\">" +
         std::string(endpoint.method == "GET" ? "参数" : "成员") +
         "</th><th scope=\"col\">类型</th><th scope=\"col\">是否必填</th><th "
         "scope=\"col\">说明</th>"
         "</tr></thead>\n<tbody>" +
         rows + "</tbody></table>\n";
}

std::string section(const Endpoint& endpoint, const Names& names) {
  return "<section id=\"" + escaped(endpoint.name) + "\">\n<h3>" + escaped(endpoint.summary) +
         "</h3>\n<p><code><b>" + escaped(endpoint.method) + "</b> " + escaped(endpoint.path) +
         "</code></p>\n<p>办理人: " + who(endpoint, names) +
         (endpoint.command != nullptr ? "。须携带 <code>Idempotency-Key</code>;"
                                        "<code>?dry_run=true</code> 只试算。"
                                      : "。") +
         "</p>\n" + fields_table(endpoint) + "</section>\n";
}

}  // namespace

std::string docs_page(const std::vector<Endpoint>& endpoints, const Names& names) {
  std::map<std::string, std::vector<const Endpoint*>> groups;
  for (const Endpoint& endpoint : endpoints) {
    groups[std::string(endpoint.name.substr(0, endpoint.name.find('.')))].push_back(&endpoint);
  }
  std::string contents;
  std::string body;
  for (const auto& [noun, members] : groups) {
    contents += "<li><a href=\"#" + noun + "\">" + noun + "</a>(" + std::to_string(members.size()) +
                ")</li>\n";
    body += "<h2 id=\"" + noun + "\">" + noun + "</h2>\n";
    for (const Endpoint* endpoint : members) body += section(*endpoint, names);
  }
  return "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<title>易保接口说明</title>\n<link rel=\"stylesheet\" "
         "href=\"/docs.css\">\n</head>\n<body>\n"
         "<header><h1>易保接口说明</h1>\n<p>机器可读的说明见 <a href=\"/openapi.json\">OpenAPI "
         "3.1</a>。"
         "每个请求携带 <code>Authorization: Bearer &lt;令牌&gt;</code>;金额以分为单位;"
         "不予办理时回答 RFC 9457 的说明,<code>code</code> 不变,<code>next_steps</code> "
         "说该做什么。</p>"
         "</header>\n<nav aria-label=\"目录\"><ul>\n" +
         contents + "</ul></nav>\n<main>\n" + body + "</main>\n</body>\n</html>\n";
}

std::string_view docs_style() {
  return "body{font:16px/1.6 \"Noto Sans CJK SC\",\"PingFang SC\",sans-serif;color:#1f2328;"
         "background:#fff;max-width:70rem;margin:0 auto;padding:1rem}\n"
         "h1{font-size:1.8rem}h2{border-bottom:2px solid #d0d7de;margin-top:2.5rem}\n"
         "section{margin:1.5rem 0}h3{margin-bottom:.2rem}\n"
         "table{border-collapse:collapse;width:100%}th,td{border:1px solid #d0d7de;padding:.3rem "
         ".6rem;text-align:left}th{background:#f6f8fa}\n"
         "code{background:#f6f8fa;padding:.1rem .3rem}nav ul{columns:4 10rem}a{color:#0550ae}\n";
}

}  // namespace yibao::service
