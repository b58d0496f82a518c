#include "business/enquiry/sheet.h"

#include <iterator>

#include "base/check.h"
#include "base/csv_text.h"

namespace yibao::enquiry {

Sheet::Sheet(std::vector<std::string> words, std::vector<std::string> amounts,
             std::vector<std::string> figures)
    : words_(words.size()),
      figures_(figures.size()),
      of_year_(amounts.size()),
      of_all_(amounts.size()) {
  words.insert(words.end(), amounts.begin(), amounts.end());
  words.insert(words.end(), figures.begin(), figures.end());
  lines_.push_back(std::move(words));
}

void Sheet::add(int year, std::vector<std::string> words, const std::vector<Money>& amounts,
                const std::vector<Money>& figures) {
  YB_CHECK(words.size() == words_ && amounts.size() == of_all_.size() && figures.size() == figures_,
           "a row of another table");
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
  for (const Money figure : figures) words.push_back(figure.to_yuan());
  lines_.push_back(std::move(words));
}

Sheet::Line Sheet::total_line(std::string title, const std::vector<Money>& sums) const {
  Line line(words_);
  line.front() = std::move(title);
  for (const Money sum : sums) line.push_back(sum.to_yuan());
  line.resize(line.size() + figures_);
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
  std::string text(csv::kByteOrderMark);
  for (const Line& line : with_totals()) text += csv::write_office_record(line);
  return text;
}

}  // namespace yibao::enquiry
