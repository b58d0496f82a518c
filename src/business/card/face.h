// 人脸识别 of who is signed in, for whatever asks it: the identity service compares the face while
// the request is read, and only the face of who has agreed to that (N-27).
#pragma once

#include <optional>
#include <string>

#include "business/reader.h"
#include "business/use_case.h"
#include "business/verifier.h"

namespace yibao::card {

class FaceCheck {
 public:
  // Refused through the reader as consent_needed; then nothing was compared. `whose`: who is before
  // the camera, of a guardian the guardian.
  void ask(const std::string& proof, PersonId whose, business::Reader& reader,
           const business::Context& context, storage::Session& session);

  // None: no identity service is connected.
  std::optional<VerificationCode> outcome() const { return outcome_; }

 private:
  std::optional<VerificationCode> outcome_;
};

}  // namespace yibao::card
