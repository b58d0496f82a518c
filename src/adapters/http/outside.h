// Asking a service of somebody else by HTTP or HTTPS: certificates are checked against the
// system's, answers are bounded, and nobody is waited for longer than a few seconds.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"

namespace yibao::adapters {

// Nobody has answered, and why: who shows it has words of its own.
class Unanswered : public Fault {
 public:
  enum class Why { no_address, no_such_host, refused, unreachable, timed_out, broken_off, other };
  Unanswered(const std::string& text, Why why) : Fault(text), why_(why) {}
  Why why() const { return why_; }

 private:
  Why why_;
};

struct OutsideAnswer {
  int status = 0;
  std::string content_type;
  std::string body;
};

// http:// or https:// with a host, and a port that may be one where there is one. An address of
// IPv6 stands in brackets: http://[::1]:8081.
bool is_outside_address(const std::string& url);

// GET, or POST of a form where there is one. Throws Unanswered where nobody answers.
OutsideAnswer ask_outside(const std::string& url, const std::string& form = "",
                          const std::string& authorization = "");

// A POST with headers of one's own. `hang_up`: the request is sent whole, and the connection is
// closed before the answer has come, as by a till whose line breaks; there is no answer then.
struct OutsidePost {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string content_type = "application/json";
  std::string body;
  std::chrono::seconds patience{30};
  bool hang_up = false;
};
OutsideAnswer post_outside(const OutsidePost& post);

// application/x-www-form-urlencoded
std::string form_escaped(const std::string& text);

}  // namespace yibao::adapters
