#include "base/manual.h"

namespace yibao {

namespace {

struct HtmlBlocks {
  Html& html;

  void phrase(const Phrase& phrase) const {
    for (const Phrase::Span& span : phrase.spans()) {
      if (span.kind == Phrase::Kind::words) html.text(span.text);
      if (span.kind == Phrase::Kind::code) html.element("code", span.text);
      if (span.kind == Phrase::Kind::link) html.link(span.address, span.text);
    }
  }

  void operator()(const Manual::Heading& heading) const {
    html.element("h" + std::to_string(heading.level), heading.text, {{"id", heading.id}});
  }
  void operator()(const Phrase& paragraph) const {
    html.open("p");
    phrase(paragraph);
    html.close();
  }
  void operator()(const Manual::Items& items) const {
    html.open("ul");
    for (const Phrase& each : items.items) {
      html.open("li");
      phrase(each);
      html.close();
    }
    html.close();
  }
  void operator()(const Manual::Grid& grid) const {
    html.open("table").open("thead").open("tr");
    for (const std::string& each : grid.columns) html.element("th", each, {{"scope", "col"}});
    html.close().close().open("tbody");
    for (const auto& row : grid.rows) {
      html.open("tr");
      for (const Phrase& cell : row) {
        html.open("td");
        phrase(cell);
        html.close();
      }
      html.close();
    }
    html.close().close();
  }
  void operator()(const Manual::Example& example) const {
    html.open("pre").element("code", example.text).close();
  }
};

// Everything that Markdown could take for its own.
std::string markdown_escaped(std::string_view text) {
  constexpr std::string_view kOwn = "\\`*_{}[]<>#|~";
  std::string safe;
  for (const char c : text) {
    if (kOwn.find(c) != std::string_view::npos) safe += '\\';
    safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

struct MarkdownBlocks {
  std::string& out;

  static std::string phrase(const Phrase& phrase) {
    std::string text;
    for (const Phrase::Span& span : phrase.spans()) {
      if (span.kind == Phrase::Kind::words) text += markdown_escaped(span.text);
      if (span.kind == Phrase::Kind::code) text += "`" + in_cell(span.text) + "`";
      if (span.kind == Phrase::Kind::link) {
        text += "[" + markdown_escaped(span.text) + "](" + span.address + ")";
      }
    }
    return text;
  }
  // A bar ends a cell even within a code.
  static std::string in_cell(std::string_view code) {
    std::string text;
    for (const char c : code) {
      if (c == '|') text += '\\';
      text += c;
    }
    return text;
  }

  void operator()(const Manual::Heading& heading) const {
    out += "<a id=\"" + html_escaped(heading.id) + "\"></a>\n\n";
    out += std::string(static_cast<std::size_t>(heading.level), '#') + " " +
           markdown_escaped(heading.text) + "\n\n";
  }
  void operator()(const Phrase& paragraph) const { out += phrase(paragraph) + "\n\n"; }
  void operator()(const Manual::Items& items) const {
    for (const Phrase& each : items.items) out += "- " + phrase(each) + "\n";
    out += "\n";
  }
  void operator()(const Manual::Grid& grid) const {
    for (const std::string& each : grid.columns) out += "| " + markdown_escaped(each) + " ";
    out += "|\n";
    for (std::size_t i = 0; i < grid.columns.size(); ++i) out += "|---";
    out += "|\n";
    for (const auto& row : grid.rows) {
      for (const Phrase& cell : row) out += "| " + phrase(cell) + " ";
      out += "|\n";
    }
    out += "\n";
  }
  void operator()(const Manual::Example& example) const {
    out += "```\n" + example.text + "\n```\n\n";
  }
};

}  // namespace

Phrase& Phrase::words(std::string text) {
  if (!text.empty()) spans_.push_back({Kind::words, std::move(text), {}});
  return *this;
}

Phrase& Phrase::code(std::string text) {
  spans_.push_back({Kind::code, std::move(text), {}});
  return *this;
}

Phrase& Phrase::link(std::string address, std::string text) {
  spans_.push_back({Kind::link, std::move(text), std::move(address)});
  return *this;
}

Phrase& Phrase::then(const Phrase& more, std::string_view between) {
  if (more.empty()) return *this;
  if (!empty()) words(std::string(between));
  spans_.insert(spans_.end(), more.spans_.begin(), more.spans_.end());
  return *this;
}

Manual& Manual::heading(int level, std::string id, std::string text) {
  blocks_.emplace_back(Heading{level, std::move(id), std::move(text)});
  return *this;
}

Manual& Manual::paragraph(Phrase phrase) {
  blocks_.emplace_back(std::move(phrase));
  return *this;
}

Manual& Manual::items(std::vector<Phrase> items) {
  blocks_.emplace_back(Items{std::move(items)});
  return *this;
}

Manual& Manual::grid(Grid grid) {
  blocks_.emplace_back(std::move(grid));
  return *this;
}

Manual& Manual::example(std::string text) {
  blocks_.emplace_back(Example{std::move(text)});
  return *this;
}

Manual& Manual::append(const Manual& more) {
  blocks_.insert(blocks_.end(), more.blocks_.begin(), more.blocks_.end());
  return *this;
}

std::vector<Phrase> Manual::contents(int level) const {
  std::vector<Phrase> all;
  for (const Block& block : blocks_) {
    const Heading* heading = std::get_if<Heading>(&block);
    if (heading == nullptr || heading->level != level) continue;
    all.push_back(Phrase().link("#" + heading->id, heading->text));
  }
  return all;
}

void write_html(Html& html, const Manual& manual) {
  for (const Manual::Block& block : manual.blocks()) std::visit(HtmlBlocks{html}, block);
}

std::string to_markdown(const Manual& manual) {
  std::string out;
  for (const Manual::Block& block : manual.blocks()) std::visit(MarkdownBlocks{out}, block);
  return out;
}

}  // namespace yibao
