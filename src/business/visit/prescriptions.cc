#include "business/visit/prescriptions.h"

#include <array>

#include "business/access.h"
#include "business/reader.h"
#include "storage/encoding.h"

namespace yibao::visit {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr std::size_t kFileBytesMax = 2 << 20;
constexpr std::string_view kSale = "41";  // 定点药店购药

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer},  {"visit_id", ColumnType::integer},
    {"upload", ColumnType::integer},     {"institution", ColumnType::text},
    {"name", ColumnType::text},          {"content", ColumnType::bytes},
    {"recorded_at", ColumnType::integer}};

constexpr storage::Statement kPrescriptionsOf{
    "visit_prescriptions_of",
    "SELECT p.visit_id, v.recorded_at, p.upload, p.institution, p.name, p.recorded_at "
    "FROM visit_prescription AS p "
    "JOIN visit AS v ON v.person_id = p.person_id AND v.visit_id = p.visit_id "
    "WHERE p.person_id = $1 ORDER BY p.visit_id DESC, p.upload DESC LIMIT 200"};
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

Decision<Tree> answer_prescriptions(const business::Request& request,
                                    const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : session.select(kPrescriptionsOf, {person.value()})) {
    list.push(Tree::object(
        {{"visit", context.vault->outside_id(storage::IdKind::visit, row[0].integer(),
                                             Instant::from_milliseconds(row[1].integer()))},
         {"upload", row[2].integer()},
         {"institution", row[3].text()},
         {"file_name", row[4].text()},
         {"recorded_at", Instant::from_milliseconds(row[5].integer()).to_string()}}));
  }
  return Tree::object({{"prescriptions", std::move(list)}});
}

Decision<Tree> answer_prescription(const business::Request& request,
                                   const business::Context& context, storage::Session& session) {
  constexpr std::int64_t kUploadsMax = 1'000'000;
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const VisitId visit(reader.path_id("visit", storage::IdKind::visit));
  const std::int64_t upload = reader.integer_or("upload", 1, kUploadsMax, 0);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  const storage::Rows rows =
      session.select(kPrescriptionOf, {person.value(), visit.value(), upload});
  if (rows.empty()) return refuse(RefusalKind::not_found, "not_found", {{"member", "visit"}});
  // The name that the pharmacy gave stands in the list; here it would be a header.
  return Tree::object({{"name", "prescription-" + std::to_string(rows.front()[0].integer())},
                       {"content", rows.front()[1].bytes().data}});
}

}  // namespace yibao::visit
