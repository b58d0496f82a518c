// The operations of a running server: those of one name one after the other on a thread of their
// own, those of different names beside each other, each reading from its own snapshot. What a run
// prints is kept under its number, until kRunsKept later ones of its name have ended.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <thread>

#include "main/operations.h"
#include "service/operations.h"

namespace yibao::main {

// Of one name. Who has started a run asks ten times a second; a run takes a commit or more.
inline constexpr std::size_t kRunsKept = 256;     // that have ended
inline constexpr std::size_t kRunsWaiting = 128;  // for their turn

class ServerOperations : public service::Operations {
 public:
  explicit ServerOperations(Installation& installation,
                            std::span<const Operation> operations = all_operations())
      : installation_(installation), operations_(operations) {}
  ~ServerOperations() override { stop(); }
  // Ends those under way at their next line of progress, and waits for them; what waits for its
  // turn is not begun any more.
  void stop();
  ServerOperations(const ServerOperations&) = delete;
  ServerOperations& operator=(const ServerOperations&) = delete;

  Decision<Tree> start(std::string_view name, const Tree& arguments) override;
  Decision<Tree> state(std::string_view name, std::string_view run) override;

 private:
  enum class RunState { waiting, running, done };
  struct Run {
    std::string number;
    Tree arguments;
    RunState state = RunState::waiting;
    std::string progress;
    std::string output;
    std::string errors;
    int exit_code = 0;
  };
  // The runs of one name, in the order in which they were asked for.
  struct Line {
    std::list<Run> runs;  // a list: the one under way stays where it is
    bool working = false;
    std::thread thread;
  };

  static std::string_view to_text(RunState state);
  static Tree told(std::string_view name, const Run& run);
  static std::size_t count(const Line& line, RunState state);
  // Those below want mutex_ to be held.
  Run* next(Line& line);
  static void end(Line& line, Run& run, int exit_code, std::string output, std::string errors);

  void work(const Operation& operation, Line& line);
  void perform(const Operation& operation, Line& line, Run& run);

  Installation& installation_;
  std::span<const Operation> operations_;
  std::mutex mutex_;  // of what follows
  bool stopping_ = false;
  std::map<std::string, Line, std::less<>> lines_;
};

}  // namespace yibao::main
