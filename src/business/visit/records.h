// 就诊和诊断信息上传 (2203, 2203A): what a hospital or pharmacy tells of a visit beside its fees.
// The last upload stands; the kind of care that it names is what the visit is settled as.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "business/visit/visits.h"

namespace yibao::visit {

// 只结算挂号费 (med_type): it says nothing of what the visit is.
inline constexpr std::string_view kRegistrationOnly = "12";

// What was settled keeps the kind of care that it was settled as, whichever transaction names one.
// Refused: visit_settled_as.
Verdict check_kind(const Visit& visit, const std::string& kind, const std::vector<Settlement>& all);

class RecordVisit : public VisitCommand {
 public:
  RecordVisit(std::string institution, Record record, std::string kind,
              std::vector<Diagnosis> diagnoses, Prescription prescription)
      : VisitCommand(std::move(institution), record.person),
        record_(std::move(record)),
        kind_(std::move(kind)),
        diagnoses_(std::move(diagnoses)),
        prescription_(std::move(prescription)) {}
  void need(storage::Needs& needs) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Record record_;
  std::string kind_;  // med_type
  std::vector<Diagnosis> diagnoses_;
  Prescription prescription_;
};

}  // namespace yibao::visit
