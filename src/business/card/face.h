// 人脸识别 of who signs in: whose face and papers the check is about.
#pragma once

#include <string>

#include "business/use_case.h"
#include "business/verifier.h"

namespace yibao::card {

// The person's own; a guardian's where one acts for a child. A proxy's would prove nothing
// of the person: two identities known are no consent (C-28), so that the person shows their face to
// the proxy's device. Needs context.verifier.
VerificationCode verify_face(const std::string& proof, PersonId person,
                             const business::Context& context, storage::Session& session);

}  // namespace yibao::card
