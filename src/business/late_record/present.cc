#include "business/late_record/present.h"

#include "base/region_table.h"

namespace yibao::late_record {

Tree present_record(const LateRecord& record, const business::Context& context) {
  Tree tree = Tree::object({{"record", record.ordinal},
                            {"what", to_text(record.what)},
                            {"region", record.region.to_string()},
                            {"region_name", context.regions->full_name(record.region)},
                            {"evidence", record.evidence},
                            {"state", to_text(record.state)},
                            {"proposed_at", record.recorded_at.to_string()}});
  if (record.what == What::balance) {
    tree.set("amount_fen", record.amount.fen());
    tree.set("amount", record.amount.to_display());
  } else if (record.what == What::deemed) {
    tree.set("first_month", Month::containing(*record.started_on).to_string());
    tree.set("last_month", Month::containing(*record.suspended_on - 1).to_string());
  } else {
    tree.set("kind", record.kind);
    tree.set("base_fen", record.base.fen());
    tree.set("started_on", record.started_on->to_string());
    if (record.suspended_on) tree.set("suspended_on", record.suspended_on->to_string());
    if (record.owed) tree.set("owed", true);
  }
  if (record.decided_at) tree.set("decided_at", record.decided_at->to_string());
  return tree;
}

Reason entered(const LateRecord& record) {
  Reason told{"late_enrolment_entered",
              {{"region", record.region.to_string()}, {"evidence", record.evidence}},
              {}};
  if (record.what == What::balance) {
    told.code = "late_balance_entered";
    told.facts.push_back({"amount", record.amount.to_display()});
    return told;
  }
  if (record.what == What::deemed) {
    told.code = "late_deemed_entered";
    told.facts.push_back({"first_month", Month::containing(*record.started_on).to_string()});
    told.facts.push_back({"last_month", Month::containing(*record.suspended_on - 1).to_string()});
    return told;
  }
  told.facts.push_back({"kind", record.kind});
  told.facts.push_back({"started_on", record.started_on->to_string()});
  return told;
}

}  // namespace yibao::late_record
