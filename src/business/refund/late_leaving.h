// 更正减员日期 (迟报的减员): the employer reported late that somebody had left, or with too late a
// day. A report moves nothing that is over (enrolment/reports.h); on the proof that the employment
// had ended, two officers set the earlier day. The months paid after it are the employer's to ask
// back (退费, service.h, N-19). Nothing is set back past a day on which the fund has paid.
#pragma once

#include "business/application/service.h"
#include "business/contribution/store.h"
#include "business/enrolment/types.h"

namespace yibao::refund {

struct LateLeavingFacts {
  const enrolment::Enrolment* relation = nullptr;  // at the region; null: none such
  Date left_on;
  Date ends_on;                      // the first day without participation that follows from it
  std::optional<Date> fund_paid_on;  // the last day of care that the pooled fund has paid
  bool transfer_running = false;
  Date today;
};

// Every obstacle at once: late_leaving_relation_unknown; late_leaving_report_first,
// late_leaving_relation_closed, left_before_joining, day_in_future, late_leaving_not_earlier,
// late_leaving_fund_has_paid, transfer_running_already.
std::vector<Reason> find_late_leaving_obstacles(const LateLeavingFacts& facts);

class LateLeaving : public application::Service {
 public:
  std::string_view name() const override { return "late_leaving"; }
  std::string_view path() const override { return "late-leavings"; }
  std::string_view title() const override { return "更正减员日期"; }
  business::Roles also_filed_by() const override {
    return business::roles({business::Role::employer_officer});
  }

  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  Verdict may_file(const business::Actor& actor, const application::Asked& asked) const override;
  application::Assessment assess(const application::Asked& asked) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
};
inline const LateLeaving kLateLeaving{};

}  // namespace yibao::refund
