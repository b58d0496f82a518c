// A paper (文书): what a document says, as it is printed, without saying how. PDF, a spreadsheet
// and the digest that people compare are all made from this one value, and it is kept as it was
// issued.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/tree.h"

namespace yibao::document {

struct Line {
  std::string label;
  std::string value;  // empty: to be written by hand
};

struct Heading {
  std::string text;
};
struct Paragraph {
  std::string text;
};
struct Lines {
  std::vector<Line> lines;
};
struct Grid {
  std::vector<std::string> columns;
  std::size_t words = 0;  // columns in front that are words; those behind are amounts in yuan
  std::vector<std::vector<std::string>> rows;
};
using Block = std::variant<Heading, Paragraph, Lines, Grid>;

struct Paper {
  std::string title;   // 基本医疗保险参保凭证
  std::string issuer;  // 东莞市医疗保障事业管理中心
  std::vector<Block> blocks;

  Paper& heading(std::string text);
  Paper& paragraph(std::string text);
  Paper& lines(std::vector<Line> lines);
  Paper& grid(Grid grid);
};

Tree to_tree(const Paper& paper);
// Checked: only what to_tree() has written.
Paper read_paper(const Tree& tree);

}  // namespace yibao::document
