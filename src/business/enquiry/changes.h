// 谁改过我的档案: what officers have entered afterwards on somebody's record from papers, and what
// was reported of them, beside who has looked at it (N-16).
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

// 补录 and reports of a death, newest first; who it was is told as for a view: to the person the
// office, to an auditor the officers.
Tree changes_of(PersonId person, const business::Context& context, storage::Session& session);

}  // namespace yibao::enquiry
