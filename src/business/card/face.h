// 人脸识别 of who is signed in, for whatever asks it: the identity service compares the face while
// the request is read, and only the face of who has agreed to that (N-27).
//
// A check that does not pass counts, so it is answered and not refused: whoever holds somebody's
// session must not try until it passes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "business/reader.h"
#include "business/use_case.h"
#include "business/verifier.h"

namespace yibao::card {

std::string_view outcome_of(VerificationCode code);
// Why it did not pass, and how many tries are left.
Reason why_not_passed(VerificationCode code, int left);

class FaceCheck {
 public:
  // Refused through the reader as consent_needed; then nothing was compared. `whose`: who is before
  // the camera, of a guardian the guardian.
  void ask(const std::string& proof, PersonId whose, business::Reader& reader,
           const business::Context& context, storage::Session& session);

  // None: no identity service is connected.
  std::optional<VerificationCode> outcome() const { return outcome_; }

  // 当日次数: of the checks that are of no card; those of a card are counted with it
  // (commands_activation.h). Refused: verifier_not_connected, too_many_attempts.
  void need(storage::Needs& needs) const;
  Verdict check_tries(const storage::Facts& facts, const business::Context& context) const;
  // Where it has not passed: the plan that says so. Where it has: nothing, and `plan` counts it.
  std::optional<storage::Plan> not_passed(const storage::Facts& facts,
                                          const business::Context& context) const;
  void record(storage::Plan& plan, const business::Context& context) const;

 private:
  PersonId whose_;
  storage::Bytes source_day_;  // of their account
  std::optional<VerificationCode> outcome_;
};

}  // namespace yibao::card
