// why: the reasons of a case's decisions in words; of a person, whether the fund pays, every hold,
// and the steps that clear them in their order.
#include <array>
#include <iostream>

#include "base/money.h"
#include "base/tree_text.h"
#include "main/commands.h"
#include "main/early_words.h"
#include "main/installation.h"
#include "main/services.h"

namespace yibao::main {

namespace {

const Tree::List& list_of(const Tree& tree, std::string_view name) {
  static const Tree::List kNone;
  const Tree* member = tree.find(name);
  return member != nullptr && member->list() != nullptr ? *member->list() : kNone;
}

// Tells an answer at a terminal. Its sentences come in the language that was asked for; what stands
// around them is said here.
class Teller {
 public:
  explicit Teller(const service::Names& names)
      : names_(names), english_(names.language() == Language::english) {}

  void seals(const Tree& answer) const;      // of a person: holds, steps, what works, benefits
  void decisions(const Tree& answer) const;  // of a case
  // As the answer says it.
  static void disclaimer(const Tree& answer) {
    if (const Tree* told = answer.find("disclaimer")) std::cout << text_of(*told, "detail") << "\n";
  }

 private:
  std::string_view said(std::string_view chinese, std::string_view english) const {
    return english_ ? english : chinese;
  }
  void say(std::string_view chinese, std::string_view english) const {
    std::cout << said(chinese, english);
  }
  std::string_view status(bool verified, std::string_view source) const;
  void citation(const Tree& parameter) const;
  void reasons(const Tree& list) const;
  void reason_of(const Tree& one) const {
    if (const Tree* reason = one.find("reason")) reasons(Tree(Tree::List{*reason}));
  }
  std::string yuan_of(const Tree& tree, std::string_view name) const;
  std::string day_of(const Tree& tree, std::string_view name) const {
    return with_days_in_words(text_of(tree, name), names_.language());
  }
  static void line(std::string_view title, const std::string& text) {
    if (!text.empty()) std::cout << "      " << title << " " << text << "\n";
  }
  void way(const Tree& way) const;
  void steps(const Tree& answer) const;
  void places(const Tree& answer) const;

  const service::Names& names_;
  bool english_;
};

// 已核对原文, or that no text was read, once.
std::string_view Teller::status(bool verified, std::string_view source) const {
  if (verified) return said(",已核对原文", ", checked against the text");
  return source.find("未读到") == std::string_view::npos
             ? said(",默认值,未见文本", ", a default: no text was read")
             : said(",默认值", ", a default");
}

void Teller::citation(const Tree& parameter) const {
  const Tree* verified = parameter.find("verified");
  const bool read = verified != nullptr && verified->boolean() && *verified->boolean();
  const std::string source = text_of(parameter, "source_title");
  say("      依据 ", "      By ");
  std::cout << text_of(parameter, "title") << ": " << text_of(parameter, "shown") << " ("
            << text_of(parameter, "region_name") << said(",自 ", ", since ")
            << day_of(parameter, "from") << said(" 起,", ", ") << source << status(read, source)
            << ") " << text_of(parameter, "parameter") << "\n";
}

void Teller::reasons(const Tree& list) const {
  if (list.list() == nullptr) return;
  for (const Tree& reason : *list.list()) {
    std::cout << "  · " << text_of(reason, "title") << ": " << text_of(reason, "detail") << "\n";
    for (const Tree& each : list_of(reason, "parameters")) citation(each);
    line(said("下一步", "Next:"), text_of(reason, "next_step"));
  }
}

std::string Teller::yuan_of(const Tree& tree, std::string_view name) const {
  const Tree* fen = tree.find(name);
  if (fen == nullptr || fen->integer() == nullptr) return "";
  const std::string yuan = Money::fen(*fen->integer()).to_yuan();
  return english_ ? "¥" + yuan : yuan + " 元";
}

void Teller::way(const Tree& way) const {
  reason_of(way);
  std::string materials;
  for (const Tree& slot : list_of(way, "materials")) {
    if (!materials.empty()) materials += said("、", ", ");
    materials += names_.word("material", *slot.text());
  }
  line(said("材料", "Materials:"), materials);
  line(said("应缴", "To be paid:"), yuan_of(way, "amount_fen"));
  line(said("另补缴", "And paid up:"), yuan_of(way, "back_payment_fen"));
  for (const Tree& debt : list_of(way, "debts")) {
    line(said("欠费", "Owed:"),
         day_of(debt, "month") + " " + text_of(debt, "debtor") + " " + yuan_of(debt, "total_fen"));
  }
  line(said("审核期限", "Decided by:"), day_of(way, "decided_by"));
  line(said("最迟提出", "To be asked for by:"), day_of(way, "open_until"));
  line(said("今日办理,待遇自", "Done today, benefits from:"), day_of(way, "benefits_from"));
}

void Teller::steps(const Tree& answer) const {
  for (const Tree& step : list_of(answer, "steps")) {
    const Tree* number = step.find("step");
    std::cout << said("第 ", "Step ") << number->to_json() << said(" 步 (", " (")
              << names_.word("hold_cause", text_of(step, "cause")) << ")\n";
    for (const Tree& each : list_of(step, "ways")) way(each);
  }
}

void Teller::places(const Tree& answer) const {
  struct Thing {
    const char* name;
    std::string_view chinese;
    std::string_view english;
  };
  static constexpr std::array<Thing, 6> kThings{{{"benefit", "统筹待遇", "benefits"},
                                                 {"spending", "个人账户", "personal account"},
                                                 {"card", "实体卡", "card"},
                                                 {"id_card", "身份证", "identity card"},
                                                 {"e_certificate", "电子凭证", "e-certificate"},
                                                 {"transfer", "转移", "transfer"}}};
  for (const Tree& place : list_of(answer, "works")) {
    std::cout << text_of(place, "region_name") << ":";
    bool first = true;
    for (const Thing& thing : kThings) {
      const std::string& effect = text_of(place, thing.name);
      std::cout << (first || !english_ ? " " : ", ") << said(thing.chinese, thing.english)
                << (effect == "allowed"  ? said("可用", " works")
                    : effect == "absent" ? said("没有", ": none")
                                         : said("停用", " stopped"));
      first = false;
    }
    std::cout << "\n";
  }
  for (const Tree& office : list_of(answer, "offices")) {
    std::cout << text_of(office, "name") << " " << text_of(office, "address") << " "
              << text_of(office, "phone") << " " << text_of(office, "hours") << "\n";
  }
}

void Teller::seals(const Tree& answer) const {
  const Tree::List& all = list_of(answer, "seals");
  std::cout << day_of(answer, "on")
            << (all.empty() ? said(" 没有封存\n", ": no seal\n") : said(" 封存\n", ": sealed\n"));
  for (const Tree& seal : all) reason_of(seal);
  steps(answer);
  places(answer);
  const Tree* benefits = answer.find("benefits");
  if (benefits == nullptr) return;
  std::cout << (text_of(*benefits, "cover") == "no"
                    ? said("统筹基金不支付\n", "The pooling fund does not pay\n")
                    : said("统筹基金支付\n", "The pooling fund pays\n"));
  if (const Tree* list = benefits->find("reasons")) reasons(*list);
  if (const Tree* complex = answer.find("complex_reason")) {
    reasons(Tree(Tree::List{*complex}));
  }
}

void Teller::decisions(const Tree& answer) const {
  const Tree* all = answer.find("decisions");
  if (all != nullptr && list_of(answer, "decisions").empty()) {
    say("这个办件还没有作出决定,没有可以列出的依据。\n",
        "Nothing has been decided in this case yet: there are no reasons to list.\n");
  }
  for (const Tree& decision : list_of(answer, "decisions")) {
    std::cout << day_of(decision, "happened_on") << " "
              << names_.word("event", text_of(decision, "event")) << "\n";
    if (const Tree* list = decision.find("reasons")) reasons(*list);
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
  const Data data = load_data(settings.home, settings.language);
  const Teller teller(data.words_in(settings.language).names());
  if (called.body.find("seals") != nullptr) teller.seals(called.body);
  teller.decisions(called.body);
  Teller::disclaimer(called.body);
  return kDone;
}

}  // namespace yibao::main
