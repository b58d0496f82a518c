// why: the reasons of a case's decisions in words; of a person, whether the fund pays, every hold,
// and the steps that clear them in their order.
#include <iostream>

#include "base/money.h"
#include "base/tree_text.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/services.h"

namespace yibao::main {

namespace {

// 已核对原文, or that no text was read, once.
std::string_view status_words(bool verified, std::string_view source) {
  if (verified) return ",已核对原文";
  return source.find("未读到") == std::string_view::npos ? ",默认值,未见文本" : ",默认值";
}

void print_reasons(const Tree& reasons) {
  if (reasons.list() == nullptr) return;
  for (const Tree& reason : *reasons.list()) {
    std::cout << "  · " << text_of(reason, "title") << ": " << text_of(reason, "detail") << "\n";
    if (const Tree* cited = reason.find("parameters"); cited != nullptr && cited->list()) {
      for (const Tree& each : *cited->list()) {
        const Tree* verified = each.find("verified");
        const bool read = verified != nullptr && verified->boolean() && *verified->boolean();
        std::cout << "      依据 " << text_of(each, "title") << ": " << text_of(each, "shown")
                  << " (" << text_of(each, "region_name") << ",自 "
                  << service::with_chinese_days(text_of(each, "from")) << " 起,"
                  << text_of(each, "source_title")
                  << status_words(read, text_of(each, "source_title")) << ") "
                  << text_of(each, "parameter") << "\n";
      }
    }
    if (const std::string next = text_of(reason, "next_step"); !next.empty()) {
      std::cout << "      下一步 " << next << "\n";
    }
  }
}

const Tree::List& list_of(const Tree& tree, std::string_view name) {
  static const Tree::List kNone;
  const Tree* member = tree.find(name);
  return member != nullptr && member->list() != nullptr ? *member->list() : kNone;
}

void print_reason(const Tree& one) {
  if (const Tree* reason = one.find("reason")) print_reasons(Tree(Tree::List{*reason}));
}

std::string yuan_of(const Tree& tree, std::string_view name) {
  const Tree* fen = tree.find(name);
  return fen != nullptr && fen->integer() ? Money::fen(*fen->integer()).to_yuan() + " 元" : "";
}

void print_line(const char* title, const std::string& text) {
  if (!text.empty()) std::cout << "      " << title << " " << text << "\n";
}

std::string day_of(const Tree& tree, std::string_view name) {
  return service::with_chinese_days(text_of(tree, name));
}

void print_way(const Tree& way, const service::Names& names) {
  print_reason(way);
  std::string materials;
  for (const Tree& slot : list_of(way, "materials")) {
    materials += (materials.empty() ? "" : "、") + names.word("material", *slot.text());
  }
  print_line("材料", materials);
  print_line("应缴", yuan_of(way, "amount_fen"));
  print_line("另补缴", yuan_of(way, "back_payment_fen"));
  for (const Tree& debt : list_of(way, "debts")) {
    print_line("欠费", day_of(debt, "month") + " " + text_of(debt, "debtor") + " " +
                           yuan_of(debt, "total_fen"));
  }
  print_line("审核期限", day_of(way, "decided_by"));
  print_line("最迟提出", day_of(way, "open_until"));
  print_line("今日办理,待遇自", day_of(way, "benefits_from"));
}

void print_steps(const Tree& answer, const service::Names& names) {
  for (const Tree& step : list_of(answer, "steps")) {
    const Tree* number = step.find("step");
    std::cout << "第 " << number->to_json() << " 步 ("
              << names.word("hold_cause", text_of(step, "cause")) << ")\n";
    for (const Tree& way : list_of(step, "ways")) print_way(way, names);
  }
}

void print_places(const Tree& answer) {
  for (const Tree& place : list_of(answer, "works")) {
    std::cout << text_of(place, "region_name") << ":";
    for (const auto& [name, title] :
         {std::pair("benefit", "统筹待遇"), std::pair("spending", "个人账户"),
          std::pair("card", "实体卡"), std::pair("id_card", "身份证"),
          std::pair("e_certificate", "电子凭证"), std::pair("transfer", "转移")}) {
      std::cout << " " << title << (text_of(place, name) == "allowed" ? "可用" : "停用");
    }
    std::cout << "\n";
  }
  for (const Tree& office : list_of(answer, "offices")) {
    std::cout << text_of(office, "name") << " " << text_of(office, "address") << " "
              << text_of(office, "phone") << " " << text_of(office, "hours") << "\n";
  }
}

// A person: holds, steps, what works, benefits.
void print_seals(const Tree& answer, const service::Names& names) {
  const Tree::List& seals = list_of(answer, "seals");
  std::cout << day_of(answer, "on") << (seals.empty() ? " 没有封存\n" : " 封存\n");
  for (const Tree& seal : seals) print_reason(seal);
  print_steps(answer, names);
  print_places(answer);
  const Tree* benefits = answer.find("benefits");
  if (benefits == nullptr) return;
  std::cout << (text_of(*benefits, "cover") == "no" ? "统筹基金不支付\n" : "统筹基金支付\n");
  if (const Tree* reasons = benefits->find("reasons")) print_reasons(*reasons);
  if (const Tree* complex = answer.find("complex_reason")) {
    print_reasons(Tree(Tree::List{*complex}));
  }
}

// Where the decisions of a case are told is its service's: asked one after the other, as a number
// does not say whose it is.
std::vector<std::string> paths_of(const std::string& application) {
  std::vector<std::string> paths{"/v1/transfers/" + application + "/explanation"};
  for (const application::Service* each : all_services()) {
    paths.push_back("/v1/" + std::string(each->path()) + "/" + application + "/explanation");
  }
  return paths;
}

Called call_first_known(const Settings& settings, CallRequest call,
                        const std::vector<std::string>& paths) {
  constexpr int kNotFound = 404;
  Called called;
  for (const std::string& path : paths) {
    call.target = path;
    called = call_installation(settings, call);
    if (called.status != kNotFound) break;
  }
  return called;
}

}  // namespace

int why(const Settings& settings, const WhyRequest& request, Output output) {
  CallRequest call;
  call.method = "GET";
  call.token = request.token;
  const std::vector<std::string> paths =
      request.application.empty()
          ? std::vector<std::string>{"/v1/people/" + request.person + "/seals" +
                                     (request.on.empty() ? "" : "?on=" + request.on)}
          : paths_of(request.application);
  const Called called = call_first_known(settings, call, paths);
  if (output.json) {
    std::cout << called.text << "\n";
    return called.exit_code();
  }
  if (called.status >= 400) {
    std::cerr << explain_problem(called.text) << "\n";
    return called.exit_code();
  }
  const service::Names names = load_data(settings.home).catalogue.names();
  if (called.body.find("seals") != nullptr) print_seals(called.body, names);
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
