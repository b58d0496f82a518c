// 处方文件 (2203A): the prescription that a pharmacy hands in with what it tells of a visit, kept
// as it came with each upload. Who reads it gets it as a download and nothing else.
#pragma once

#include <string>
#include <vector>

#include "business/person/numbers.h"
#include "business/use_case.h"
#include "business/visit/doors.h"
#include "business/visit/types.h"
#include "storage/plan.h"

namespace yibao::visit {

extern const storage::Table kPrescription;

// None where the message brings no file. Refused: prescription_missing (a pharmacy that handles an
// outpatient visit hands one in), file_not_base64, file_too_large.
Decision<Prescription> read_prescription(const Asked& asked);
// Of the upload that `record` is.
void keep_prescription(storage::Plan& plan, const Record& record, const Prescription& prescription);

// What is kept of the visits from one to another, both included, without the files: the latest
// first.
struct KeptPrescription {
  VisitId visit;
  std::int64_t upload = 0;
  std::string name;
  Instant recorded_at;
};
std::vector<KeptPrescription> prescriptions_between(const person::Numbers& numbers, VisitId first,
                                                    VisitId last, storage::Session& session);

// A person's prescriptions, the latest first, page by page; and the file of one.
Decision<Tree> answer_prescriptions(const business::Request& request,
                                    const business::Context& context, storage::Session& session);
Decision<Tree> answer_prescription(const business::Request& request,
                                   const business::Context& context, storage::Session& session);

}  // namespace yibao::visit
