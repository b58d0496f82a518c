#include "main/server_operations.h"

#include <algorithm>
#include <sstream>

#include "storage/digest.h"

namespace yibao::main {

void ServerOperations::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;  // from here on no line and no thread is added
  }
  for (auto& [name, line] : lines_) {
    if (line.thread.joinable()) line.thread.join();
  }
}

Decision<Tree> ServerOperations::start(std::string_view name, const Tree& arguments) {
  const auto operation = std::ranges::find(operations_, name, &Operation::name);
  YB_CHECK(operation != operations_.end(), "an endpoint without its operation");
  const std::lock_guard lock(mutex_);
  if (stopping_) throw Fault("the server stops");
  Line& line = lines_[std::string(name)];
  if (count(line, RunState::waiting) >= kRunsWaiting) {
    return refuse(RefusalKind::limited, "operations_wait",
                  {{"count", std::to_string(kRunsWaiting)}});
  }
  Run& run = line.runs.emplace_back();
  run.number = storage::to_hex(storage::random_bytes(16));
  run.arguments = arguments;
  if (!line.working) {
    if (line.thread.joinable()) line.thread.join();  // has ended: only the thread is left
    line.working = true;
    line.thread = std::thread([this, &operation = *operation, &line] { work(operation, line); });
  }
  return told(name, run);
}

Decision<Tree> ServerOperations::state(std::string_view name, std::string_view run) {
  const std::lock_guard lock(mutex_);
  const auto line = lines_.find(name);
  const bool idle = line == lines_.end() || line->second.runs.empty();
  if (run.empty()) {
    if (idle) return Tree::object({{"operation", name}, {"state", "idle"}});
    return told(name, line->second.runs.back());
  }
  if (!idle) {
    const auto found = std::ranges::find(line->second.runs, run, &Run::number);
    if (found != line->second.runs.end()) return told(name, *found);
  }
  return refuse(RefusalKind::not_found, "operation_run_unknown");
}

void ServerOperations::work(const Operation& operation, Line& line) {
  while (true) {
    Run* run = nullptr;
    {
      const std::lock_guard lock(mutex_);
      run = next(line);
      if (run == nullptr) {
        line.working = false;
        return;
      }
      run->state = RunState::running;
    }
    perform(operation, line, *run);
  }
}

ServerOperations::Run* ServerOperations::next(Line& line) {
  if (stopping_) return nullptr;
  const auto found = std::ranges::find(line.runs, RunState::waiting, &Run::state);
  return found == line.runs.end() ? nullptr : &*found;
}

void ServerOperations::perform(const Operation& operation, Line& line, Run& run) {
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err, [&](const std::string& text) {
                    const std::lock_guard lock(mutex_);
                    if (stopping_) throw Fault("the server stops");
                    run.progress = text;
                  }};
  int exit_code = kFault;
  try {
    exit_code = operation.run(installation_, run.arguments, console);
  } catch (const std::exception& error) {
    err << "yibao: " << error.what() << "\n";
  }
  const std::lock_guard lock(mutex_);
  end(line, run, exit_code, out.str(), err.str());
}

void ServerOperations::end(Line& line, Run& run, int exit_code, std::string output,
                           std::string errors) {
  run.exit_code = exit_code;
  run.output = std::move(output);
  run.errors = std::move(errors);
  run.state = RunState::done;
  // Those that have ended stand before all others.
  if (count(line, RunState::done) > kRunsKept) line.runs.pop_front();
}

std::size_t ServerOperations::count(const Line& line, RunState state) {
  return static_cast<std::size_t>(std::ranges::count(line.runs, state, &Run::state));
}

std::string_view ServerOperations::to_text(RunState state) {
  switch (state) {
    case RunState::waiting:
      return "waiting";
    case RunState::running:
      return "running";
    case RunState::done:
      return "done";
  }
  YB_CHECK(false, "no such state");
}

Tree ServerOperations::told(std::string_view name, const Run& run) {
  Tree told =
      Tree::object({{"operation", name}, {"run", run.number}, {"state", to_text(run.state)}});
  if (run.state == RunState::running) told.set("progress", run.progress);
  if (run.state == RunState::done) {
    told.set("exit_code", run.exit_code);
    told.set("output", run.output);
    told.set("errors", run.errors);
  }
  return told;
}

}  // namespace yibao::main
