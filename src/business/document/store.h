// Documents in the database (schema/017_documents.sql).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/document/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::document {

extern const storage::Table kDocument;
extern const storage::KeyedSelect kDocumentsOf;       // by person: whole rows
extern const storage::KeyedSelect kDocumentByNumber;  // by number: it, then the whole row

storage::Row document_row(const Document& document);
Document read_document(const storage::Row& row);

// The person's document; none where it is another's or does not exist.
std::optional<Document> find_document(const storage::Rows& documents, DocumentId id);
// The valid one of a kind about a subject.
std::optional<Document> find_valid(const storage::Rows& documents, Kind kind,
                                   std::string_view subject);

}  // namespace yibao::document
