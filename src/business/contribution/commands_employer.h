// Commands on an employer's debt (N-18): what the collection authority received for it, and the
// notice to pay.
#pragma once

#include <string>
#include <vector>

#include "business/contribution/employer_debts.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::contribution {

class EmployerCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  // The employer of the path and, for the locks, its region and people; mistakes to the reader.
  void read_employer_of_path(business::Reader& reader, storage::Session& session);

  EmployerId employer_;
  RegionCode region_;
  std::vector<PersonId> people_;
};

// 征收机构到账: pays the oldest months first, whole months of persons. Refuses:
// receipt_already_recorded, received_in_future, late_fee_above_owed,
// employer_receipt_out_of_proportion.
class RecordEmployerPayment : public EmployerCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::string reference_;
  Date received_on_;
  Money principal_;
  Money late_fee_;
};

// 限期缴纳通知. Refuses: nothing_owed, notice_still_runs.
class IssueArrearsNotice : public EmployerCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;
};

}  // namespace yibao::contribution
