#include "service/provider_manual.h"

#include <optional>
#include <utility>

#include "service/public_page.h"

namespace yibao::service {

namespace {

std::optional<ProviderManual>& offered() {
  static std::optional<ProviderManual> manual;
  return manual;
}

}  // namespace

void offer_manual(ProviderManual manual) {
  offered() = std::move(manual);
}

const ProviderManual* offered_manual() {
  return offered() ? &*offered() : nullptr;
}

std::string manual_page(const Manual& manual, Language language) {
  const Speaker speaker(language);
  const std::string_view title =
      speaker.say("定点医药机构接口手册 - 易保", "Manual of the interface for providers - Yibao");
  Html html = begin_page({title, "/docs.css", to_text(language)});
  html.open("header").open("nav", {{"aria-label", speaker.say("页面", "Pages")}}).open("p");
  html.link("/docs", speaker.say("网页接口说明", "The web API")).text(" · ");
  html.link("/docs/provider.md", speaker.say("本手册的 Markdown", "This manual as Markdown"));
  html.close().close().close();
  html.open("main");
  write_html(html, manual);
  html.close();
  return end_page(html);
}

}  // namespace yibao::service
