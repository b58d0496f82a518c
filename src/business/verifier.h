// The port of identity checks (实名核验): an outside service looks at a face and says whose it is.
//
// The app goes there by itself and comes back with a proof; the port asks the service what the
// proof is worth for this name and number. It is asked while a request is read: what it answered
// is then a fact of the command. The program never sees a picture.
#pragma once

#include <string>

#include "base/secret.h"

namespace yibao {

// The codes of the national face check.
enum class VerificationCode { failed = 0, passed = 1, under_review = 3, special = 4 };

class IdentityVerifier {
 public:
  virtual ~IdentityVerifier() = default;
  virtual VerificationCode check(const std::string& proof, const std::string& name,
                                 const IdentityNumber& number) const = 0;
};

}  // namespace yibao
