#include "service/docs.h"

#include <map>

#include "base/html.h"
#include "business/access_table.h"
#include "service/nouns.h"

namespace yibao::service {

namespace {

using business::Endpoint;
using business::Field;

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

void fields_table(Html& html, const Endpoint& endpoint) {
  if (endpoint.fields.empty()) return;
  html.open("table").open("thead").open("tr");
  for (const std::string_view heading :
       {std::string_view(endpoint.method == "GET" ? "参数" : "成员"), std::string_view("类型"),
        std::string_view("是否必填"), std::string_view("说明")}) {
    html.element("th", heading, {{"scope", "col"}});
  }
  html.close().close().open("tbody");
  for (const Field& field : endpoint.fields) {
    html.open("tr").open("td").element("code", field.name).close();
    html.element("td", kind_words(field.kind)).element("td", field.required ? "必填" : "可选");
    html.element("td", field.summary).close();
  }
  html.close().close();
}

void section(Html& html, const Endpoint& endpoint, const Names& names) {
  html.open("section", {{"id", endpoint.name}}).element("h3", endpoint.summary);
  html.open("p").open("code").element("b", endpoint.method).text(" ").text(endpoint.path);
  html.close().close();
  html.open("p").text("办理人: " + who(endpoint, names) + "。");
  if (endpoint.command != nullptr) {
    html.text("须携带 ").element("code", "Idempotency-Key").text(";");
    html.element("code", "?dry_run=true").text(" 只试算。");
  }
  html.close();
  fields_table(html, endpoint);
  html.close();
}

void header(Html& html) {
  html.open("header").element("h1", "易保接口说明").open("p").text("机器可读的说明见 ");
  html.link("/openapi.json", "OpenAPI 3.1").text("。每个请求携带 ");
  html.element("code", "Authorization: Bearer <令牌>")
      .text(";金额以分为单位;不予办理时回答 RFC 9457 的说明,");
  html.element("code", "code").text(" 不变,").element("code", "next_steps");
  html.text(" 说该做什么。").close();
  html.open("p").text("医院和药店的系统(HIS、收银)按国家定点医药机构接口接入: ");
  html.link("/docs/provider", "定点医药机构接口手册").text("。").close().close();
}

}  // namespace

std::string docs_page(const std::vector<Endpoint>& endpoints, const Names& names) {
  std::map<std::string, std::vector<const Endpoint*>> groups;
  for (const Endpoint& endpoint : endpoints) {
    groups[std::string(noun_of(endpoint.name))].push_back(&endpoint);
  }
  Html html = begin_page({"易保接口说明", "/docs.css"});
  header(html);
  html.open("nav", {{"aria-label", "目录"}}).open("ul");
  for (const auto& [noun, members] : groups) {
    html.open("li").link("#" + noun, noun).text("(" + std::to_string(members.size()) + ") ");
    html.text(noun_title(noun)).close();
  }
  html.close().close().open("main");
  for (const auto& [noun, members] : groups) {
    html.element("h2", noun, {{"id", noun}}).element("p", noun_title(noun));
    for (const Endpoint* endpoint : members) section(html, *endpoint, names);
  }
  html.close();
  return end_page(html);
}

std::string_view docs_style() {
  return "body{font:16px/1.6 \"Noto Sans CJK SC\",\"PingFang SC\",sans-serif;color:#1f2328;"
         "background:#fff;max-width:70rem;margin:0 auto;padding:1rem}\n"
         "h1{font-size:1.8rem}h2{border-bottom:2px solid #d0d7de;margin-top:2.5rem}\n"
         "section{margin:1.5rem 0}h3{margin-bottom:.2rem}\n"
         "table{border-collapse:collapse;width:100%}th,td{border:1px solid #d0d7de;"
         "padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
         "th{background:#f6f8fa}td:nth-child(n+3){min-width:4rem}\n"
         "pre{background:#f6f8fa;padding:.6rem;white-space:pre-wrap;overflow-wrap:anywhere}"
         "code{background:#f6f8fa;padding:.1rem .3rem;overflow-wrap:anywhere}"
         "nav ul{columns:2 22rem;padding-left:1.2rem}a{color:#0550ae}\n"
         "@media(max-width:48rem){nav ul{columns:1}}\n";
}

}  // namespace yibao::service
