#include "business/enquiry/sheet.h"

#include <iterator>

#include "base/check.h"

namespace yibao::enquiry {

namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::string field_of(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

std::string no_formula(const std::string& word) {
  const bool formula = !word.empty() && std::string_view("=+-@\t\r").contains(word.front());
  return formula ? "'" + word : word;
}

}  // namespace

Sheet::Sheet(std::vector<std::string> words, std::vector<std::string> amounts)
    : words_(words.size()), of_year_(amounts.size()), of_all_(amounts.size()) {
  words.insert(words.end(), amounts.begin(), amounts.end());
  lines_.push_back(std::move(words));
}

void Sheet::add(int year, std::vector<std::string> words, const std::vector<Money>& amounts) {
  YB_CHECK(words.size() == words_ && amounts.size() == of_all_.size(), "a row of another table");
  YB_CHECK(year >= year_, "rows out of the order of their years");
  if (year_ != 0 && year != year_) {
    lines_.push_back(total_line(std::to_string(year_) + "年合计", of_year_));
    of_year_.assign(of_year_.size(), Money());
  }
  year_ = year;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    of_year_[i] += amounts[i];
    of_all_[i] += amounts[i];
    words.push_back(amounts[i].to_yuan());
  }
  lines_.push_back(std::move(words));
}

Sheet::Line Sheet::total_line(std::string title, const std::vector<Money>& sums) const {
  Line line(words_);
  line.front() = std::move(title);
  for (const Money sum : sums) line.push_back(sum.to_yuan());
  return line;
}

std::vector<Sheet::Line> Sheet::with_totals() const {
  std::vector<Line> all = lines_;
  if (year_ != 0) all.push_back(total_line(std::to_string(year_) + "年合计", of_year_));
  all.push_back(total_line("总计", of_all_));
  return all;
}

document::Grid Sheet::grid() const {
  std::vector<Line> all = with_totals();
  document::Grid grid;
  grid.columns = std::move(all.front());
  grid.words = words_;
  grid.rows.assign(std::make_move_iterator(all.begin() + 1), std::make_move_iterator(all.end()));
  return grid;
}

std::string Sheet::text() const {
  std::string text(kMark);
  for (const Line& line : with_totals()) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i > 0) text += ',';
      text += field_of(i < words_ ? no_formula(line[i]) : line[i]);
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace yibao::enquiry
