// 处方文件 (2203A): the prescription that a pharmacy hands in with what it tells of a visit, kept
// as it came with each upload. Who reads it gets it as a download and nothing else.
#pragma once

#include <string>

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

// A person's prescriptions, the latest first; and the file of one.
Decision<Tree> answer_prescriptions(const business::Request& request,
                                    const business::Context& context, storage::Session& session);
Decision<Tree> answer_prescription(const business::Request& request,
                                   const business::Context& context, storage::Session& session);

}  // namespace yibao::visit
