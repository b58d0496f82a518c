#include "main/exchange.h"

#include <algorithm>

#include "main/import/flight.h"
#include "storage/digest.h"

namespace yibao::main {

namespace {

constexpr std::size_t kRowsInFlight = 1'000;

}  // namespace

FileSender::FileSender(Installation& installation, const std::string& folder)
    : installation_(installation), folder_(folder), reader_(installation.database().reader()) {}

void FileSender::run() {
  finish_begun();
  while (send_file()) {
  }
}

void FileSender::write_again() {
  finish_begun();
  for (const std::string& name : unanswered_files()) {
    if (folder_.has(name)) continue;  // it is not lost
    folder_.begin(name);
    finish(name);
  }
}

// Others may share the folder: what they have begun is theirs to finish.
void FileSender::finish_begun() {
  for (const std::string& name : folder_.unfinished()) {
    if (name.starts_with(std::string(prefix()) + "-")) finish(name);
  }
}

bool FileSender::send_file() {
  const std::size_t orders = load();
  if (orders == 0) return false;
  const Instant now = installation_.clock().now();
  const std::string name = std::string(prefix()) + "-" + now.date().to_string() + "-" +
                           storage::to_hex(storage::random_bytes(6)) + ".csv";
  folder_.begin(name);
  const std::size_t marked = mark_all(orders, name, now);
  left_out_ += static_cast<std::int64_t>(orders - marked);
  finish(name);
  return marked > 0 && orders == at_most();
}

std::size_t FileSender::mark_all(std::size_t orders, const std::string& file, Instant now) {
  Flight flight(installation_.dispatcher());
  for (std::size_t i = 0; i < orders; ++i) {
    service::Job job;
    job.command = mark(i, file);
    job.actor.role = business::Role::system;
    job.actor.channel = "system";
    job.now = now;
    job.instance = std::string(prefix()) + ":" + file;
    job.trace_id = storage::to_hex(storage::random_bytes(16));
    job.key_digest = {storage::short_digest(std::string(prefix()) + "_send\n" + file + "\n" +
                                            std::to_string(id_of(i)))};
    job.body_digest = job.key_digest;
    flight.launch(std::move(job));
  }
  const std::vector<service::Outcome>& outcomes = flight.land();
  return static_cast<std::size_t>(std::ranges::count_if(
      outcomes, [](const service::Outcome& each) { return each.status < 400; }));
}

void FileSender::finish(const std::string& file) {
  const std::string content = content_of(file);
  if (content.empty()) return folder_.abandon(file);
  folder_.publish(file, content);
  files_.push(file);
}

RowReceiver::RowReceiver(Installation& installation, const Source& source, business::Actor actor)
    : installation_(installation),
      source_(source),
      facts_(csv::examine(source.file)),
      csv_(source.file, facts_.encoding),
      report_(source.report),
      reader_(installation.database().reader()),
      trace_(storage::to_hex(storage::random_bytes(16))),
      actor_(std::move(actor)) {}

Verdict RowReceiver::run() {
  const std::optional<csv::Record> header = csv_.next();
  if (!header) return refuse(RefusalKind::malformed, "csv_empty");
  const Decision<csv::Columns> columns = csv::Columns::match(*header, source_.columns);
  if (!columns) return columns.refusal();
  while (take_some(*columns)) {
  }
  return Nothing{};
}

bool RowReceiver::take_some(const csv::Columns& columns) {
  struct Row {
    std::int64_t line = 0;
    std::optional<Refusal> refusal;
    std::size_t flight = 0;
  };
  Flight flight(installation_.dispatcher());
  std::vector<Row> rows;
  while (rows.size() < kRowsInFlight) {
    const std::optional<csv::Record> record = csv_.next();
    if (!record) break;
    rows.push_back({record->line, std::nullopt, 0});
    Decision<service::Job> job = job_of(columns, *record);
    if (job) {
      rows.back().flight = flight.launch(std::move(job).value());
    } else {
      rows.back().refusal = job.refusal();
    }
  }
  const service::Catalogue& catalogue = installation_.data().catalogue;
  const std::vector<service::Outcome>& outcomes = flight.land();
  for (const Row& row : rows) {
    report_.add(row.refusal
                    ? refused_row(row.line, *row.refusal, catalogue)
                    : row_outcome(row.line, outcomes.at(row.flight), source_.words, catalogue));
  }
  report_.flush();
  return !rows.empty();
}

Decision<service::Job> RowReceiver::job_of(const csv::Columns& columns, const csv::Record& record) {
  if (const Verdict whole = columns.check(record); !whole) return whole.refusal();
  const Instant now = installation_.clock().now();
  business::Context context = service::context_for(installation_.surroundings(), now);
  context.actor = &actor_;
  business::CommandOrRefusal command = command_of(columns, record, context);
  if (!command) return command.refusal();
  const std::string name(source_.name);
  service::Job job;
  job.command = std::move(command).value();
  job.actor = actor_;
  job.now = now;
  job.instance = name + ":" + std::to_string(record.line);
  job.trace_id = trace_;
  job.key_digest = {storage::short_digest(name + "_result\n" + facts_.digest + "\n" +
                                          std::to_string(record.line))};
  job.body_digest = job.key_digest;
  job.keeps_refusal = false;  // what stood in a row's way may be gone when the file comes again
  return job;
}

int receive_rows(RowReceiver& receiver, Installation& installation, const Tree& arguments,
                 Console& console) {
  const bool json = flag_argument(arguments, "json");
  const service::Catalogue& words = words_asked(installation, arguments);
  if (const Verdict done = receiver.run(); !done) {
    if (json) console.out << refusal_json(done.refusal(), words) << "\n";
    if (!json) console.err << explain(done.refusal(), &words) << "\n";
    return kRefused;
  }
  console.out << (json ? receiver.report().totals().to_json() + "\n"
                       : receiver.report().summary(words));
  return receiver.report().exit_code();
}

}  // namespace yibao::main
