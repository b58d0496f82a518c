// A manual that is made from data: headings, paragraphs, tables and examples, put together once and
// shown as a page or as Markdown. Nothing in it is markup: each form escapes what is its own.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/html.h"

namespace yibao {

// What stands in a paragraph or in a cell: words, names of the interface, ways to other places.
class Phrase {
 public:
  enum class Kind { words, code, link };
  struct Span {
    Kind kind = Kind::words;
    std::string text;
    std::string address;  // of a link
  };

  Phrase() = default;
  Phrase(std::string words) { this->words(std::move(words)); }
  Phrase(std::string_view words) : Phrase(std::string(words)) {}
  Phrase(const char* words) : Phrase(std::string(words)) {}

  Phrase& words(std::string text);
  Phrase& code(std::string text);
  Phrase& link(std::string address, std::string text);
  // What belongs to what stands there, after a stop of its own.
  Phrase& then(const Phrase& more, std::string_view between);

  bool empty() const { return spans_.empty(); }
  const std::vector<Span>& spans() const { return spans_; }

 private:
  std::vector<Span> spans_;
};

class Manual {
 public:
  struct Heading {
    int level = 2;  // 1 is the title
    std::string id;
    std::string text;
  };
  struct Items {
    std::vector<Phrase> items;
  };
  struct Grid {
    std::vector<std::string> columns;
    std::vector<std::vector<Phrase>> rows;
  };
  struct Example {
    std::string text;
  };
  using Block = std::variant<Heading, Phrase, Items, Grid, Example>;

  Manual& heading(int level, std::string id, std::string text);
  Manual& paragraph(Phrase phrase);
  Manual& items(std::vector<Phrase> items);
  Manual& grid(Grid grid);
  Manual& example(std::string text);
  Manual& append(const Manual& more);

  const std::vector<Block>& blocks() const { return blocks_; }
  // Ways to what stands under the headings of a level.
  std::vector<Phrase> contents(int level) const;

 private:
  std::vector<Block> blocks_;
};

// Within an element that is open.
void write_html(Html& html, const Manual& manual);
std::string to_markdown(const Manual& manual);

}  // namespace yibao
