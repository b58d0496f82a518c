#include "business/document/issue.h"

#include "base/region_table.h"
#include "business/agency/store.h"
#include "business/casework/shown.h"
#include "business/casework/stored_json.h"
#include "business/document/store.h"
#include "business/wording.h"
#include "storage/digest.h"

namespace yibao::document {

namespace {

constexpr std::size_t kCheckCodeSize = 12;

// What is no letter of ASCII is written as an address takes it.
std::string in_address(std::string_view number) {
  std::string text;
  for (const char c : number) {
    const auto byte = static_cast<unsigned char>(c);
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    if (byte < 0x80) {
      text += c;
    } else {
      text += '%';
      text += kDigits[byte >> 4];
      text += kDigits[byte & 15];
    }
  }
  return text;
}

// What a receipt is about was taken back: it holds no longer.
void take_back(storage::Plan& plan, const storage::Rows& documents, Kind kind,
               const std::string& subject, Date today) {
  const std::optional<Document> receipt = find_valid(documents, kind, subject);
  if (receipt) make_void(plan, *receipt, VoidReason::taken_back, today);
}

}  // namespace

void need_documents(storage::Needs& needs, PersonId person) {
  needs.add(kDocumentsOf, person);
}

void need_issuer(storage::Needs& needs, RegionCode region) {
  needs.add(agency::kAgencyOf, storage::Value(region.value()));
}

std::string issuer_name(const storage::Facts& facts, RegionCode region,
                        const business::Context& context) {
  const storage::Rows& rows = facts.rows(agency::kAgencyOf, storage::Value(region.value()));
  if (!rows.empty()) return agency::read_agency(rows.front()).name;
  return context.regions->full_name(region) + "医疗保障经办机构";
}

std::string document_number(RegionCode region, Date issued_on, std::int64_t id) {
  std::string serial = std::to_string(id);
  if (serial.size() < 8) serial.insert(0, 8 - serial.size(), '0');
  return region.to_string() + std::to_string(issued_on.year()) + serial;
}

std::string check_code_of(const storage::Vault& vault, std::string_view number,
                          std::string_view content) {
  const std::string text = std::string(number) + "\n" + std::string(content);
  return storage::to_hex(vault.keyed_hash("document.check_code", text).data)
      .substr(0, kCheckCodeSize);
}

Document make_void(storage::Plan& plan, Document document, VoidReason reason, Date today) {
  document.state = State::void_;
  document.void_reason = reason;
  document.voided_on = today;
  plan.update(kDocument, document_row(document));
  return document;
}

std::string subject_of_posting(std::int64_t posting) {
  return "posting:" + std::to_string(posting);
}

std::string subject_of_settlement(std::int64_t settlement) {
  return "settlement:" + std::to_string(settlement);
}

void void_receipt(storage::Plan& plan, const storage::Facts& facts, PersonId person,
                  std::int64_t posting, Date today) {
  take_back(plan, facts.rows(kDocumentsOf, person), Kind::payment_receipt,
            subject_of_posting(posting), today);
}

void void_settlement_receipt(storage::Plan& plan, const storage::Facts& facts, PersonId person,
                             std::int64_t settlement, Date today) {
  take_back(plan, facts.rows(kDocumentsOf, person), Kind::settlement_receipt,
            subject_of_settlement(settlement), today);
}

Document issue(storage::Plan& plan, const storage::Facts& facts, const NewDocument& document,
               const business::Context& context) {
  Document issued;
  issued.content = to_tree(document.paper).to_json();
  issued.content_digest = storage::to_hex(storage::sha256(issued.content));
  const std::optional<Document> before =
      find_valid(facts.rows(kDocumentsOf, document.person), document.kind, document.subject);
  if (before) {
    const bool same = before->content_digest == issued.content_digest && document.number.empty() &&
                      standing_on(*before, context.today) == Standing::valid;
    if (same) return *before;
    make_void(plan, *before, VoidReason::reissued, context.today);
  }
  issued.person = document.person;
  issued.id = DocumentId(context.ids->next());
  issued.kind = document.kind;
  issued.subject = document.subject;
  issued.region = document.region;
  issued.case_id = document.case_id;
  issued.number = document.number.empty()
                      ? document_number(document.region, context.today, issued.id.value())
                      : document.number;
  issued.check_code = document.number.empty()
                          ? check_code_of(*context.vault, issued.number, issued.content)
                          : document.check_code;
  issued.issued_on = context.today;
  issued.valid_until = document.valid_until;
  issued.served_on = document.served_on;
  if (document.served_on) issued.served_by_way = "electronic";
  issued.issued_by = context.actor->journal_name();
  issued.recorded_at = context.now;
  plan.insert(kDocument, document_row(issued));
  return issued;
}

std::string verify_path(const Document& document) {
  return "/verify/" + in_address(document.number) + "?code=" + document.check_code;
}

std::string document_id_text(const Document& document, const business::Context& context) {
  return context.vault->outside_id(storage::IdKind::document, document.id.value(),
                                   document.recorded_at);
}

Tree present_document(const Document& document, const business::Context& context) {
  const Tree content = casework::read_stored(document.content);
  Tree tree =
      Tree::object({{"document", document_id_text(document, context)},
                    {"number", document.number},
                    {"kind", std::string(to_text(document.kind))},
                    {"title", *content.find("title")->text()},
                    {"issuer", *content.find("issuer")->text()},
                    {"region", document.region.to_string()},
                    {"issued_on", document.issued_on.to_string()},
                    {"standing", std::string(to_text(standing_on(document, context.today)))},
                    {"check_code", document.check_code},
                    {"verify", verify_path(document)},
                    {"digest", document.content_digest}});
  if (document.valid_until) tree.set("last_day", (*document.valid_until - 1).to_string());
  if (document.voided_on) {
    tree.set("voided_on", document.voided_on->to_string());
    tree.set("void_reason", std::string(to_text(document.void_reason)));
  }
  if (document.served_on) {
    tree.set("served_on", document.served_on->to_string());
    tree.set("served_by_way", document.served_by_way);
  }
  return tree;
}

}  // namespace yibao::document
