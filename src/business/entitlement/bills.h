// Bills of uncovered days (N-20): declared while a day was not covered, and payable once months
// paid up later cover it retroactively (43号: 追溯). Whether a bill is reimbursable is never
// stored: it is the entitlement of its day, asked again. A day of the waiting on which a share of
// the benefit is paid counts with that share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/entitlement/by_day.h"
#include "business/use_case.h"

namespace yibao::entitlement {

struct DeclaredBill {
  PersonId person;
  std::int64_t id = 0;
  // 定点医药机构编码. 异地就医, of one that is not on record here: place and name, "330100:…".
  std::string provider;
  std::string reference;  // the provider's own number
  Date treated_on;
  Money amount;
  std::string ground;  // why the day was not covered then
  std::string declared_by;
  Instant recorded_at;
};

extern const storage::Table kDeclaredBill;
extern const storage::KeyedSelect kBillsOf;  // by person: whole rows, oldest first

std::vector<DeclaredBill> read_bills(const storage::Rows& rows);
storage::Row bill_row(const DeclaredBill& bill);

// What of a bill can be filed for manual reimbursement now.
struct BillStanding {
  Cover cover = Cover::no;
  Money reimbursable;  // the share of the bill that the day is entitled to
  std::vector<Reason> reasons;
  ByDay::Answer answer;
};
BillStanding standing_of(const DeclaredBill& bill, ByDay& by_day);

// 申报未享受待遇期间的费用. Refuses: institution_unknown, treated_in_future, bill_of_covered_day,
// bill_already_declared.
class DeclareBill : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  DeclaredBill bill_;
};

// Which of the person's bills have become reimbursable, with the day and the reasons.
Decision<Tree> answer_bills(const business::Request& request, const business::Context& context,
                            storage::Session& session);

}  // namespace yibao::entitlement
