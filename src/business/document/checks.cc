#include "business/document/checks.h"

#include <set>

#include "business/casework/store.h"
#include "business/document/issue.h"
#include "business/document/store.h"
#include "business/person/store.h"
#include "business/scan.h"
#include "storage/digest.h"

namespace yibao::document {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;

bool has_case(const storage::Rows& files, CaseId id) {
  for (const Row& file : files) {
    if (file[1].integer() == id.value()) return true;
  }
  return false;
}

void check_document(const Document& document, const Row& row, const CheckContext& context,
                    Findings& findings) {
  if (storage::to_hex(storage::sha256(document.content)) != document.content_digest) {
    findings.add(kDocument, row, "content_digest is not that of the content");
  }
  // A certificate has its number and code from its own table, where the transfer looks at it.
  if (document.kind != Kind::participation_certificate &&
      document.check_code != check_code_of(context.vault, document.number, document.content)) {
    findings.add(kDocument, row, "check_code is not that of its number and content");
  }
  if (document.valid_until && *document.valid_until <= document.issued_on) {
    findings.add(kDocument, row, "valid_until lies before issued_on");
  }
  if (document.voided_on && *document.voided_on < document.issued_on) {
    findings.add(kDocument, row, "voided_on lies before issued_on");
  }
}

void check_documents(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kDocument, &casework::kCaseFile, &person::kPerson});
  while (people.next()) {
    std::set<std::pair<Kind, std::string>> valid;
    for (const Row& row : people.rows(kDocument)) {
      const auto document = business::read_or_find(kDocument, row, findings, &read_document);
      if (!document) continue;
      check_document(*document, row, context, findings);
      if (people.rows(person::kPerson).empty()) {
        findings.add(kDocument, row, "was issued to nobody on record");
      }
      if (!document->case_id.is_none() &&
          !has_case(people.rows(casework::kCaseFile), document->case_id)) {
        findings.add(kDocument, row, "case_id is none of the person's cases");
      }
      if (document->state == State::valid &&
          !valid.emplace(document->kind, document->subject).second) {
        findings.add(kDocument, row, "is valid beside another one about the same thing");
      }
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"documents", "文书的摘要、校验码与内容一致,同一事项只有一份有效", &check_documents}};
}

}  // namespace yibao::document
