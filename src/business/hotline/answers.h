// What a topic has to tell (播报内容): asked of the very enquiries that answer over HTTP, so that
// nobody hears anything else on the telephone than stands on the screen.
#pragma once

#include <string_view>

#include "business/hotline/types.h"
#include "business/use_case.h"

namespace yibao::hotline {

// Lines as reasons {rule, facts}. `key`: of the guide menu, where the topic is a guide. The person
// of the call must be known for every topic but a guide.
Tree answer_of(const HotlineCall& call, std::string_view key, const business::Context& context,
               storage::Session& session);

// What the person sees on their list of who has looked: the enquiry, in words.
std::string_view enquiry_of(Topic topic);

// 张三丰 → 张某, 欧阳修 → 欧阳某: a name as it may be spoken where others can listen.
std::string spoken_name(const std::string& name);

}  // namespace yibao::hotline
