// How often somebody may be wrong (登录限速): by what was typed, known or not, and by where it came
// from. Nobody is kept out for good: waits have a longest one, a source from which the account has
// been signed in to before is not counted with strangers, and a code to the telephone is another
// way.
#pragma once

#include <string>
#include <vector>

#include "business/use_case.h"
#include "policy/parameters.h"

namespace yibao::sign_in {

const policy::SignInPolicy& policy_of(const business::Context& context);

// A digest, so that no memory holds what was typed.
std::string limit_key(std::string_view what, const std::string& value,
                      const business::Context& context);

enum class Source { known, unknown };
// `typed`: the account as it was typed.
std::vector<business::Limit> sign_in_limits(const std::string& typed, Source source,
                                            const business::Request& request,
                                            const business::Context& context);

// Naming other people by their numbers (person/reference.h): as many times as numbers were named.
// One that fits counts too, and nothing clears it: who asks about one after the other waits.
// 单位申报: the same for who names employees by number; more of them a day, and what succeeds is
// taken off again.
std::vector<business::Limit> employer_limits(int numbers, const business::Context& context);

std::vector<business::Limit> naming_limits(int numbers, const business::Context& context);

}  // namespace yibao::sign_in
