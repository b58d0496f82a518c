// What all pages for everybody share: the words in both languages, the head, the ways between them
// and the foot. No page has a script.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/html.h"
#include "base/language.h"

namespace yibao::service {

struct PublicPage {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
};

struct PublicState {
  std::string source;   // who asks
  std::string stopped;  // why writing has stopped; empty while it goes on
  bool reads = true;
  std::string version;
  Language language = Language::chinese;
};

// What a page says, in Chinese or in English: the words stand together, so that neither is
// forgotten.
class Speaker {
 public:
  explicit Speaker(Language language) : language_(language) {}

  Language language() const { return language_; }
  std::string_view say(std::string_view chinese, std::string_view english) const {
    return language_ == Language::english ? english : chinese;
  }
  std::string day(const Date& date) const;

 private:
  Language language_;
};

// `title` is the heading as well.
Html begin_public_page(const Speaker& speaker, std::string_view title);
PublicPage finish_public_page(const Speaker& speaker, Html& html, int status = 200);

// The style sheet of all of them.
PublicPage public_style();

}  // namespace yibao::service
