// The step of a run (批量办理的一步): a command over up to a thousand people, and the work that
// makes one step after the other.
//
// A step holds the journals of its people and of its region. It moves the run's cursor on in the
// transaction that writes its rows, and refuses where the cursor does not stand where the step was
// made for: so a step that was cut off is done again, one that was committed is not, and of two who
// carry the same run on only one gets through.
#pragma once

#include <memory>
#include <vector>

#include "business/run/types.h"
#include "business/use_case.h"

namespace yibao::run {

class Step : public business::Command {
 public:
  explicit Step(const Run& run) : run_(run) {}

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

  // Behind whom the next step goes on, where this was not the last one.
  struct End {
    std::int64_t cursor = 0;
    bool last = false;
  };
  const End& end() const { return end_; }
  void end_at(End end) { end_ = end; }
  // A dry run: there is no row of the run, and none is written.
  void rehearse() { rehearsal_ = true; }

 protected:
  const Run& run() const { return run_; }
  // In ascending order; whose rows the step may write besides the region's.
  std::vector<PersonId> people_;
  virtual void need_facts(storage::Needs& needs) const = 0;
  virtual Tally write(storage::Plan& plan, const storage::Facts& facts,
                      const business::Context& context) const = 0;

 private:
  Run run_;  // as it was when the step was made
  End end_;
  bool rehearsal_ = false;
};

// Makes the steps of one run. Holds no transaction between two of them.
class Work {
 public:
  virtual ~Work() = default;
  // The step behind run.cursor; never null, the last one may be without people.
  virtual std::unique_ptr<Step> next(storage::Session& reader, const Run& run) = 0;
};

}  // namespace yibao::run
