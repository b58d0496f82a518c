#include "business/document/paper.h"

#include "base/check.h"

namespace yibao::document {

namespace {

Tree texts(const std::vector<std::string>& all) {
  Tree list = Tree(Tree::List{});
  for (const std::string& each : all) list.push(each);
  return list;
}

std::vector<std::string> read_texts(const Tree& list) {
  YB_CHECK(list.list() != nullptr, "not a list of texts");
  std::vector<std::string> all;
  for (const Tree& each : *list.list()) {
    YB_CHECK(each.text() != nullptr, "not a list of texts");
    all.push_back(*each.text());
  }
  return all;
}

const Tree& member(const Tree& tree, std::string_view name) {
  const Tree* found = tree.find(name);
  YB_CHECK(found != nullptr, "a paper without " + std::string(name));
  return *found;
}

const std::string& text_member(const Tree& tree, std::string_view name) {
  const Tree& found = member(tree, name);
  YB_CHECK(found.text() != nullptr, "not a text: " + std::string(name));
  return *found.text();
}

struct BlockTree {
  Tree operator()(const Heading& heading) const {
    return Tree::object({{"heading", heading.text}});
  }
  Tree operator()(const Paragraph& paragraph) const {
    return Tree::object({{"paragraph", paragraph.text}});
  }
  Tree operator()(const Lines& lines) const {
    Tree list = Tree(Tree::List{});
    for (const Line& line : lines.lines) list.push(texts({line.label, line.value}));
    return Tree::object({{"lines", std::move(list)}});
  }
  Tree operator()(const Grid& grid) const {
    Tree rows = Tree(Tree::List{});
    for (const auto& row : grid.rows) rows.push(texts(row));
    return Tree::object({{"columns", texts(grid.columns)},
                         {"words", static_cast<std::int64_t>(grid.words)},
                         {"rows", std::move(rows)}});
  }
};

Lines read_lines(const Tree& list) {
  YB_CHECK(list.list() != nullptr, "not a list of lines");
  Lines lines;
  for (const Tree& each : *list.list()) {
    const std::vector<std::string> pair = read_texts(each);
    YB_CHECK(pair.size() == 2, "a line that is no pair");
    lines.lines.push_back({pair[0], pair[1]});
  }
  return lines;
}

Grid read_grid(const Tree& block) {
  Grid grid;
  grid.columns = read_texts(member(block, "columns"));
  const Tree& words = member(block, "words");
  YB_CHECK(words.integer() != nullptr, "not a number of columns");
  grid.words = static_cast<std::size_t>(*words.integer());
  const Tree& rows = member(block, "rows");
  YB_CHECK(rows.list() != nullptr, "not a list of rows");
  for (const Tree& row : *rows.list()) {
    grid.rows.push_back(read_texts(row));
    YB_CHECK(grid.rows.back().size() == grid.columns.size(), "a row of another table");
  }
  return grid;
}

Block read_block(const Tree& block) {
  if (block.find("heading") != nullptr) return Heading{text_member(block, "heading")};
  if (block.find("paragraph") != nullptr) return Paragraph{text_member(block, "paragraph")};
  if (const Tree* lines = block.find("lines")) return read_lines(*lines);
  return read_grid(block);
}

}  // namespace

Paper& Paper::heading(std::string text) {
  blocks.emplace_back(Heading{std::move(text)});
  return *this;
}

Paper& Paper::paragraph(std::string text) {
  blocks.emplace_back(Paragraph{std::move(text)});
  return *this;
}

Paper& Paper::lines(std::vector<Line> lines) {
  blocks.emplace_back(Lines{std::move(lines)});
  return *this;
}

Paper& Paper::grid(Grid grid) {
  blocks.emplace_back(std::move(grid));
  return *this;
}

Tree to_tree(const Paper& paper) {
  Tree blocks = Tree(Tree::List{});
  for (const Block& block : paper.blocks) blocks.push(std::visit(BlockTree{}, block));
  return Tree::object(
      {{"title", paper.title}, {"issuer", paper.issuer}, {"blocks", std::move(blocks)}});
}

Paper read_paper(const Tree& tree) {
  Paper paper;
  paper.title = text_member(tree, "title");
  paper.issuer = text_member(tree, "issuer");
  const Tree& blocks = member(tree, "blocks");
  YB_CHECK(blocks.list() != nullptr, "not a list of blocks");
  for (const Tree& block : *blocks.list()) paper.blocks.push_back(read_block(block));
  return paper;
}

}  // namespace yibao::document
