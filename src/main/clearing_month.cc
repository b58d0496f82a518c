#include "main/clearing_month.h"

#include <algorithm>
#include <map>

#include "business/clearing/drawing.h"
#include "business/provider/institution.h"
#include "main/import/flight.h"
#include "main/import/report.h"
#include "storage/digest.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

constexpr std::size_t kAtOnce = 200;

// Each is a command of its own: one that is refused leaves the others alone.
service::Job job_of(const std::string& institution, const std::string& month,
                    const business::Context& context, storage::Session& reader) {
  business::Request request;
  request.method = "POST";
  request.path_values = {{"institution", institution}};
  request.body = Tree::object({{"month", month}});
  business::CommandOrRefusal command = clearing::DrawStatement::parse(request, context, reader);
  YB_CHECK(command.ok(), "an institution of the database that is none");
  service::Job job;
  job.command = std::move(command).value();
  job.actor = *context.actor;
  job.now = context.now;
  job.instance = "clearing:" + institution + ":" + month;
  job.trace_id = storage::to_hex(storage::random_bytes(16));
  job.key_digest = {storage::short_digest(job.instance + ":" + job.trace_id)};
  job.body_digest = job.key_digest;
  return job;
}

std::string code_of(const service::Outcome& outcome) {
  const Decision<Tree> body = storage::parse_json(outcome.body);
  const Tree* code = body ? body->find("code") : nullptr;
  return code != nullptr && code->text() != nullptr ? *code->text() : "";
}

}  // namespace

int draw_clearing_month(Installation& installation, const Tree& arguments, Console& console) {
  const service::Catalogue& words = words_asked(installation, arguments);
  const auto region = RegionCode::parse(text_argument(arguments, "region"));
  const auto month = Month::parse(text_argument(arguments, "month"));
  if (!region || !month) {
    console.err << words.words("clearing_month_wrong", {}).detail << "\n";
    return kUsage;
  }
  business::Actor actor;
  actor.role = business::Role::system;
  actor.channel = "system";
  business::Context context =
      service::context_for(installation.surroundings(), installation.clock().now());
  context.actor = &actor;
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  const storage::Value key[] = {storage::Value(region->value())};
  const std::vector<storage::Rows> found = reader->select_keyed(provider::kInstitutionsOf, key);
  std::int64_t drawn = 0;
  std::map<std::string, std::int64_t> left_out;
  const storage::Rows& rows = found.front();
  for (std::size_t from = 0; from < rows.size(); from += kAtOnce) {
    Flight flight(installation.dispatcher());
    for (std::size_t i = from; i < std::min(rows.size(), from + kAtOnce); ++i) {
      const std::string code = provider::read_institution(rows[i]).code;
      flight.launch(job_of(code, month->to_string(), context, *reader));
    }
    for (const service::Outcome& outcome : flight.land()) {
      if (outcome.status < 400) {
        ++drawn;
      } else {
        ++left_out[code_of(outcome)];
      }
    }
  }
  if (flag_argument(arguments, "json")) {
    Tree codes = Tree(Tree::Members{});
    for (const auto& [code, count] : left_out) codes.set(code, count);
    console.out << Tree::object({{"drawn", drawn}, {"left_out", std::move(codes)}}).to_json()
                << "\n";
    return kDone;
  }
  const auto told = [&](std::string_view code, std::int64_t count) {
    return words.words(code, {{"count", std::to_string(count)}}).detail;
  };
  console.out << told("clearing_month_drawn", drawn) << "\n";
  for (const auto& [code, count] : left_out) {
    console.out << "  " << words.words(code, {}).title << ": "
                << told("clearing_month_left_out", count) << "\n";
  }
  return kDone;
}

}  // namespace yibao::main
