#include "business/visit/files.h"

#include "base/text.h"
#include "business/visit/present.h"
#include "policy/policy_set.h"
#include "storage/encoding.h"

namespace yibao::visit {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr std::size_t kFileBytesMax = 2 << 20;

constexpr Column kColumns[] = {
    {"region", ColumnType::integer}, {"file_id", ColumnType::integer},
    {"number", ColumnType::text},    {"institution", ColumnType::text},
    {"name", ColumnType::text},      {"content", ColumnType::bytes},
    {"until", ColumnType::integer},  {"recorded_at", ColumnType::integer}};

constexpr storage::Statement kFileByNumber{
    "exchange_file_by_number",
    "SELECT region, file_id, number, institution, name, content, until, recorded_at "
    "FROM exchange_file WHERE number = $1"};

// The day, and a serial: digits, as other systems of the interface number their files.
std::string number_of(Date day, std::int64_t id) {
  std::string digits = std::to_string(id);
  if (digits.size() < 16) digits.insert(0, 16 - digits.size(), '0');
  std::string text = day.to_string();
  std::erase(text, '-');
  return text + digits;
}

// 文件上传: kept as it came; what it holds is looked at by the transaction that names it.
class UploadFile : public business::Command {
 public:
  UploadFile(const provider::Institution& institution, std::string name, std::string content)
      : institution_(institution), name_(std::move(name)), content_(std::move(content)) {}

  std::vector<storage::Subject> subjects() const override {
    return {storage::Subject::region(institution_.region)};
  }
  void need(storage::Needs& needs) const override {
    needs.add(provider::kInstitutionOfCode, Value(institution_.code));
  }
  Verdict authorise(const business::Actor&, const storage::Facts& facts) const override {
    const auto institution = provider::require_institution(facts, institution_.code);
    if (!institution) return institution.refusal();
    return Nothing{};
  }
  Decision<storage::Plan> decide(const storage::Facts&,
                                 const business::Context& context) const override {
    storage::Plan plan;
    plan.event = "file_uploaded";
    const ExchangeFile file = keep_file(plan, institution_, name_, content_, context);
    plan.answer = Tree::object({{"file_qury_no", file.number},
                                {"filename", file.name},
                                {"fixmedins_code", file.institution},
                                {"dld_endtime", clock_text(file.until)}});
    return plan;
  }

 private:
  provider::Institution institution_;
  std::string name_;
  std::string content_;
};

}  // namespace

const storage::Table kExchangeFile{
    193, "exchange_file", kColumns, 2, storage::Owner::region, 0, storage::Mutability::append_only};

ExchangeFile keep_file(storage::Plan& plan, const provider::Institution& institution,
                       std::string name, std::string content, const business::Context& context) {
  ExchangeFile file;
  file.region = institution.region;
  file.id = context.ids->next();
  file.number = number_of(context.today, file.id);
  file.institution = institution.code;
  file.name = std::move(name);
  file.content = std::move(content);
  const int days =
      context.policies->on(institution.region, context.today).settlement.exchange_file_days.value;
  file.until = Instant::start_of(context.today + days + 1);
  file.recorded_at = context.now;
  plan.insert(kExchangeFile, {file.region.value(), file.id, file.number, file.institution,
                              file.name, storage::Bytes{file.content}, file.until.milliseconds(),
                              file.recorded_at.milliseconds()});
  return file;
}

Decision<ExchangeFile> find_file(const std::string& number, const std::string& institution,
                                 Instant now, storage::Session& session) {
  const storage::Rows rows = session.select(kFileByNumber, {number});
  if (rows.empty() || rows.front()[3].text() != institution) {
    return refuse(RefusalKind::not_found, "file_unknown", {{"number", number}});
  }
  const storage::Row& row = rows.front();
  ExchangeFile file{RegionCode(static_cast<std::int32_t>(row[0].integer())),
                    row[1].integer(),
                    row[2].text(),
                    row[3].text(),
                    row[4].text(),
                    row[5].bytes().data,
                    Instant::from_milliseconds(row[6].integer()),
                    Instant::from_milliseconds(row[7].integer())};
  if (now >= file.until) {
    return refuse("file_expired", {{"number", number}, {"until", clock_text(file.until)}});
  }
  return file;
}

business::CommandOrRefusal upload_file(const Asked& asked) {
  const auto text = [&](const char* field) { return asked.message.text("fsUploadIn", field); };
  if (text("fixmedins_code") != asked.institution.code) {
    return refuse("institution_differs", {{"code", text("fixmedins_code")}});
  }
  std::optional<std::string> content = storage::decode_base64(text("in"));
  if (!content || content->empty()) return refuse(RefusalKind::malformed, "file_not_base64");
  if (content->size() > kFileBytesMax) {
    return refuse(RefusalKind::too_large, "file_too_large",
                  {{"most", std::to_string(kFileBytesMax >> 20) + "MB"}});
  }
  return business::CommandOrRefusal(
      std::make_unique<UploadFile>(asked.institution, text("filename"), std::move(*content)));
}

Decision<Tree> answer_file(const Asked& asked) {
  const auto text = [&](const char* field) { return asked.message.text("fsDownloadIn", field); };
  // "plc" stands for the lists of the nation (目录), which are published elsewhere; some send it
  // with each number. Whose file it is, the message's sender says.
  const std::string owner = text("fixmedins_code");
  if (owner != asked.institution.code && owner != "plc") {
    return refuse(RefusalKind::not_found, "file_unknown", {{"number", text("file_qury_no")}});
  }
  // By its number, which no other file has: some send the name that they will keep it under.
  const Decision<ExchangeFile> file =
      find_file(text("file_qury_no"), asked.institution.code, asked.context.now, asked.session);
  if (!file) return file.refusal();
  return Tree::object({{"content", file->content}});
}

}  // namespace yibao::visit
