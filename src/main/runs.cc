#include "main/runs.h"

#include <algorithm>
#include <condition_variable>
#include <iostream>
#include <mutex>

#include "business/contribution/monthly_credits.h"
#include "business/run/step.h"
#include "business/run/store.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

constexpr int kDoneStatus = 200;
constexpr int kRefusedStatus = 409;  // of a step: another process carries the run on

std::unique_ptr<run::Work> work_of(const run::Run& run) {
  switch (run.kind) {
    case run::RunKind::monthly_credits:
      return contribution::monthly_credits_work(run);
    case run::RunKind::arrears:
    case run::RunKind::interest:
    case run::RunKind::carry_forward:
    case run::RunKind::retiree_payouts:
      break;
  }
  YB_CHECK(false, "a run that nobody can carry on");
}

service::Job system_job(Installation& installation, std::unique_ptr<business::Command> command) {
  service::Job job;
  job.command = std::move(command);
  job.actor.role = business::Role::system;
  job.actor.channel = "system";
  job.now = installation.clock().now();
  job.trace_id = "run";
  return job;
}

// Runs one command as the system and waits for its answer.
service::Outcome run_one(Installation& installation, std::unique_ptr<business::Command> command) {
  std::mutex mutex;
  std::condition_variable ready;
  std::optional<service::Outcome> outcome;
  service::Job job = system_job(installation, std::move(command));
  job.done = [&](service::Outcome given) {
    const std::lock_guard lock(mutex);
    outcome = std::move(given);
    ready.notify_one();
  };
  if (!installation.dispatcher().submit(std::move(job))) throw Fault("the queue is full");
  std::unique_lock lock(mutex);
  ready.wait(lock, [&] { return outcome.has_value(); });
  return std::move(*outcome);
}

Tree body_of(const service::Outcome& outcome) {
  Decision<Tree> body = storage::parse_json(outcome.body);
  return body ? std::move(body).value() : Tree();
}

std::int64_t number_in(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->integer() != nullptr ? *member->integer() : 0;
}

service::Outcome take(Installation& installation, storage::Session& reader,
                      std::unique_ptr<run::Step> step, Rehearsal rehearsal) {
  if (rehearsal == Rehearsal::no) return run_one(installation, std::move(step));
  step->rehearse();
  return service::Batch::preview(reader, installation.surroundings(),
                                 system_job(installation, std::move(step)));
}

// As the step has written it, so that the row need not be read again.
void move_on(run::Run& run, const run::Step::End& end, const Tree& answer) {
  run.cursor = end.cursor;
  run.done += number_in(answer, "done");
  run.left_out += number_in(answer, "left_out");
  run.amount += Money::fen(number_in(answer, "amount_fen"));
  if (end.last) run.state = run::RunState::done;
}

Tree parameters_body(const RunRequest& request) {
  Tree body = Tree(Tree::Members{});
  if (!request.month.empty()) body.set("month", request.month);
  if (!request.year.empty()) body.set("year", std::int64_t{std::stoll(request.year)});
  if (!request.received_on.empty()) body.set("received_on", request.received_on);
  if (request.everybody) body.set("everybody", true);
  return body;
}

// The command that the endpoint of this kind makes of the request, as over HTTP.
business::CommandOrRefusal start_command(Installation& installation, const RunRequest& request,
                                         storage::Session& reader) {
  const std::vector<business::Endpoint> endpoints = all_endpoints();
  for (const business::Endpoint& endpoint : endpoints) {
    if (endpoint.name != "runs." + request.kind) continue;
    business::Request asked;
    asked.method = "POST";
    asked.path_values = {{"region", request.region}};
    asked.body = parameters_body(request);
    business::Context context =
        service::context_for(installation.surroundings(), installation.clock().now());
    static const business::Actor kSystem;
    context.actor = &kSystem;
    return endpoint.command(asked, context, reader);
  }
  throw Fault("no such run: " + request.kind);
}

run::Run run_of(const Tree& body) {
  run::Run run;
  run.region = *RegionCode::parse(*body.find("region")->text());
  run.id = *body.find("run")->integer();
  const std::string& kind = *body.find("kind")->text();
  for (std::size_t i = 0; i < run::kRunKindTexts.size(); ++i) {
    if (run::kRunKindTexts[i] == kind) run.kind = static_cast<run::RunKind>(i);
  }
  run.period = *body.find("period")->text();
  run.parameters = *body.find("parameters");
  return run;
}

void print_run(const run::Run& run, Rehearsal rehearsal, Output output) {
  if (output.json) {
    std::cout << Tree::object({{"run", run.id},
                               {"region", run.region.to_string()},
                               {"kind", to_text(run.kind)},
                               {"period", run.period},
                               {"state", to_text(run.state)},
                               {"dry_run", rehearsal == Rehearsal::dry_run},
                               {"done", run.done},
                               {"left_out", run.left_out},
                               {"amount_fen", run.amount.fen()}})
                     .to_json()
              << "\n";
    return;
  }
  if (run.done == 0) {
    std::cout << run.period << ":没有需要办理的";
  } else {
    std::cout << run.period << (rehearsal == Rehearsal::dry_run ? ":将办理 " : ":已办理 ")
              << run.done << " 项,共 " << run.amount.to_display() << " 元";
  }
  if (run.left_out > 0) std::cout << ";未办理 " << run.left_out << " 项";
  std::cout << "\n";
}

void print_progress(const run::Run& run) {
  if (run.done % 100'000 < run::kPeopleOfStep && run.done >= 100'000) {
    std::cerr << "已办理 " << run.done << " 项\n";
  }
}

std::optional<run::Run> find_open(storage::Session& reader, const RunRequest& request) {
  for (run::Run& open : run::open_runs(reader)) {
    std::string kind(to_text(open.kind));
    std::ranges::replace(kind, '_', '-');
    if (open.region.to_string() == request.region && kind == request.kind &&
        (open.period == request.month || open.period == request.year)) {
      return std::move(open);
    }
  }
  return std::nullopt;
}

}  // namespace

bool carry_on(Installation& installation, run::Run& run, Rehearsal rehearsal,
              const std::function<void(const run::Run&)>& told, const std::function<bool()>& stop) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  const std::unique_ptr<run::Work> work = work_of(run);
  while (run.state == run::RunState::running) {
    if (stop()) return false;
    std::unique_ptr<run::Step> step = work->next(*reader, run);
    const run::Step::End end = step->end();
    const service::Outcome outcome = take(installation, *reader, std::move(step), rehearsal);
    if (outcome.status == kRefusedStatus) return false;
    if (outcome.status != kDoneStatus) throw Fault("a step of a run failed: " + outcome.body);
    move_on(run, end, body_of(outcome));
    told(run);
  }
  return true;
}

int carry_on_open_runs(Installation& installation, const std::function<bool()>& stop) {
  std::vector<run::Run> open;
  {
    const std::unique_ptr<storage::Session> reader = installation.database().reader();
    open = run::open_runs(*reader);
  }
  int ended = 0;
  for (run::Run& run : open) {
    if (carry_on(installation, run, Rehearsal::no, [](const run::Run&) {}, stop)) ++ended;
  }
  return ended;
}

int run_in_bulk(const Settings& settings, const RunRequest& request, Output output) {
  Installation installation(settings);
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  const Rehearsal rehearsal = request.dry_run ? Rehearsal::dry_run : Rehearsal::no;
  business::CommandOrRefusal command = start_command(installation, request, *reader);
  if (!command) {
    std::cerr << explain(command.refusal(), &installation.data().catalogue) << "\n";
    return kUsage;
  }
  const service::Job preview = system_job(installation, std::move(command).value());
  service::Outcome outcome =
      service::Batch::preview(*reader, installation.surroundings(), preview);
  std::optional<run::Run> run;
  if (outcome.status == kDoneStatus && rehearsal == Rehearsal::no) {
    outcome = run_one(installation, std::move(start_command(installation, request, *reader)).value());
  }
  if (outcome.status == kDoneStatus) {
    run = run_of(body_of(outcome));
  } else {
    // One that was cut off is carried on, as it was asked for then.
    run = find_open(*reader, request);
    if (!run || rehearsal == Rehearsal::dry_run) {
      std::cerr << outcome.body << "\n";
      return kRefused;
    }
    std::cerr << "继续第 " << run->id << " 号批量办理,已办理 " << run->done << " 项\n";
  }
  const bool ended =
      carry_on(installation, *run, rehearsal, &print_progress, [] { return false; });
  print_run(*run, rehearsal, output);
  return ended ? kDone : kRefused;
}

}  // namespace yibao::main
