// 缴费记录、每月划账、账户收支 as tables, from the rows: whoever shows, prints or certifies them
// shows the same.
#pragma once

#include <optional>

#include "business/account/types.h"
#include "business/enquiry/sheet.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::enquiry {

// By person: posting_id and what a statement says of it, in the order of the ledger.
extern const storage::KeyedSelect kPostingLinesOf;

struct PostingLine {
  std::int64_t id = 0;
  RegionCode region;
  account::PostingCode code = account::PostingCode::payment;
  Money amount;
  Money balance_after;
  bool is_aid = false;         // a relative's: neither place nor number is told
  std::string other;           // "provider:P44050000123"
  std::string other_name;      // of an institution on record
  std::optional<Month> month;  // that it is for
  Date happened_on;
  std::string reference;
  Instant recorded_at;
  std::int64_t corrects = 0;  // the posting that this one takes back; 0: none
};
std::vector<PostingLine> read_posting_lines(const storage::Rows& rows);

// What a paper is about: the months of a year, of a period, or all there are; at one place, or at
// all.
struct Period {
  std::optional<Month> first;
  std::optional<Month> last;
  std::optional<RegionCode> place;
  static Period of_year(std::optional<int> year);
  bool has(Month month) const { return (!first || *first <= month) && (!last || month <= *last); }
  bool at(RegionCode region) const { return !place || *place == region; }
  MonthSet of(const MonthSet& months) const;
  bool is_all() const { return !first && !last; }
};

// 定点机构: the other side as people know it; empty where it is an account of the agency's own.
std::string other_side(const PostingLine& posting, const business::Context& context);
std::string code_words(account::PostingCode code, const business::Context& context);

// Of the months of a period. A correction is told as what it is (contribution/correction.h):
// nothing was given back with it.
struct ContributionRows {
  const storage::Rows& contributions;
  const storage::Rows& enrolments;
  const storage::Rows& taken_back_wrong;
};
Sheet contribution_sheet(const ContributionRows& rows, const Period& period,
                         const business::Context& context);
// Of the postings of a period, by the day of the ledger.
Sheet account_sheet(const std::vector<PostingLine>& postings, const Period& period,
                    const business::Context& context);

}  // namespace yibao::enquiry
