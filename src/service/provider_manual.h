// /docs/provider: the manual of the provider interface, as a page and as Markdown. What it says is
// put together where the tables are known; here it gets its frame.
#pragma once

#include <string>

#include "base/language.h"
#include "base/manual.h"

namespace yibao::service {

struct ProviderManual {
  std::string chinese;  // pages, ready
  std::string english;
  std::string chinese_text;  // Markdown
  std::string english_text;

  const std::string& page(Language language) const {
    return language == Language::english ? english : chinese;
  }
  const std::string& text(Language language) const {
    return language == Language::english ? english_text : chinese_text;
  }
};

// That of this process, set before it serves; none: there are no such pages.
void offer_manual(ProviderManual manual);
const ProviderManual* offered_manual();

std::string manual_page(const Manual& manual, Language language);

}  // namespace yibao::service
