// A table to be kept: columns of words, then columns of money, which are summed up for each year
// and over all, then figures that nobody sums up (a base, a balance). As CSV (RFC 4180), or as the
// grid of a paper, with the same content.
#pragma once

#include <string>
#include <vector>

#include "base/money.h"
#include "business/document/paper.h"

namespace yibao::enquiry {

class Sheet {
 public:
  Sheet(std::vector<std::string> words, std::vector<std::string> amounts,
        std::vector<std::string> figures = {});
  // Rows come in the order of their years.
  void add(int year, std::vector<std::string> words, const std::vector<Money>& amounts,
           const std::vector<Money>& figures = {});
  // UTF-8 with the mark in front. The totals of the last year and of everything end it. A word that
  // a spreadsheet would take for a formula gets an apostrophe in front.
  std::string text() const;
  document::Grid grid() const;

 private:
  using Line = std::vector<std::string>;
  std::vector<Line> with_totals() const;
  Line total_line(std::string title, const std::vector<Money>& sums) const;

  std::size_t words_;
  std::size_t figures_;
  std::vector<Line> lines_;
  int year_ = 0;  // of the last row
  std::vector<Money> of_year_;
  std::vector<Money> of_all_;
};

}  // namespace yibao::enquiry
