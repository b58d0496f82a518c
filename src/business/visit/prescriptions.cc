#include "business/visit/prescriptions.h"

#include <algorithm>
#include <array>
#include <functional>

#include "business/access.h"
#include "business/reader.h"
#include "storage/encoding.h"

namespace yibao::visit {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr std::size_t kFileBytesMax = 2 << 20;
constexpr std::int64_t kUploadsMax = 1'000'000;
constexpr std::string_view kSale = "41";  // 定点药店购药

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer},  {"visit_id", ColumnType::integer},
    {"upload", ColumnType::integer},     {"institution", ColumnType::text},
    {"name", ColumnType::text},          {"content", ColumnType::bytes},
    {"recorded_at", ColumnType::integer}};

constexpr storage::Statement kPrescriptionsBefore{
    "visit_prescriptions_before",
    "SELECT p.visit_id, v.recorded_at, p.upload, p.institution, p.name, p.recorded_at "
    "FROM visit_prescription AS p "
    "JOIN visit AS v ON v.person_id = p.person_id AND v.visit_id = p.visit_id "
    "WHERE p.person_id = $1 AND (p.visit_id < $2 OR (p.visit_id = $2 AND p.upload < $3)) "
    "ORDER BY p.visit_id DESC, p.upload DESC LIMIT $4"};
constexpr storage::Statement kPrescriptionsBetween{
    "visit_prescriptions_between",
    "SELECT visit_id, upload, name, recorded_at FROM visit_prescription "
    "WHERE person_id = $1 AND visit_id >= $2 AND visit_id <= $3 "
    "ORDER BY visit_id DESC, upload DESC"};
constexpr storage::Statement kPrescriptionOf{
    "visit_prescription_of",
    "SELECT upload, content FROM visit_prescription "
    "WHERE person_id = $1 AND visit_id = $2 AND (upload = $3 OR $3 = 0) "
    "ORDER BY upload DESC LIMIT 1"};

}  // namespace

const storage::Table kPrescription{183,
                                   "visit_prescription",
                                   kColumns,
                                   3,
                                   storage::Owner::person,
                                   0,
                                   storage::Mutability::append_only};

// 药店为门诊就诊的,处方医药机构和处方文件必填 (2203A 字段表); a sale over the counter may do
// without.
Decision<Prescription> read_prescription(const Asked& asked) {
  const auto text = [&](const char* field) { return asked.message.text("mdtrtinfo", field); };
  const bool needed =
      asked.institution.kind == provider::Kind::pharmacy && text("med_type") != kSale;
  for (const char* field : {"rxfixmedinsCode", "rxfixmedinsName", "rxIn"}) {
    if (needed && text(field).empty()) {
      return refuse(RefusalKind::malformed, "prescription_missing", {{"field", field}});
    }
  }
  Prescription prescription{text("rxfixmedinsCode"), text("rxfilename"), ""};
  const std::string sent = text("rxIn");
  if (sent.empty()) return prescription;
  std::optional<std::string> content = storage::decode_base64(sent);
  if (!content || content->empty()) return refuse(RefusalKind::malformed, "file_not_base64");
  if (content->size() > kFileBytesMax) {
    return refuse(RefusalKind::too_large, "file_too_large",
                  {{"most", std::to_string(kFileBytesMax >> 20) + "MB"}});
  }
  prescription.content = *std::move(content);
  return prescription;
}

void keep_prescription(storage::Plan& plan, const Record& record,
                       const Prescription& prescription) {
  if (prescription.content.empty()) return;
  plan.insert(
      kPrescription,
      {record.person.value(), record.visit.value(), record.uploads, prescription.institution,
       prescription.name, storage::Bytes{prescription.content}, record.recorded_at.milliseconds()});
}

std::vector<KeptPrescription> prescriptions_between(const person::Numbers& numbers, VisitId first,
                                                    VisitId last, storage::Session& session) {
  std::vector<KeptPrescription> all;
  for (const PersonId number : numbers.all()) {
    for (const storage::Row& row :
         session.select(kPrescriptionsBetween, {number.value(), first.value(), last.value()})) {
      all.push_back({VisitId(row[0].integer()), row[1].integer(), row[2].text(),
                     Instant::from_milliseconds(row[3].integer())});
    }
  }
  return all;
}

Decision<Tree> answer_prescriptions(const business::Request& request,
                                    const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  constexpr std::int64_t kAll = std::int64_t{1} << 62;
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const auto before = reader.optional_id("before", storage::IdKind::visit);
  const std::int64_t before_upload = reader.integer_or("before_upload", 1, kUploadsMax, 1);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  // Of all numbers of the person (N-12), each of which has at most a page.
  storage::Rows rows;
  for (const PersonId number : person::load_numbers(person, session).all()) {
    for (storage::Row& row :
         session.select(kPrescriptionsBefore,
                        {number.value(), before.value_or(kAll), before_upload, limit + 1})) {
      rows.push_back(std::move(row));
    }
  }
  std::ranges::sort(rows, std::ranges::greater(), [](const storage::Row& row) {
    return std::pair(row[0].integer(), row[2].integer());
  });
  const auto size = static_cast<std::size_t>(limit);
  const bool goes_on = rows.size() > size;
  if (goes_on) rows.resize(size);
  const auto visit_of = [&](const storage::Row& row) {
    return context.vault->outside_id(storage::IdKind::visit, row[0].integer(),
                                     Instant::from_milliseconds(row[1].integer()));
  };
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : rows) {
    list.push(
        Tree::object({{"visit", visit_of(row)},
                      {"upload", row[2].integer()},
                      {"institution", row[3].text()},
                      {"file_name", row[4].text()},
                      {"recorded_at", Instant::from_milliseconds(row[5].integer()).to_string()}}));
  }
  Tree told = Tree::object({{"prescriptions", std::move(list)}});
  if (goes_on) {
    told.set("next", visit_of(rows.back()));
    told.set("next_upload", rows.back()[2].integer());
  }
  return told;
}

Decision<Tree> answer_prescription(const business::Request& request,
                                   const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const VisitId visit(reader.path_id("visit", storage::IdKind::visit));
  const std::int64_t upload = reader.integer_or("upload", 1, kUploadsMax, 0);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  storage::Rows rows;
  for (const PersonId number : person::load_numbers(person, session).all()) {
    rows = session.select(kPrescriptionOf, {number.value(), visit.value(), upload});
    if (!rows.empty()) break;
  }
  if (rows.empty()) return refuse(RefusalKind::not_found, "not_found", {{"member", "visit"}});
  // The name that the pharmacy gave stands in the list; here it would be a header.
  return Tree::object({{"name", "prescription-" + std::to_string(rows.front()[0].integer())},
                       {"content", rows.front()[1].bytes().data}});
}

}  // namespace yibao::visit
