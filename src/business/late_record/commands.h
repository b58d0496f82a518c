// What proposing and deciding have in common, whatever is entered late: the feature that owns the
// rows says what a proposal must hold, and writes them.
#pragma once

#include "business/late_record/types.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::late_record {

inline constexpr std::size_t kEvidenceMax = 60;

// Adds the proposal to the plan, and answers it.
Verdict propose(LateRecord record, const storage::Facts& facts, const business::Context& context,
                storage::Plan& plan);

class DecideLateRecord : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 protected:
  explicit DecideLateRecord(What what) : what_(what) {}
  Verdict read(const business::Request& request, const business::Context& context);
  PersonId person() const { return person_; }

  // Asks once more what was asked of the proposal, writes the rows, the event and the answer, and
  // sets `record.entered`.
  virtual Verdict enter(LateRecord& record, const storage::Facts& facts,
                        const business::Context& context, storage::Plan& plan) const = 0;

 private:
  What what_;
  PersonId person_;
  int ordinal_ = 0;
  bool approve_ = false;
};

// The fields of a decision's endpoint.
std::vector<business::Field> decision_fields();

}  // namespace yibao::late_record
