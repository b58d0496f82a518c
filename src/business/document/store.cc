#include "business/document/store.h"

#include <algorithm>

#include "base/check.h"

namespace yibao::document {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kDocumentColumns[] = {
    {"person_id", ColumnType::integer},   {"document_id", ColumnType::integer},
    {"number", ColumnType::text},         {"kind", ColumnType::text},
    {"subject", ColumnType::text},        {"region", ColumnType::integer},
    {"case_id", ColumnType::integer},     {"content", ColumnType::text},
    {"content_digest", ColumnType::text}, {"check_code", ColumnType::text},
    {"state", ColumnType::text},          {"void_reason", ColumnType::text},
    {"voided_on", ColumnType::integer},   {"issued_on", ColumnType::integer},
    {"valid_until", ColumnType::integer}, {"served_on", ColumnType::integer},
    {"served_by_way", ColumnType::text},  {"issued_by", ColumnType::text},
    {"recorded_at", ColumnType::integer}};

Value value_of(const std::optional<Date>& date) {
  return date ? Value(date->days()) : Value();
}

std::optional<Date> date_of(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

template<class Enum, std::size_t kSize>
Enum enum_of(const std::array<std::string_view, kSize>& texts, const std::string& text) {
  const auto found = std::find(texts.begin(), texts.end(), text);
  YB_CHECK(found != texts.end(), "an unknown word in a document: " + text);
  return static_cast<Enum>(found - texts.begin());
}

}  // namespace

const storage::Table kDocument{160,
                               "document",
                               kDocumentColumns,
                               2,
                               storage::Owner::person,
                               0,
                               storage::Mutability::mutable_rows};

const storage::KeyedSelect kDocumentsOf{
    "documents_of",
    "SELECT person_id, document_id, number, kind, subject, region, case_id, content, "
    "content_digest, check_code, state, void_reason, voided_on, issued_on, valid_until, "
    "served_on, served_by_way, issued_by, recorded_at FROM document WHERE person_id {key} "
    "ORDER BY person_id, document_id"};
const storage::KeyedSelect kDocumentByNumber{
    "document_by_number",
    "SELECT number, person_id, document_id, number, kind, subject, region, case_id, content, "
    "content_digest, check_code, state, void_reason, voided_on, issued_on, valid_until, "
    "served_on, served_by_way, issued_by, recorded_at FROM document WHERE number {key}",
    ColumnType::text};

storage::Row document_row(const Document& document) {
  return {document.person.value(),
          document.id.value(),
          document.number,
          to_text(document.kind),
          document.subject,
          document.region.value(),
          document.case_id.is_none() ? Value() : Value(document.case_id.value()),
          document.content,
          document.content_digest,
          document.check_code,
          to_text(document.state),
          to_text(document.void_reason),
          value_of(document.voided_on),
          document.issued_on.days(),
          value_of(document.valid_until),
          value_of(document.served_on),
          document.served_by_way,
          document.issued_by,
          document.recorded_at.milliseconds()};
}

Document read_document(const storage::Row& row) {
  Document document;
  document.person = PersonId(row[0].integer());
  document.id = DocumentId(row[1].integer());
  document.number = row[2].text();
  document.kind = enum_of<Kind>(kKindTexts, row[3].text());
  document.subject = row[4].text();
  document.region = RegionCode(static_cast<std::int32_t>(row[5].integer()));
  document.case_id = CaseId(row[6].integer_or(0));
  document.content = row[7].text();
  document.content_digest = row[8].text();
  document.check_code = row[9].text();
  document.state = enum_of<State>(kStateTexts, row[10].text());
  document.void_reason = enum_of<VoidReason>(kVoidReasonTexts, row[11].text());
  document.voided_on = date_of(row[12]);
  document.issued_on = *date_of(row[13]);
  document.valid_until = date_of(row[14]);
  document.served_on = date_of(row[15]);
  document.served_by_way = row[16].text();
  document.issued_by = row[17].text();
  document.recorded_at = Instant::from_milliseconds(row[18].integer());
  return document;
}

std::optional<Document> find_document(const storage::Rows& documents, DocumentId id) {
  for (const storage::Row& row : documents) {
    if (row[1].integer() == id.value()) return read_document(row);
  }
  return std::nullopt;
}

std::optional<Document> find_valid(const storage::Rows& documents, Kind kind,
                                   std::string_view subject) {
  for (const storage::Row& row : documents) {
    const Document document = read_document(row);
    if (document.state == State::valid && document.kind == kind && document.subject == subject) {
      return document;
    }
  }
  return std::nullopt;
}

}  // namespace yibao::document
