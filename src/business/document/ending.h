// What a decision (决定书) has decided is lifted by another one.
#pragma once

#include <string>
#include <string_view>

#include "business/document/types.h"
#include "storage/plan.h"

namespace yibao::document {

// Of the document that lifts what the one about this subject decided.
std::string subject_of_end(std::string_view subject);

// The valid document about the subject holds no longer from today on; one of this very day never
// held. Needs need_documents() of the person.
void end_document(storage::Plan& plan, const storage::Facts& facts, PersonId person, Kind kind,
                  std::string_view subject, Date today);

}  // namespace yibao::document
