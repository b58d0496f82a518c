// 人脸识别, for whatever asks it: the identity service compares a face while the request is
// read, and only the face of who has agreed to that (N-27).
#pragma once

#include <optional>
#include <string>

#include "business/reader.h"
#include "business/use_case.h"
#include "business/verifier.h"

namespace yibao::card {

class FaceCheck {
 public:
  // About something of `person`: their own face; a guardian's where one acts for a child. A
  // proxy's would prove nothing of the person: two identities known are no consent (C-28), so the
  // person shows their face to the proxy's device. Refused through the reader as consent_needed;
  // then nothing was compared.
  void ask(const std::string& proof, PersonId person, business::Reader& reader,
           const business::Context& context, storage::Session& session);

  // None: no identity service is connected.
  std::optional<VerificationCode> outcome() const { return outcome_; }

 private:
  std::optional<VerificationCode> outcome_;
};

}  // namespace yibao::card
