#include "main/server_operations.h"

#include <algorithm>

namespace yibao::main {

void ServerOperations::stop() {
  stopping_ = true;
  for (auto& [name, run] : runs_) {
    if (run.thread.joinable()) run.thread.join();
  }
}

Tree ServerOperations::start(std::string_view name, const Tree& arguments) {
  const auto operation = std::ranges::find(all_operations(), name, &Operation::name);
  YB_CHECK(operation != all_operations().end(), "an endpoint without its operation");
  const std::lock_guard lock(mutex_);
  Run& run = runs_[std::string(name)];
  if (run.running) return told(name, run);
  if (run.thread.joinable()) run.thread.join();  // has ended: only the thread is left
  run.running = true;
  run.progress.clear();
  run.output.clear();
  run.errors.clear();
  run.thread = std::thread(
      [this, &operation = *operation, arguments, &run] { perform(operation, arguments, run); });
  return told(name, run);
}

Tree ServerOperations::state(std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto found = runs_.find(name);
  if (found == runs_.end()) return Tree::object({{"operation", name}, {"state", "idle"}});
  return told(name, found->second);
}

void ServerOperations::perform(const Operation& operation, const Tree& arguments, Run& run) {
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err, [&](const std::string& line) {
                    if (stopping_) throw Fault("the server stops");
                    const std::lock_guard lock(mutex_);
                    run.progress = line;
                  }};
  int exit_code = kFault;
  try {
    exit_code = operation.run(installation_, arguments, console);
  } catch (const std::exception& error) {
    err << "yibao: " << error.what() << "\n";
  }
  const std::lock_guard lock(mutex_);
  run.exit_code = exit_code;
  run.output = out.str();
  run.errors = err.str();
  run.running = false;
}

Tree ServerOperations::told(std::string_view name, const Run& run) const {
  Tree told = Tree::object({{"operation", name}, {"state", run.running ? "running" : "done"}});
  if (run.running) {
    told.set("progress", run.progress);
  } else {
    told.set("exit_code", run.exit_code);
    told.set("output", run.output);
    told.set("errors", run.errors);
  }
  return told;
}

}  // namespace yibao::main
