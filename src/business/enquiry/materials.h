// A material of a case, back to those who may see it: the person, the agencies of the case,
// auditors.
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

// {name, content}: bytes as they were written anew on upload.
Decision<Tree> answer_material(const business::Request& request, const business::Context& context,
                               storage::Session& session);

}  // namespace yibao::enquiry
