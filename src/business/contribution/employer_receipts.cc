#include "business/contribution/employer_receipts.h"

#include <algorithm>
#include <set>

#include "business/access.h"
#include "business/agency/present.h"
#include "business/enrolment/store.h"
#include "business/reader_part.h"

namespace yibao::contribution {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kEmployerReceiptColumns[] = {
    {"region", ColumnType::integer},      {"employer_id", ColumnType::integer},
    {"month", ColumnType::integer},       {"amount_fen", ColumnType::integer},
    {"received_on", ColumnType::integer}, {"reported_by", ColumnType::text},
    {"recorded_at", ColumnType::integer}};

constexpr std::size_t kCodeSize = 18;

// The first column is the key: hence employer_id twice.
const storage::KeyedSelect kReceiptsOfEmployer{
    "receipts_of_employer",
    "SELECT employer_id, region, employer_id, month, amount_fen, received_on FROM employer_receipt "
    "WHERE employer_id {key} ORDER BY employer_id, region, month"};

// The report on this employer and month, or null.
const storage::Row* find_report(const storage::Rows& rows, RegionCode region, Month month) {
  for (const storage::Row& row : rows) {
    if (row[1].integer() == region.value() && row[3].integer() == month.index()) return &row;
  }
  return nullptr;
}

}  // namespace

const storage::Table kEmployerReceipt{61,
                                      "employer_receipt",
                                      kEmployerReceiptColumns,
                                      3,
                                      storage::Owner::region,
                                      0,
                                      storage::Mutability::append_only};

business::CommandOrRefusal ReportEmployerReceipts::parse(const business::Request& request,
                                                         const business::Context& context,
                                                         storage::Session&) {
  auto command = std::make_unique<ReportEmployerReceipts>();
  auto reader = business::Reader::body(request, context);
  command->region_ = agency::path_region(reader, request, context);
  command->month_ = reader.month("month");
  command->received_on_ = reader.optional_date("received_on").value_or(context.today);
  if (const Tree::List* list = reader.list("employers", kEmployersMax)) {
    if (list->empty()) reader.add({"member_empty", {{"member", "employers"}}, {}});
    std::set<std::string> seen;
    business::read_items(reader, request, context, "employers", *list,
                         [&](business::Reader& line, const business::Request&) {
                           command->lines_.push_back(
                               {line.text("code", kCodeSize), line.optional_fen("amount_fen")});
                           const std::string& code = command->lines_.back().code;
                           if (!seen.insert(code).second)
                             line.add({"employer_listed_twice", {{"code", code}}, {}});
                         });
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ReportEmployerReceipts::subjects() const {
  return {storage::Subject::region(region_)};
}

void ReportEmployerReceipts::need(storage::Needs& needs) const {
  for (const Line& line : lines_) needs.add(enrolment::kEmployerByCode, Value(line.code));
}

void ReportEmployerReceipts::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  for (const Line& line : lines_) {
    for (const storage::Row& row : facts.rows(enrolment::kEmployerByCode, Value(line.code))) {
      needs.add(kReceiptsOfEmployer, Value(enrolment::read_employer(row).id.value()));
    }
  }
}

Verdict ReportEmployerReceipts::authorise(const business::Actor& actor,
                                          const storage::Facts&) const {
  return business::may_act_at(actor, region_);
}

// Every line that cannot be taken is named.
Refusal ReportEmployerReceipts::find_mistakes(const storage::Facts& facts) const {
  Refusal refusal;
  const auto fail = [&](const char* code, const Line& line) {
    refusal.reasons.push_back({code, {{"code", line.code}, {"month", month_.to_string()}}, {}});
  };
  for (const Line& line : lines_) {
    const storage::Rows& rows = facts.rows(enrolment::kEmployerByCode, Value(line.code));
    if (rows.empty()) {
      fail("employer_not_registered", line);
      continue;
    }
    const enrolment::Employer employer = enrolment::read_employer(rows.front());
    if (employer.region != region_) fail("employer_of_other_region", line);
    const storage::Row* known =
        find_report(facts.rows(kReceiptsOfEmployer, Value(employer.id.value())), region_, month_);
    const Value amount = line.amount ? Value(line.amount->fen()) : Value();
    if (known != nullptr && (*known)[4] != amount) fail("employer_receipt_differs", line);
  }
  return refusal;
}

Decision<storage::Plan> ReportEmployerReceipts::decide(const storage::Facts& facts,
                                                       const business::Context& context) const {
  if (month_ > Month::containing(context.today)) {
    return refuse("month_in_future", {{"month", month_.to_string()}});
  }
  if (received_on_ > context.today) {
    return refuse("received_in_future", {{"day", received_on_.to_string()}});
  }
  if (Refusal refusal = find_mistakes(facts); !refusal.reasons.empty()) return refusal;
  storage::Plan plan;
  plan.event = "employer_receipts_reported";
  std::int64_t known_before = 0;
  for (const Line& line : lines_) {
    const enrolment::Employer employer =
        enrolment::read_employer(facts.rows(enrolment::kEmployerByCode, Value(line.code)).front());
    if (find_report(facts.rows(kReceiptsOfEmployer, Value(employer.id.value())), region_, month_) !=
        nullptr) {
      ++known_before;
      continue;
    }
    plan.insert(kEmployerReceipt,
                {region_.value(), employer.id.value(), month_.index(),
                 line.amount ? Value(line.amount->fen()) : Value(), received_on_.days(),
                 context.actor->journal_name(), context.now.milliseconds()});
  }
  plan.answer = Tree::object({{"reported", static_cast<std::int64_t>(lines_.size()) - known_before},
                              {"known_before", known_before}});
  return plan;
}

}  // namespace yibao::contribution
