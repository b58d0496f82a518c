// What is answered to an address that is none.
#pragma once

#include "service/public_page.h"

namespace yibao::service {

PublicPage lost_page(Language language);

}  // namespace yibao::service
