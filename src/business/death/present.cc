#include "business/death/present.h"

#include "base/region_table.h"

namespace yibao::death {

// Who reported and who decided is the agencies' to know, as it is of views.
Tree present_report(const DeathReport& report, const business::Context& context) {
  Tree tree = Tree::object({{"report", report.ordinal},
                            {"died_on", report.died_on.to_string()},
                            {"evidence_kind", report.evidence.kind},
                            {"evidence_number", report.evidence.number},
                            {"issued_by", report.evidence.issued_by},
                            {"issued_on", report.evidence.issued_on.to_string()},
                            {"region", report.region.to_string()},
                            {"region_name", context.regions->full_name(report.region)},
                            {"state", to_text(report.state)},
                            {"reported_at", report.recorded_at.to_string()}});
  if (report.decided_at) tree.set("decided_at", report.decided_at->to_string());
  if (!report.finding.empty()) tree.set("finding", report.finding);
  if (context.actor->is(business::Role::participant)) return tree;
  tree.set("reported_by", report.reported_by);
  if (!report.decided_by.empty()) tree.set("decided_by", report.decided_by);
  return tree;
}

}  // namespace yibao::death
