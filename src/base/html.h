// Writes a page of HTML. Text and attributes are escaped by the writer, so that no name that
// somebody was given can become markup; nothing is written unescaped.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yibao {

std::string html_escaped(std::string_view text);

class Html {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  Html& open(std::string_view tag, Attributes attributes = {});
  Html& close();  // the last one that is open; checked
  Html& text(std::string_view text);
  // <tag …>text</tag>
  Html& element(std::string_view tag, std::string_view text, Attributes attributes = {});
  Html& empty(std::string_view tag, Attributes attributes);  // <input …>: has no content
  Html& link(std::string_view address, std::string_view text) {
    return element("a", text, {{"href", address}});
  }
  Html& row(std::string_view heading, std::string_view text);  // <tr><th scope=row>…<td>…

  // What was written; checked: everything that was opened is closed.
  std::string take();

 private:
  void start(std::string_view tag, Attributes attributes);

  std::string text_;
  std::vector<std::string> open_;
};

// A whole page that needs no script: the writer stands inside <body>.
struct HtmlPage {
  std::string_view title;
  std::string_view style;  // address of the sheet; empty: none
  std::string_view language = "zh-CN";
};
Html begin_page(const HtmlPage& page);
std::string end_page(Html& html);

}  // namespace yibao
