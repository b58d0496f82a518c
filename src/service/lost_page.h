// What is answered to an address that is none.
#pragma once

#include "service/public_pages.h"

namespace yibao::service {

PublicPage lost_page(Language language);

}  // namespace yibao::service
