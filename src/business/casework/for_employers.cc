#include "business/casework/for_employers.h"

#include "business/casework/shown.h"
#include "business/employer_message/store.h"

namespace yibao::casework {

void tell_filing_employer(storage::Plan& plan, const CaseFile& file, std::string_view to,
                          const business::Context& context) {
  const EmployerId employer = employer_message::employer_of(file.filed_by);
  const bool theirs = context.actor->journal_name() == file.filed_by;
  if (employer.is_none() || theirs || file.state == to) return;
  employer_message::tell(plan, employer, file.person, "employer_case_state",
                         {{"service", file.service},
                          {"state", std::string(to)},
                          {"case", case_number(file.id, file.recorded_at, context)}},
                         context);
}

}  // namespace yibao::casework
