#include "main/import/import.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <vector>

#include "adapters/csv/reader.h"
#include "main/import/contribution_row.h"
#include "main/import/employer_receipts.h"
#include "main/import/flight.h"
#include "main/import/people.h"
#include "main/import/report.h"
#include "main/installation.h"
#include "storage/digest.h"

namespace yibao::main {

namespace {

// Two chunks are on their way at once: one is being committed, the next one read.
constexpr std::size_t kChunkRows = 2'000;
constexpr RowWords kWords{"import_row_done", "import_row_already"};

const business::Endpoint& endpoint(const std::vector<business::Endpoint>& all,
                                   std::string_view name) {
  const auto found = std::ranges::find(all, name, &business::Endpoint::name);
  YB_CHECK(found != all.end(), "no such endpoint");
  return *found;
}

// The row as the body of a request.
Tree body_of(const ContributionRow& row, int enrolment) {
  Tree body =
      Tree::object({{"enrolment", enrolment}, {"received_on", row.received_on.to_string()}});
  if (row.year) {
    body.set("year", *row.year);
    if (row.personal) body.set("amount_fen", row.personal->fen());
    return body;
  }
  body.set("month", row.month->to_string());
  if (row.base) body.set("base_fen", row.base->fen());
  if (row.personal) body.set("personal_fen", row.personal->fen());
  if (row.employer) body.set("employer_fen", row.employer->fen());
  return body;
}

struct Chunk {
  struct Row {
    std::int64_t line = 0;
    std::optional<RowOutcome> known;  // refused before it became a command
    std::size_t flight = 0;           // its place among the outcomes
  };
  std::vector<Row> rows;
  Flight flight;
};

class Import {
 public:
  Import(Installation& installation, const ImportRequest& request, RegionCode region,
         const Console& console)
      : installation_(installation),
        console_(console),
        request_(request),
        region_(region),
        facts_(csv::examine(request.file)),
        csv_(request.file, facts_.encoding),
        report_(request.report),
        reader_(installation.database().reader()),
        endpoints_(all_endpoints()),
        trace_(storage::to_hex(storage::random_bytes(16))) {
    actor_.role = business::Role::agency_officer;
    actor_.id = request.officer;
    actor_.region = region;
    actor_.channel = "file";
    actor_.name = "import";
  }

  Verdict run() {
    std::optional<csv::Record> header = csv_.next();
    if (!header) return refuse(RefusalKind::malformed, "csv_empty");
    const Decision<csv::Columns> columns = csv::Columns::match(*header, contribution_columns());
    if (!columns) return columns.refusal();
    std::unique_ptr<Chunk> ahead;
    for (;;) {
      std::unique_ptr<Chunk> next = launch(*columns);
      if (ahead) land(*ahead);
      if (!next) break;
      ahead = std::move(next);
    }
    return Nothing{};
  }

  const Report& report() const { return report_; }
  const csv::FileFacts& facts() const { return facts_; }

 private:
  const service::Catalogue& catalogue() const { return installation_.data().catalogue; }

  // Reads, looks up and hands over the next rows; null at the end of the file.
  std::unique_ptr<Chunk> launch(const csv::Columns& columns) {
    auto chunk = std::make_unique<Chunk>(Chunk{{}, Flight(installation_.dispatcher())});
    const Instant now = installation_.clock().now();
    std::vector<ContributionRow> parsed;
    std::vector<std::size_t> places;  // of the parsed ones among the rows
    while (chunk->rows.size() < kChunkRows) {
      const std::optional<csv::Record> record = csv_.next();
      if (!record) break;
      Decision<ContributionRow> row = read_contribution_row(columns, *record, now.date());
      chunk->rows.push_back({record->line, std::nullopt, 0});
      if (row) {
        places.push_back(chunk->rows.size() - 1);
        parsed.push_back(std::move(row).value());
      } else {
        refuse_row(chunk->rows.back(), row.refusal());
      }
    }
    if (chunk->rows.empty()) return nullptr;
    const People people = People::find(parsed, *reader_, installation_.vault());
    for (std::size_t i = 0; i < parsed.size(); ++i) {
      launch_row(*chunk, chunk->rows[places[i]], parsed[i], people, now);
    }
    return chunk;
  }

  void launch_row(Chunk& chunk, Chunk::Row& row, const ContributionRow& parsed,
                  const People& people, Instant now) {
    const Decision<People::Payer> payer = people.payer_of(parsed, region_, installation_.vault());
    if (!payer) return refuse_row(row, payer.refusal());
    business::Request request;
    request.method = "POST";
    request.path_values = {{"person", payer->person->outside_id}};
    request.body = body_of(parsed, payer->enrolment);
    business::Context context = service::context_for(installation_.surroundings(), now);
    context.actor = &actor_;
    business::CommandOrRefusal command =
        endpoint(endpoints_, parsed.year ? "contribution.receive-year" : "contribution.receive")
            .command(request, context, *reader_);
    if (!command) return refuse_row(row, command.refusal());
    service::Job job;
    job.command = std::move(command).value();
    job.actor = actor_;
    job.now = now;
    job.instance = "import:" + std::to_string(row.line);
    job.trace_id = trace_;
    // The row is the body: what we look up for it may differ from run to run, the key stays.
    job.key_digest = {storage::short_digest("import\n" + region_.to_string() + "\n" +
                                            facts_.digest + "\n" + std::to_string(row.line))};
    job.body_digest = job.key_digest;
    row.flight = chunk.flight.launch(std::move(job));
  }

  void refuse_row(Chunk::Row& row, const Refusal& refusal) {
    row.known = refused_row(row.line, refusal, catalogue());
  }

  void land(Chunk& chunk) {
    const std::vector<service::Outcome>& outcomes = chunk.flight.land();
    for (const Chunk::Row& row : chunk.rows) {
      report_.add(row.known ? *row.known
                            : row_outcome(row.line, outcomes.at(row.flight), kWords, catalogue()));
    }
    report_.flush();
    console_.progress(
        "第 " + std::to_string(chunk.rows.back().line) + " / " + std::to_string(facts_.lines) +
        " 行: 已办 " +
        std::to_string(report_.count(RowResult::done) + report_.count(RowResult::already)) +
        ", 不予办理 " + std::to_string(report_.count(RowResult::refused)));
  }

  Installation& installation_;
  const Console& console_;
  const ImportRequest& request_;
  RegionCode region_;
  csv::FileFacts facts_;
  csv::Reader csv_;
  Report report_;
  std::unique_ptr<storage::Session> reader_;
  const std::vector<business::Endpoint>& endpoints_;
  std::string trace_;
  business::Actor actor_;
};

Decision<RegionCode> pooling_region(const std::string& text, const RegionTable& regions) {
  const std::optional<RegionCode> region = RegionCode::parse(text);
  if (!region || !regions.exists(*region)) {
    return refuse(RefusalKind::malformed, "region_unknown",
                  {{"member", "--region"}, {"region", text}});
  }
  const RegionCode covering = regions.pooling_region(*region);
  if (regions.is_pooling_region(covering)) return covering;
  return refuse(RefusalKind::malformed, "not_a_pooling_region", {{"region", text}});
}

int tell(const ImportRequest& request, const csv::FileFacts& facts, const Report& report,
         const service::Catalogue& catalogue, Console& console, bool json) {
  if (json) {
    Tree told = Tree::object({{"file", request.file},
                              {"sha256", facts.digest},
                              {"encoding", std::string(csv::to_text(facts.encoding))}});
    const Tree totals = report.totals();
    for (const auto& [name, value] : *totals.members()) told.set(name, value);
    console.out << told.to_json() << "\n";
  } else {
    console.out << request.file << " (" << csv::to_text(facts.encoding) << ") "
                << report.summary(catalogue);
  }
  return report.exit_code();
}

}  // namespace

int import_contributions(Installation& installation, const Tree& arguments, Console& console) {
  const ImportRequest request{text_argument(arguments, "file"), text_argument(arguments, "region"),
                              text_argument(arguments, "report"),
                              integer_argument(arguments, "officer"),
                              flag_argument(arguments, "employers")};
  const bool json = flag_argument(arguments, "json");
  const service::Catalogue& catalogue = installation.data().catalogue;
  const Decision<RegionCode> region = pooling_region(request.region, installation.data().regions);
  const auto refused = [&](const Refusal& refusal) {
    const service::Catalogue& words = words_asked(installation, arguments);
    if (json) console.out << refusal_json(refusal, words) << "\n";
    if (!json) console.err << explain(refusal, &words) << "\n";
    return kRefused;
  };
  if (!region) return refused(region.refusal());
  if (request.officer < 0) return refused(refuse("staff_number_wrong"));
  if (const Verdict other = check_report(request.report, request.file); !other) {
    return refused(other.refusal());
  }
  if (request.employers) {
    const csv::FileFacts facts = csv::examine(request.file);
    Report report(request.report);
    const Verdict done = import_employer_receipts(installation, request, *region, facts, report);
    if (!done) return refused(done.refusal());
    return tell(request, facts, report, catalogue, console, json);
  }
  Import import(installation, request, *region, console);
  if (const Verdict done = import.run(); !done) return refused(done.refusal());
  return tell(request, import.facts(), import.report(), catalogue, console, json);
}

}  // namespace yibao::main
