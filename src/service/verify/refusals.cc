// The answers of refused commands (service/kept_refusals.h) are those that were counted with the
// signatures: none was taken out, none put in between.
#include "business/scan.h"
#include "service/kept_refusals.h"
#include "service/verify/checks.h"

namespace yibao::service {

namespace {

using business::differs;
using storage::Row;

std::vector<Row> counted_rows(const business::CheckContext& context) {
  std::vector<Row> rows;
  business::Scan scan(context, kKeptRefusals);
  while (scan.peek() != nullptr) rows.push_back(scan.take());
  return rows;
}

class RefusalCheck {
 public:
  RefusalCheck(std::vector<Row> rows, business::Findings& findings)
      : rows_(std::move(rows)), findings_(findings) {}

  void take(std::int64_t entry, std::string_view seal) {
    while (at_ < rows_.size() && read_kept_refusals(rows_[at_]).last_entry < entry) end_row();
    if (at_ < rows_.size()) sum_.add(entry, seal);  // else not counted yet
  }
  void end() {
    while (at_ < rows_.size()) end_row();
  }

 private:
  void end_row() {
    const KeptRefusals told = read_kept_refusals(rows_[at_]);
    const std::int64_t found = sum_.count();
    const std::string digest = sum_.finish();
    if (found != told.count) {
      findings_.add(kKeptRefusals, rows_[at_],
                    differs("refusals", told.count, found) +
                        ": answers of refused commands were taken out or put in");
    } else if (digest != told.digest) {
      findings_.add(kKeptRefusals, rows_[at_],
                    "the refusals are others than those that were counted");
    }
    sum_ = RefusalSum();
    ++at_;
  }

  std::vector<Row> rows_;
  business::Findings& findings_;
  RefusalSum sum_;
  std::size_t at_ = 0;
};

}  // namespace

void check_refusals(const business::CheckContext& context, business::Findings& findings) {
  RefusalCheck check(counted_rows(context), findings);
  const storage::Value from_the_first[] = {0};
  context.session.visit(kRefusalsBehind, from_the_first, [&](std::span<const storage::Value> row) {
    ++context.rows_read;
    check.take(row[0].integer(), row[1].bytes().data);
  });
  check.end();
}

}  // namespace yibao::service
