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
  std::string other;  // "provider:P44050000123"
  Date happened_on;
  std::string reference;
  Instant recorded_at;
  std::int64_t corrects = 0;  // the posting that this one takes back; 0: none
};
std::vector<PostingLine> read_posting_lines(const storage::Rows& rows);

// 定点机构、单位: the other side as it is shown; empty where it is an account of the agency's own.
std::string other_side(const PostingLine& posting, const business::Context& context);
std::string code_words(account::PostingCode code, const business::Context& context);

// Of the months of one year, or of all.
Sheet contribution_sheet(const storage::Rows& contributions, const storage::Rows& enrolments,
                         std::optional<int> year, const business::Context& context);
// Of the postings of one year, or of all.
Sheet account_sheet(const std::vector<PostingLine>& postings, std::optional<int> year,
                    const business::Context& context);

}  // namespace yibao::enquiry
