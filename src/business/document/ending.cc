#include "business/document/ending.h"

#include "business/document/issue.h"
#include "business/document/store.h"

namespace yibao::document {

std::string subject_of_end(std::string_view subject) {
  return std::string(subject) + ":ended";
}

void end_document(storage::Plan& plan, const storage::Facts& facts, PersonId person, Kind kind,
                  std::string_view subject, Date today) {
  std::optional<Document> document = find_valid(facts.rows(kDocumentsOf, person), kind, subject);
  if (!document) return;
  if (document->issued_on == today) {
    make_void(plan, std::move(*document), VoidReason::withdrawn, today);
    return;
  }
  document->valid_until = today;
  plan.update(kDocument, document_row(*document));
}

}  // namespace yibao::document
