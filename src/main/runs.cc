#include "main/runs.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <exception>
#include <iostream>
#include <mutex>
#include <sstream>
#include <thread>

#include "business/account/year_end.h"
#include "business/contribution/arrears_run.h"
#include "business/contribution/monthly_credits.h"
#include "business/run/step.h"
#include "business/run/store.h"
#include "business/transfer/retiree_run.h"
#include "main/signing.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

constexpr int kDoneStatus = 200;
constexpr int kRefusedStatus = 409;  // of a step: another process carries the run on

std::unique_ptr<run::Work> work_of(const run::Run& run, Installation& installation) {
  switch (run.kind) {
    case run::RunKind::monthly_credits:
      return contribution::monthly_credits_work(run);
    case run::RunKind::arrears:
      return contribution::arrears_work(installation.data().policies,
                                        installation.clock().now().date());
    case run::RunKind::interest:
      return account::interest_work();
    case run::RunKind::carry_forward:
      return account::carry_forward_work();
    case run::RunKind::retiree_payouts:
      return transfer::retiree_payouts_work();
  }
  YB_CHECK(false, "no such kind of run");
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

// A command on its way; its answer is waited for.
class OnItsWay {
 public:
  OnItsWay(Installation& installation, std::unique_ptr<business::Command> command) {
    service::Job job = system_job(installation, std::move(command));
    job.done = [this](service::Outcome given) {
      const std::lock_guard lock(mutex_);
      outcome_ = std::move(given);
      ready_.notify_one();
    };
    if (!installation.dispatcher().submit(std::move(job))) throw Fault("the queue is full");
  }
  ~OnItsWay() { (void)wait(); }  // whoever is told must live until then
  OnItsWay(const OnItsWay&) = delete;
  OnItsWay& operator=(const OnItsWay&) = delete;

  const service::Outcome& wait() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [&] { return outcome_.has_value(); });
    return *outcome_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::optional<service::Outcome> outcome_;
};

service::Outcome run_one(Installation& installation, std::unique_ptr<business::Command> command) {
  return OnItsWay(installation, std::move(command)).wait();
}

Tree body_of(const service::Outcome& outcome) {
  Decision<Tree> body = storage::parse_json(outcome.body);
  return body ? std::move(body).value() : Tree();
}

std::int64_t number_in(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->integer() != nullptr ? *member->integer() : 0;
}

// What the step would do: on a reader, without a row of the run.
service::Outcome rehearse(Installation& installation, storage::Session& reader,
                          std::unique_ptr<run::Step> step) {
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

// A number, or what was typed: whoever reads it says what is wrong with it.
Tree year_of(const std::string& text) {
  std::int64_t year = 0;
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, year);
  return error == std::errc() && last == end ? Tree(year) : Tree(text);
}

Tree parameters_body(const RunRequest& request) {
  Tree body = Tree(Tree::Members{});
  if (!request.month.empty()) body.set("month", request.month);
  if (!request.year.empty()) body.set("year", year_of(request.year));
  if (!request.received_on.empty()) body.set("received_on", request.received_on);
  if (request.everybody) body.set("everybody", true);
  return body;
}

// The command that the endpoint of this kind makes of the request, as over HTTP.
business::CommandOrRefusal start_command(Installation& installation, const RunRequest& request,
                                         storage::Session& reader) {
  for (const business::Endpoint& endpoint : all_endpoints()) {
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

// Lines of several regions' runs, one at a time.
class Say {
 public:
  Say(Output output, const service::Catalogue& words) : output_(output), words_(words) {}

  void report(const run::Run& run, Rehearsal rehearsal) const {
    const std::lock_guard lock(mutex_);
    std::cout << (output_.json ? json_of(run, rehearsal) : text_of(run, rehearsal)) << "\n";
  }
  void progress(const run::Run& run) const {
    constexpr std::int64_t kEvery = 100'000;
    if (run.done < kEvery || run.done % kEvery >= run::kPeopleOfStep) return;
    error(run.region.to_string() + " 已办理 " + std::to_string(run.done) + " 项");
  }
  // Words for people; the problem itself for a program.
  void refusal(const std::string& region, const std::string& problem) const {
    error(output_.json ? problem : region + " " + explain_problem(problem, &words_));
  }
  void error(const std::string& line) const {
    const std::lock_guard lock(mutex_);
    std::cerr << line << "\n";
  }

 private:
  static std::string json_of(const run::Run& run, Rehearsal rehearsal) {
    return Tree::object({{"run", run.id},
                         {"region", run.region.to_string()},
                         {"kind", to_text(run.kind)},
                         {"period", run.period},
                         {"state", to_text(run.state)},
                         {"dry_run", rehearsal == Rehearsal::dry_run},
                         {"done", run.done},
                         {"left_out", run.left_out},
                         {"amount_fen", run.amount.fen()}})
        .to_json();
  }
  static std::string text_of(const run::Run& run, Rehearsal rehearsal) {
    std::string text = run.region.to_string() + " " + run.period;
    text += run.done == 0                     ? ":没有需要办理的"
            : rehearsal == Rehearsal::dry_run ? ":将办理 "
                                              : ":已办理 ";
    if (run.done > 0) {
      text += std::to_string(run.done) + " 项,共 " + run.amount.to_display() + " 元";
    }
    if (run.left_out > 0) text += ";未办理 " + std::to_string(run.left_out) + " 项";
    return text;
  }

  Output output_;
  const service::Catalogue& words_;
  mutable std::mutex mutex_;
};

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

// While a step is written, the people of the next one are looked up: which they are, no step
// changes.
bool carry_on(Installation& installation, run::Run& run, Rehearsal rehearsal,
              const std::function<void(const run::Run&)>& told, const std::function<bool()>& stop) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  const std::unique_ptr<run::Work> work = work_of(run, installation);
  std::unique_ptr<run::Step> step = work->next(*reader, run);
  while (!stop()) {
    const run::Step::End end = step->end();
    run::Run ahead = run;
    ahead.cursor = end.cursor;
    service::Outcome outcome;
    if (rehearsal == Rehearsal::dry_run) {
      outcome = rehearse(installation, *reader, std::move(step));
      if (!end.last) step = work->next(*reader, ahead);
    } else {
      OnItsWay on_its_way(installation, std::move(step));
      if (!end.last) step = work->next(*reader, ahead);
      outcome = on_its_way.wait();
    }
    if (outcome.status == kRefusedStatus) return false;
    if (outcome.status != kDoneStatus) throw Fault("a step of a run failed: " + outcome.body);
    move_on(run, end, body_of(outcome));
    told(run);
    if (end.last) return true;
  }
  return false;
}

int carry_on_open_runs(Installation& installation, const std::function<bool()>& stop) {
  std::vector<run::Run> open;
  {
    const std::unique_ptr<storage::Session> reader = installation.database().reader();
    open = run::open_runs(*reader);
  }
  int ended = 0;
  for (run::Run& run : open) {
    if (carry_on(
            installation, run, Rehearsal::no, [](const run::Run&) {}, stop))
      ++ended;
  }
  return ended;
}

namespace {

// One region's run from its beginning, or from where it was cut off, to its end.
int run_in_region(Installation& installation, const RunRequest& request, const Say& say) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  const Rehearsal rehearsal = request.dry_run ? Rehearsal::dry_run : Rehearsal::no;
  business::CommandOrRefusal command = start_command(installation, request, *reader);
  if (!command) {
    say.error(explain(command.refusal(), &installation.words()));
    return kUsage;
  }
  service::Outcome outcome =
      rehearsal == Rehearsal::no
          ? run_one(installation, std::move(command).value())
          : service::Batch::preview(*reader, installation.surroundings(),
                                    system_job(installation, std::move(command).value()));
  std::optional<run::Run> run;
  if (outcome.status == kDoneStatus) {
    run = run_of(body_of(outcome));
  } else {
    // One that was cut off is carried on, as it was asked for then.
    run = find_open(*reader, request);
    if (!run || rehearsal == Rehearsal::dry_run) {
      say.refusal(request.region, outcome.body);
      return kRefused;
    }
    say.error("继续 " + request.region + " 第 " + std::to_string(run->id) + " 号批量办理,已办理 " +
              std::to_string(run->done) + " 项");
  }
  const bool ended = carry_on(
      installation, *run, rehearsal, [&](const run::Run& now) { say.progress(now); },
      [] { return false; });
  say.report(*run, rehearsal);
  return ended ? kDone : kRefused;
}

std::vector<std::string> regions_of(const std::string& list) {
  std::vector<std::string> regions;
  std::istringstream words(list);
  for (std::string word; std::getline(words, word, ',');) regions.push_back(word);
  return regions;
}

}  // namespace

// As many regions at once as the database has writers: steps of one region follow each other.
int run_in_bulk(const Settings& settings, const RunRequest& request, Output output) {
  Installation installation(settings.of_what_exists());
  if (!request.dry_run) installation.require_clock_ahead();
  const std::vector<std::string> regions = regions_of(request.region);
  const Say say(output, installation.words());
  std::atomic<std::size_t> next = 0;
  std::atomic<int> code = regions.empty() ? kUsage : kDone;
  std::exception_ptr failure;
  std::mutex mutex;
  const auto work = [&] {
    try {
      for (std::size_t i = next++; i < regions.size(); i = next++) {
        RunRequest one = request;
        one.region = regions[i];
        const int ended = run_in_region(installation, one, say);
        if (ended != kDone) code = ended;
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    const auto count =
        std::min(regions.size(), static_cast<std::size_t>(installation.database().writers_max()));
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back(work);
  }
  if (!request.dry_run) sign_at_end(installation, Look::all);
  if (failure) std::rethrow_exception(failure);
  return code;
}

}  // namespace yibao::main
