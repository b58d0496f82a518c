// A test double of the identity service: the proof says itself how it comes out. For simulated
// installations only; a real one connects a service behind the same port, or has none.
#pragma once

#include "business/verifier.h"

namespace yibao::adapters {

class ScriptedVerifier : public IdentityVerifier {
 public:
  // "passed", "under_review", "special"; anything else fails.
  VerificationCode check(const std::string& proof, const std::string& name,
                         const IdentityNumber& number) const override;
};

}  // namespace yibao::adapters
