// 不用网页怎样办: what to do where no script runs, and who answers where.
#pragma once

#include <string_view>

#include "business/use_case.h"
#include "service/public_page.h"

namespace yibao::service {

// `region` empty or not read: the agencies of all.
PublicPage help_page(std::string_view region, Language language, const business::Context& context,
                     storage::Session& session);

}  // namespace yibao::service
