// why: the reasons of a case's decisions, or of a person's entitlement, in words.
#include <iostream>

#include "main/commands.h"
#include "main/installation.h"

namespace yibao::main {

namespace {

std::string text_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}

void print_reasons(const Tree& reasons) {
  if (reasons.list() == nullptr) return;
  for (const Tree& reason : *reasons.list()) {
    std::cout << "  · " << text_of(reason, "title") << ": " << text_of(reason, "detail") << "\n";
    if (const Tree* cited = reason.find("parameters"); cited != nullptr && cited->list()) {
      for (const Tree& each : *cited->list()) {
        const Tree* verified = each.find("verified");
        const bool read = verified != nullptr && verified->boolean() && *verified->boolean();
        std::cout << "      依据 " << text_of(each, "title") << ": " << text_of(each, "shown") << " ("
                  << text_of(each, "region_name") << ",自 "
                  << service::with_chinese_days(text_of(each, "from")) << " 起,"
                  << text_of(each, "source_title") << (read ? "" : ",默认值,未见文本") << ") "
                  << text_of(each, "parameter") << "\n";
      }
    }
    if (const std::string next = text_of(reason, "next_step"); !next.empty()) {
      std::cout << "      下一步 " << next << "\n";
    }
  }
}

}  // namespace

int why(const Settings& settings, const WhyRequest& request, Output output) {
  CallRequest call;
  call.method = "GET";
  call.token = request.token;
  call.target = request.application.empty()
                    ? "/v1/people/" + request.person + "/entitlement" +
                          (request.on.empty() ? "" : "?on=" + request.on)
                    : "/v1/transfers/" + request.application + "/explanation";
  const Called called = call_installation(settings, call);
  if (output.json || called.status >= 400) {
    std::cout << called.text << "\n";
    return called.exit_code();
  }
  if (const Tree* reasons = called.body.find("reasons")) print_reasons(*reasons);
  const service::Names names = load_data(settings.home).catalogue.names();
  if (const Tree* decisions = called.body.find("decisions"); decisions && decisions->list()) {
    for (const Tree& decision : *decisions->list()) {
      std::cout << service::with_chinese_days(text_of(decision, "happened_on")) << " "
                << names.word("event", text_of(decision, "event")) << "\n";
      if (const Tree* reasons = decision.find("reasons")) print_reasons(*reasons);
    }
  }
  std::cout << "本数据仅供参考,以当地规定为准。\n";
  return kDone;
}

}  // namespace yibao::main
