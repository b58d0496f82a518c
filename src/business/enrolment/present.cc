#include "business/enrolment/present.h"

#include "base/region_table.h"

namespace yibao::enrolment {

Tree present_enrolment(const Enrolment& enrolment, const business::Context& context) {
  Tree tree = Tree::object({{"enrolment", enrolment.ordinal},
                            {"region", enrolment.region.to_string()},
                            {"region_name", context.regions->name(enrolment.region)},
                            {"scheme", to_text(enrolment.scheme)},
                            {"kind", to_text(enrolment.kind)},
                            {"account_type", static_cast<int>(enrolment.account_type)},
                            {"state", to_text(enrolment.state)},
                            {"base_fen", enrolment.base.fen()},
                            {"started_on", enrolment.started_on.to_string()}});
  if (enrolment.suspended_on) tree.set("suspended_on", enrolment.suspended_on->to_string());
  if (enrolment.ended_on) {
    tree.set("ended_on", enrolment.ended_on->to_string());
    tree.set("end_reason", enrolment.end_reason);
  }
  if (enrolment.entered_on) tree.set("entered_on", enrolment.entered_on->to_string());
  if (enrolment.duplicate) tree.set("duplicate", true);
  return tree;
}

Tree present_report(const EmployerReport& report, const business::Context& context) {
  Tree tree = Tree::object({{"report", report.id},
                            {"kind", to_text(report.kind)},
                            {"state", to_text(report.state)},
                            {"region", report.region.to_string()},
                            {"region_name", context.regions->name(report.region)},
                            {"effective_on", report.effective_on.to_string()}});
  if (report.urged > 0) tree.set("urged", report.urged);
  return tree;
}

Tree present_employer(const Employer& employer, const business::Context& context) {
  return Tree::object(
      {{"employer", context.vault->outside_id(storage::IdKind::employer, employer.id.value(),
                                              employer.recorded_at)},
       {"code", employer.code},
       {"name", employer.name},
       {"region", employer.region.to_string()},
       {"region_name", context.regions->name(employer.region)}});
}

}  // namespace yibao::enrolment
