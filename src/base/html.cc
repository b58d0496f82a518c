#include "base/html.h"

#include "base/check.h"

namespace yibao {

std::string html_escaped(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

void Html::start(std::string_view tag, Attributes attributes) {
  text_ += '<';
  text_ += tag;
  for (const auto& [name, value] : attributes) {
    text_ += ' ';
    text_ += name;
    text_ += "=\"" + html_escaped(value) + "\"";
  }
  text_ += '>';
}

Html& Html::open(std::string_view tag, Attributes attributes) {
  start(tag, attributes);
  open_.emplace_back(tag);
  return *this;
}

Html& Html::close() {
  YB_CHECK(!open_.empty(), "an element was closed that was never opened");
  text_ += "</" + open_.back() + ">\n";
  open_.pop_back();
  return *this;
}

Html& Html::text(std::string_view text) {
  text_ += html_escaped(text);
  return *this;
}

Html& Html::element(std::string_view tag, std::string_view text, Attributes attributes) {
  start(tag, attributes);
  text_ += html_escaped(text) + "</";
  text_ += tag;
  text_ += '>';
  return *this;
}

Html& Html::empty(std::string_view tag, Attributes attributes) {
  start(tag, attributes);
  return *this;
}

Html& Html::row(std::string_view heading, std::string_view text) {
  return open("tr").element("th", heading, {{"scope", "row"}}).element("td", text).close();
}

std::string Html::take() {
  YB_CHECK(open_.empty(), "an element was left open: " + (open_.empty() ? "" : open_.back()));
  return std::move(text_);
}

Html begin_page(const HtmlPage& page) {
  Html html;
  html.empty("!DOCTYPE html", {});
  html.open("html", {{"lang", page.language}}).open("head");
  html.empty("meta", {{"charset", "utf-8"}});
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.element("title", page.title);
  if (!page.style.empty()) html.empty("link", {{"rel", "stylesheet"}, {"href", page.style}});
  html.close().open("body");
  return html;
}

std::string end_page(Html& html) {
  html.close().close();
  return html.take();
}

}  // namespace yibao
