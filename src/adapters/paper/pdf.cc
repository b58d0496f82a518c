#include "adapters/paper/pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>

#include "adapters/paper/columns.h"
#include "adapters/paper/qr.h"
#include "base/check.h"

namespace yibao::adapters {

namespace {

using document::Grid;
using document::Heading;
using document::Line;
using document::Lines;
using document::Paragraph;

// A4 in points.
constexpr double kWidth = 595.28;
constexpr double kHeight = 841.89;
constexpr double kMargin = 56;
constexpr double kFootRoom = 64;
constexpr double kInside = kWidth - 2 * kMargin;
constexpr double kQrSize = 84;
constexpr double kPadding = 4;
constexpr double kRowPadding = 2.5;  // above and below a row of a table
constexpr double kShortWord = 68;  // as wide as 个人账户划账: what is no wider is not broken
constexpr double kLabelWidth = 140;
constexpr std::size_t kMeasuredRows = 60;  // of a table, to find how wide its columns are

constexpr const char* kFont = "Noto Sans CJK SC";

struct Face {
  double size = 10.5;
  bool bold = false;
  PangoAlignment alignment = PANGO_ALIGN_LEFT;
  double indent = 0;
};
constexpr Face kText{};
constexpr Face kLabel{.bold = true};
constexpr Face kTitle{.size = 18, .bold = true, .alignment = PANGO_ALIGN_CENTER};
constexpr Face kIssuer{.size = 12, .alignment = PANGO_ALIGN_CENTER};
constexpr Face kHeading{.size = 12, .bold = true};
constexpr Face kParagraph{.indent = 21};
constexpr Face kSmall{.size = 8.5};
constexpr Face kSmallCentred{.size = 8.5, .alignment = PANGO_ALIGN_CENTER};
constexpr Face kRight{.alignment = PANGO_ALIGN_RIGHT};
constexpr double kCellSizes[] = {9, 8.5, 8, 7.5, 7};  // the largest that breaks no number

cairo_status_t append(void* text, const unsigned char* data, unsigned int size) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

// A surface with one writer of text, and the point down to which the page is full.
class Canvas {
 public:
  Canvas()
      : surface_(cairo_pdf_surface_create_for_stream(&append, &bytes_, kWidth, kHeight),
                 &cairo_surface_destroy),
        cairo_(cairo_create(surface_.get()), &cairo_destroy),
        layout_(pango_cairo_create_layout(cairo_.get()), &g_object_unref) {
    pango_context_set_language(pango_layout_get_context(layout_.get()),
                               pango_language_from_string("zh-cn"));
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    cairo_set_line_width(cairo_.get(), 0.6);
  }

  void describe(const Sheet& sheet) {
    const std::string moment = sheet.printed_on + "T00:00:00+08:00";
    const auto set = [&](cairo_pdf_metadata_t what, const std::string& text) {
      cairo_pdf_surface_set_metadata(surface_.get(), what, text.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, sheet.paper.title);
    set(CAIRO_PDF_METADATA_AUTHOR, sheet.paper.issuer);
    set(CAIRO_PDF_METADATA_CREATOR, "Yibao");
    set(CAIRO_PDF_METADATA_CREATE_DATE, moment);
    set(CAIRO_PDF_METADATA_MOD_DATE, moment);
  }

  double height(const std::string& text, const Face& face, double width) {
    prepare(text, face, width);
    int height = 0;
    pango_layout_get_size(layout_.get(), nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }
  double natural_width(const std::string& text, const Face& face) {
    prepare(text, face, -1);
    int width = 0;
    pango_layout_get_size(layout_.get(), &width, nullptr);
    return static_cast<double>(width) / PANGO_SCALE;
  }
  void draw(const std::string& text, const Face& face, double x, double y, double width) {
    prepare(text, face, width);
    cairo_move_to(cairo_.get(), x, y);
    pango_cairo_show_layout(cairo_.get(), layout_.get());
  }
  bool can_draw(const std::string& text) {
    prepare(text, kText, -1);
    return pango_layout_get_unknown_glyphs_count(layout_.get()) == 0;
  }
  void box(double x, double y, double width, double height) {
    cairo_rectangle(cairo_.get(), x, y, width, height);
    cairo_stroke(cairo_.get());
  }
  void fill(double x, double y, double width, double height) {
    cairo_rectangle(cairo_.get(), x, y, width, height);
    cairo_fill(cairo_.get());
  }
  void shade(double x, double y, double width, double height) {
    cairo_set_source_rgb(cairo_.get(), 0.93, 0.94, 0.95);
    fill(x, y, width, height);
    cairo_set_source_rgb(cairo_.get(), 0, 0, 0);
  }
  void show_page() { cairo_show_page(cairo_.get()); }

  std::string finish() {
    cairo_surface_finish(surface_.get());
    if (cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS) {
      throw Fault("a paper could not be printed");
    }
    return std::move(bytes_);
  }

 private:
  void prepare(const std::string& text, const Face& face, double width) {
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family_static(font, kFont);
    pango_font_description_set_absolute_size(font, face.size * PANGO_SCALE);
    pango_font_description_set_weight(font, face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout_.get(), font);
    pango_font_description_free(font);
    pango_layout_set_width(layout_.get(), width < 0 ? -1 : static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_alignment(layout_.get(), face.alignment);
    pango_layout_set_indent(layout_.get(), static_cast<int>(face.indent * PANGO_SCALE));
    pango_layout_set_text(layout_.get(), text.c_str(), static_cast<int>(text.size()));
  }

  std::string bytes_;  // before the surface, which writes into it
  std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
  std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo_;
  std::unique_ptr<PangoLayout, decltype(&g_object_unref)> layout_;
};

// Puts the blocks of a paper on pages, from top to bottom.
class Printer {
 public:
  explicit Printer(const Sheet& sheet) : sheet_(sheet) {
    if (!canvas_.can_draw(sheet.paper.title)) {
      throw Fault("no font for Chinese: install fonts-noto-cjk");
    }
  }

  std::string print() {
    canvas_.describe(sheet_);
    head();
    for (const document::Block& block : sheet_.paper.blocks) {
      std::visit([this](const auto& each) { put(each); }, block);
    }
    if (!sheet_.stamps.empty()) put(Lines{sheet_.stamps});
    sign_off();
    foot();
    canvas_.show_page();
    return canvas_.finish();
  }

 private:
  void head() {
    const bool with_code = !sheet_.verify.empty();
    if (with_code) code(kWidth - kMargin - kQrSize, kMargin - 16);
    y_ = kMargin;
    // Beside the code, and as wide on the other side, so that the title stands in the middle.
    const double side = with_code ? kQrSize + 8 : 0;
    write(sheet_.paper.issuer, kIssuer, kMargin + side, kInside - 2 * side, 6);
    write(sheet_.paper.title, kTitle, kMargin + side, kInside - 2 * side, 8);
    if (!sheet_.number.empty()) {
      write("编号 " + sheet_.number, kSmallCentred, kMargin + side, kInside - 2 * side, 10);
    }
    y_ = std::max(y_, with_code ? kMargin + kQrSize + 12 : y_ + 10);
  }

  void code(double x, double y) {
    const QrCode squares = qr_code(sheet_.verify);
    const double side = kQrSize / squares.width;
    for (int row = 0; row < squares.width; ++row) {
      for (int column = 0; column < squares.width; ++column) {
        if (!squares.dark[static_cast<std::size_t>(row * squares.width + column)]) continue;
        canvas_.fill(x + column * side, y + row * side, side, side);
      }
    }
    canvas_.draw("扫码核验", kSmallCentred, x, y + kQrSize + 2, kQrSize);
  }

  void write(const std::string& text, const Face& face, double x, double width, double behind) {
    const double height = canvas_.height(text, face, width);
    make_room(height);
    canvas_.draw(text, face, x, y_, width);
    y_ += height + behind;
  }

  // A new page where the height does not fit below; true where one was begun.
  bool make_room(double height) {
    if (y_ + height <= kHeight - kFootRoom) return false;
    foot();
    canvas_.show_page();
    page_ += 1;
    y_ = kMargin;
    return true;
  }

  void foot() {
    std::string text;
    if (!sheet_.number.empty()) {
      text = "编号 " + sheet_.number + "  校验码 " + sheet_.check_code + "  摘要 " +
             sheet_.digest.substr(0, 16) + "  ";
    }
    canvas_.draw(text + "第 " + std::to_string(page_) + " 页", kSmallCentred, kMargin,
                 kHeight - kFootRoom + 24, kInside);
  }

  void put(const Heading& heading) {
    make_room(60);  // never alone at the foot of a page
    y_ += 8;
    write(heading.text, kHeading, kMargin, kInside, 6);
  }
  void put(const Paragraph& paragraph) { write(paragraph.text, kParagraph, kMargin, kInside, 7); }

  void put(const Lines& lines) {
    for (const Line& line : lines.lines) {
      row({line.label, line.value}, {kLabelWidth, kInside - kLabelWidth}, {kLabel, kText}, true);
    }
    y_ += 10;
  }

  void put(const Grid& as_issued) {
    const Grid grid = printed(as_issued);
    double size = 0;
    std::vector<Column> columns;
    for (const double each : kCellSizes) {
      size = each;
      columns = columns_of(grid, size);
      if (fits(columns, kInside)) break;
    }
    const std::vector<double> widths = widths_within(columns, kInside);
    std::vector<Face> heads(widths.size(), {.size = size, .bold = true});
    std::vector<Face> faces(widths.size(), {.size = size});
    for (std::size_t i = grid.words; i < faces.size(); ++i) {
      heads[i].alignment = faces[i].alignment = PANGO_ALIGN_RIGHT;
    }
    row(grid.columns, widths, heads, true, kRowPadding);
    for (const auto& cells : grid.rows) {
      if (make_room(row_height(cells, widths, faces, kRowPadding))) {
        row(grid.columns, widths, heads, true, kRowPadding);
      }
      row(cells, widths, faces, false, kRowPadding);
    }
    y_ += 10;
  }

  std::vector<Column> columns_of(const Grid& grid, double size) {
    std::vector<Column> columns;
    for (std::size_t i = 0; i < grid.columns.size(); ++i) {
      double widest = canvas_.natural_width(grid.columns[i], {.size = size, .bold = true});
      // Some, and of all the one with the most characters.
      std::size_t longest = 0;
      for (std::size_t row = 0; row < grid.rows.size(); ++row) {
        const bool longer = grid.rows[row][i].size() > longest;
        longest = std::max(longest, grid.rows[row][i].size());
        if (!longer && row >= kMeasuredRows) continue;
        widest = std::max(widest, canvas_.natural_width(grid.rows[row][i], {.size = size}));
      }
      columns.push_back({widest + 2 * kPadding, i < grid.words && widest > kShortWord});
    }
    return columns;
  }

  double row_height(const std::vector<std::string>& cells, const std::vector<double>& widths,
                    const std::vector<Face>& faces, double padding) {
    double height = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      height = std::max(height, canvas_.height(cells[i], faces[i], widths[i] - 2 * kPadding));
    }
    return height + 2 * padding;
  }

  // Shaded: a row of headings, or the label in front of a value.
  void row(const std::vector<std::string>& cells, const std::vector<double>& widths,
           const std::vector<Face>& faces, bool shaded, double padding = kPadding) {
    const double height = row_height(cells, widths, faces, padding);
    make_room(height);
    double x = kMargin;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (shaded && faces[i].bold) canvas_.shade(x, y_, widths[i], height);
      canvas_.box(x, y_, widths[i], height);
      canvas_.draw(cells[i], faces[i], x + kPadding, y_ + padding, widths[i] - 2 * kPadding);
      x += widths[i];
    }
    y_ += height;
  }

  void sign_off() {
    if (sheet_.number.empty()) {
      write("本件仅供查阅,不作证明;需要对外出示的,请出具带编号和校验码的文书。", kSmall, kMargin,
            kInside, 6);
      return;
    }
    make_room(90);
    y_ += 12;
    write(sheet_.paper.issuer, kRight, kMargin, kInside, 2);
    write(sheet_.printed_on, kRight, kMargin, kInside, 10);
    if (!sheet_.last_day.empty()) {
      write("有效期至 " + sheet_.last_day, kSmall, kMargin, kInside, 2);
    }
    write("本文书由系统出具,以校验码代替印章。扫描二维码或者打开 " + address() +
              " 输入编号和校验码,可以核验真伪和是否有效。",
          kSmall, kMargin, kInside, 4);
    write("(以下空白)", kSmallCentred, kMargin, kInside, 0);
  }

  // Of the check page: what stands before the number.
  std::string address() const {
    const std::size_t end = sheet_.verify.find("/verify/");
    return sheet_.verify.substr(0, end) + "/verify";
  }

  const Sheet& sheet_;
  Canvas canvas_;
  double y_ = 0;
  int page_ = 1;
};

}  // namespace

std::string print_pdf(const Sheet& sheet) {
  return Printer(sheet).print();
}

}  // namespace yibao::adapters
