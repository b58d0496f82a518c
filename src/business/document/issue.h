// Issuing a document from within any command: the row, and what becomes of the one before.
//
// The same paper again is the same document: its number, its code and its bytes stay. A paper that
// says something else is a new document, and the one before about the same thing becomes void.
#pragma once

#include <string>
#include <string_view>

#include "base/tree.h"
#include "business/document/paper.h"
#include "business/document/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::document {

struct NewDocument {
  PersonId person;
  Kind kind = Kind::contribution_statement;
  std::string subject;
  RegionCode region;  // the agency that issues it
  CaseId case_id;     // none: it belongs to no case
  Paper paper;
  std::optional<Date> valid_until;
  // Of a paper that has a number of its own already (参保凭证).
  std::string number;
  std::string check_code;
  // Of a decision that the person was told online: the day of its service.
  std::optional<Date> served_on;
};

// What must be asked before: the person's documents, and the agency that issues.
void need_documents(storage::Needs& needs, PersonId person);
void need_issuer(storage::Needs& needs, RegionCode region);
// 经办机构名称: the agency's own, or that of its place where it is not on record.
std::string issuer_name(const storage::Facts& facts, RegionCode region,
                        const business::Context& context);

// The document that is valid from now on; its row is in the plan where it is new.
Document issue(storage::Plan& plan, const storage::Facts& facts, const NewDocument& document,
               const business::Context& context);

// Makes a document void; returns it as it is now.
Document make_void(storage::Plan& plan, Document document, VoidReason reason, Date today);

// 支付凭证: what a receipt is about; and the receipt of a payment that was taken back, which holds
// no longer. Needs need_documents() of the person.
std::string subject_of_posting(std::int64_t posting);
void void_receipt(storage::Plan& plan, const storage::Facts& facts, PersonId person,
                  std::int64_t posting, Date today);
// 结算凭证: the same of a settlement as a whole.
std::string subject_of_settlement(std::int64_t settlement);
void void_settlement_receipt(storage::Plan& plan, const storage::Facts& facts, PersonId person,
                             std::int64_t settlement, Date today);

// region + year + serial of at least eight digits.
std::string document_number(RegionCode region, Date issued_on, std::int64_t id);
// The check code replaces the stamp: a keyed digest over what is printed.
std::string check_code_of(const storage::Vault& vault, std::string_view number,
                          std::string_view content);
// Where it is checked: "/verify/44190020250000017?code=0123456789ab".
std::string verify_path(const Document& document);

std::string document_id_text(const Document& document, const business::Context& context);
// {document, number, kind, title, issued_on, standing, check_code, verify, …}
Tree present_document(const Document& document, const business::Context& context);

}  // namespace yibao::document
