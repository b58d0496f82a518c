#include "service/lost_page.h"

namespace yibao::service {

PublicPage lost_page(Language language) {
  const Speaker speaker(language);
  Html html = begin_public_page(speaker, speaker.say("没有这个页面", "There is no such page"));
  html.element("p", speaker.say("地址可能输错了。可以从下面进入:",
                                "The address may have been mistyped. These lead on:"));
  html.open("ul");
  const auto way = [&](const char* to, const char* chinese, const char* in_english) {
    html.open("li").element("a", speaker.say(chinese, in_english), {{"href", to}}).close();
  };
  way("/app/", "参保人: 查询和办理", "For the insured: enquiries and applications");
  way("/verify", "核验文书的真伪", "Check a document");
  way("/help", "不用网页怎样办", "Without these pages");
  way("/status", "服务状态", "State of the service");
  html.close();
  html.element("p", speaker.say("也可以拨打医保热线 12393。", "Or call 12393."));
  return finish_public_page(speaker, html, 404);
}

}  // namespace yibao::service
