#include "main/import/employer_receipts.h"

#include <algorithm>
#include <array>

#include "adapters/csv/columns.h"
#include "base/employer_code.h"
#include "business/enrolment/store.h"
#include "main/import/flight.h"
#include "main/import/values.h"
#include "storage/digest.h"

namespace yibao::main {

namespace {

enum Place : std::size_t { kReference, kEmployerCode, kPrincipal, kLateFee, kReceivedOn };

constexpr std::array<csv::Column, 5> kColumns{{
    {"reference", "票据号", true, {"电子税票号码", "凭证号"}},
    {"employer_code", "单位代码", true, {"统一社会信用代码"}},
    {"principal", "费款", true, {"费款金额"}},
    {"late_fee", "滞纳金", false, {}},
    {"received_on", "到账日期", true, {"入库日期"}},
}};
constexpr RowWords kWords{"import_row_done", "import_row_already"};

struct ReceiptRow {
  std::string code;
  Tree body = Tree(Tree::Members{});
};

class RowReader {
 public:
  RowReader(const csv::Columns& columns, const csv::Record& record)
      : columns_(columns), record_(record) {}

  Decision<ReceiptRow> read() {
    if (const Verdict whole = columns_.check(record_); !whole) return whole.refusal();
    row_.body.set("reference", required(kReference));
    if (const std::string& text = required(kEmployerCode); !text.empty()) {
      const Decision<std::string> code = check_employer_code(text);
      if (code) row_.code = *code;
      if (!code) refusal_.reasons.push_back(code.refusal().reasons.front());
    }
    read_amount(kPrincipal, "principal_fen");
    read_amount(kLateFee, "late_fee_fen");
    if (const std::string& text = required(kReceivedOn); !text.empty()) {
      const std::optional<Date> day = parse_day(text);
      if (day) row_.body.set("received_on", day->to_string());
      if (!day) wrong(kReceivedOn, "2025-04-25");
    }
    if (refusal_.reasons.empty()) return std::move(row_);
    refusal_.kind = RefusalKind::malformed;
    return refusal_;
  }

 private:
  const std::string& required(Place place) {
    const std::string& text = columns_.value(record_, place);
    if (text.empty()) add("import_value_missing", {{"column", column(place)}});
    return text;
  }
  void read_amount(Place place, const std::string& member) {
    const std::string& text = columns_.value(record_, place);
    if (text.empty()) return;
    const std::optional<Money> money = Money::parse_yuan(text);
    if (money) row_.body.set(member, money->fen());
    if (!money) wrong(place, "以元为单位,最多两位小数,例如 1234.56");
  }
  static std::string column(Place place) { return std::string(kColumns[place].chinese); }
  void wrong(Place place, std::string expected) {
    add("import_value_wrong", {{"column", column(place)}, {"expected", std::move(expected)}});
  }
  void add(std::string code, std::vector<Fact> facts) {
    refusal_.reasons.push_back({std::move(code), std::move(facts), {}});
  }

  const csv::Columns& columns_;
  const csv::Record& record_;
  ReceiptRow row_;
  Refusal refusal_;
};

// One row after the other: the next one is given what the one before has left.
class Taker {
 public:
  Taker(Installation& installation, const ImportRequest& request, RegionCode region,
        const csv::FileFacts& facts)
      : installation_(installation),
        facts_(facts),
        reader_(installation.database().reader()),
        endpoints_(all_endpoints()),
        region_(region) {
    actor_.role = business::Role::agency_officer;
    actor_.id = request.officer;
    actor_.region = region;
    actor_.channel = "file";
    actor_.name = "import";
  }

  RowOutcome take(std::int64_t line, const ReceiptRow& row) {
    const storage::Value key[] = {storage::Value(row.code)};
    const storage::Rows employers = reader_->select_keyed(enrolment::kEmployerByCode, key).front();
    if (employers.empty()) {
      return refused(line, refuse("employer_code_unknown", {{"code", row.code}}));
    }
    const enrolment::Employer employer = enrolment::read_employer(employers.front());
    business::Request request;
    request.method = "POST";
    request.path_values = {
        {"employer", installation_.vault().outside_id(storage::IdKind::employer,
                                                      employer.id.value(), employer.recorded_at)}};
    request.body = row.body;
    const Instant now = installation_.clock().now();
    business::Context context = service::context_for(installation_.surroundings(), now);
    context.actor = &actor_;
    const auto endpoint =
        std::ranges::find(endpoints_, "employer-debt.receive", &business::Endpoint::name);
    YB_CHECK(endpoint != endpoints_.end(), "no such endpoint");
    business::CommandOrRefusal command = endpoint->command(request, context, *reader_);
    if (!command) return refused(line, command.refusal());
    service::Job job;
    job.command = std::move(command).value();
    job.actor = actor_;
    job.now = now;
    job.instance = "import:" + std::to_string(line);
    job.trace_id = storage::to_hex(storage::random_bytes(16));
    job.key_digest = {storage::short_digest("employer_receipts\n" + region_.to_string() + "\n" +
                                            facts_.digest + "\n" + std::to_string(line))};
    job.body_digest = job.key_digest;
    Flight flight(installation_.dispatcher());
    const std::size_t place = flight.launch(std::move(job));
    return row_outcome(line, flight.land().at(place), kWords, installation_.data().catalogue);
  }

  RowOutcome refused(std::int64_t line, const Refusal& refusal) const {
    return refused_row(line, refusal, installation_.data().catalogue);
  }

 private:
  Installation& installation_;
  const csv::FileFacts& facts_;
  std::unique_ptr<storage::Session> reader_;
  const std::vector<business::Endpoint>& endpoints_;
  RegionCode region_;
  business::Actor actor_;
};

}  // namespace

Verdict import_employer_receipts(Installation& installation, const ImportRequest& request,
                                 RegionCode region, const csv::FileFacts& facts, Report& report) {
  csv::Reader csv(request.file, facts.encoding);
  const std::optional<csv::Record> header = csv.next();
  if (!header) return refuse(RefusalKind::malformed, "csv_empty");
  const Decision<csv::Columns> columns = csv::Columns::match(*header, kColumns);
  if (!columns) return columns.refusal();
  Taker taker(installation, request, region, facts);
  while (const std::optional<csv::Record> record = csv.next()) {
    Decision<ReceiptRow> row = RowReader(*columns, *record).read();
    report.add(row ? taker.take(record->line, *row) : taker.refused(record->line, row.refusal()));
  }
  report.flush();
  return Nothing{};
}

std::span<const csv::Column> employer_receipt_columns() {
  return kColumns;
}

}  // namespace yibao::main
