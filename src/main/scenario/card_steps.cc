// Sentences about cards and e-certificates.
#include <utility>

#include "business/banks.h"
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

constexpr std::pair<std::string_view, std::string_view> kBankNames[] = {
    {"中国银行", "bank_of_china"},
    {"工商银行", "industrial_and_commercial_bank"},
    {"农业银行", "agricultural_bank"},
    {"建设银行", "construction_bank"},
};

std::string bank_code(const std::string& name) {
  for (const auto& [known, code] : kBankNames) {
    if (known == name) return std::string(code);
  }
  throw Fault("no such bank: " + name);
}

std::string bank_of(World& world, const std::string& name) {
  return world.bank(business::find_bank(bank_code(name))->number);
}

std::string path_of(World& world, const std::string& person, const std::string& what) {
  return "/v1/people/" + world.person(person) + "/" + what;
}

std::string card_path(World& world, const std::string& person, const std::string& step) {
  return path_of(world, person, "cards/" + world.noted("社保卡 " + person) + "/" + step);
}

std::string officer(World& world, const Captures& says) {
  return world.officer(world.place(says.at("place")));
}

void register_with_phone(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const RegionCode home(region.value() + (region.value() % 100 == 0 ? 2 : 0));
  const std::optional<Date> birth = Date::parse(says.at("birth"));
  if (!birth) throw Fault("not a day");
  const std::string number = world.new_identity_number(home, *birth, says.at("sex") == "男");
  const Told& told = world.post(
      world.officer(region), "/v1/people",
      Tree::object(
          {{"name", says.at("person")}, {"identity_number", number}, {"phone", says.at("phone")}}));
  must_be_done(told);
  world.name_person(says.at("person"), told.text("person"), number);
}

// File and confirm; leaves the answer of the step that said no, or of the confirmation.
void order(World& world, const Captures& says, const std::string& token, const char* why,
           Tree sighted) {
  Tree form = Tree::object({{"region", world.place(says.at("place")).to_string()},
                            {"bank", bank_code(says.at("bank"))},
                            {"why", why}});
  if (sighted.list() != nullptr) form.set("sighted", std::move(sighted));
  const bool online = form.find("sighted") == nullptr;
  const Told& drafted =
      world.post(token, path_of(world, says.at("person"), "card-orders"), std::move(form));
  if (!drafted.done()) return;
  const std::string application = drafted.text("case");
  const std::string digest = drafted.text("form_digest");
  const Tree missing = part(drafted.body, {"materials_missing"});
  for (const Tree& slot : *missing.list()) {
    if (!online) break;
    must_be_done(world.post(token, "/v1/card-orders/" + application + "/materials",
                            Tree::object({{"slot", *slot.text()}, {"content", kPicture}})));
  }
  const Told& told = world.post(token, "/v1/card-orders/" + application + "/confirmation",
                                Tree::object({{"form_digest", digest}}));
  if (!told.done() || told.text("state") != "underway") return;
  world.note("社保卡申请 " + says.at("person"), application);
  world.note("社保卡 " + says.at("person"), told.text("card"));
}

void order_at_counter(World& world, const Captures& says, std::ostream&) {
  order(world, says, officer(world, says), "first", all_papers());
}

void order_again(World& world, const Captures& says, std::ostream&) {
  order(world, says, officer(world, says), says.at("why") == "挂失" ? "loss" : "damage",
        all_papers());
}

void order_online(World& world, const Captures& says, std::ostream&) {
  order(world, says, world.participant(says.at("by")), "first", Tree());
}

Tree cards_of(World& world, const Captures& says) {
  const std::string path = path_of(world, says.at("person"), "cards");
  Told told = world.get(world.participant(says.at("person")), path);
  // Whose number was merged is led to the one that was kept; an auditor still sees the old one.
  if (!told.done() && told.text("code") == "person_merged") {
    told = world.get(world.auditor(), path);
  }
  must_be_done(told);
  return told.body;
}

// The maker is told of the newest card, whatever ordered it: the person, or a change of place.
std::function<void(World&, const Captures&, std::ostream&)> maker(const char* event) {
  return [event](World& world, const Captures& says, std::ostream&) {
    Tree body = Tree::object({{"event", event}});
    if (says.contains("number")) {
      body.set("number", says.at("number"));
      world.note("卡号 " + says.at("person"), says.at("number"));
    }
    const Tree cards = cards_of(world, says);
    world.note("社保卡 " + says.at("person"),
               *cards.find("cards")->list()->back().find("card")->text());
    world.post(bank_of(world, says.at("bank")), card_path(world, says.at("person"), "production"),
               std::move(body));
  };
}

void make_card(World& world, const Captures& says, std::ostream& story) {
  maker("send_to_maker")(world, {{"bank", says.at("bank")}, {"person", says.at("person")}}, story);
  must_be_done(world.last());
  maker("make")(world, says, story);
}

// A step at a counter, with everything in hand.
std::function<void(World&, const Captures&, std::ostream&)> at_counter(const char* step) {
  return [step](World& world, const Captures& says, std::ostream&) {
    Tree body = Tree::object({{"sighted", all_papers()}});
    if (says.contains("agent")) {
      body.set("authorisation", world.noted("授权 " + says.at("agent") + " " + says.at("person")));
    }
    world.post(officer(world, says), card_path(world, says.at("person"), step), std::move(body));
  };
}

void activate_without_papers(World& world, const Captures& says, std::ostream&) {
  world.post(officer(world, says), card_path(world, says.at("person"), "activation"),
             Tree::object({{"sighted", list_of({"identity_document"})}}));
}

// The whole way to a card in the hand.
void have_card(World& world, const Captures& says, std::ostream& story) {
  order_at_counter(world, says, story);
  must_be_done(world.last());
  make_card(world, says, story);
  must_be_done(world.last());
  at_counter("collection")(world, {{"place", says.at("place")}, {"person", says.at("person")}},
                           story);
  must_be_done(world.last());
}

std::function<void(World&, const Captures&, std::ostream&)> at_bank(bool medical) {
  return [medical](World& world, const Captures& says, std::ostream&) {
    Tree body =
        Tree::object({{"password_set", true}, {"medical", medical}, {"sighted", all_papers()}});
    if (says.contains("agent")) {
      body.set("authorisation", world.noted("授权 " + says.at("agent") + " " + says.at("person")));
    }
    world.post(bank_of(world, says.at("bank")),
               card_path(world, says.at("person"), "bank-activation"), std::move(body));
  };
}

void at_bank_without_papers(World& world, const Captures& says, std::ostream&) {
  world.post(bank_of(world, says.at("bank")),
             card_path(world, says.at("person"), "bank-activation"),
             Tree::object({{"password_set", true},
                           {"medical", true},
                           {"sighted", list_of({"social_security_card"})}}));
}

void at_bank_line(World& world, const Captures& says, std::ostream&) {
  world.post(bank_of(world, says.at("bank")),
             card_path(world, says.at("person"), "bank-activation"),
             Tree::object({{"password_set", true},
                           {"medical", true},
                           {"on_line", true},
                           {"called_back", says.at("digits")}}));
}

// 人脸识别须单独同意: the page asks before the camera is opened.
void agree_to_face(World& world, const std::string& person) {
  must_be_done(world.post(world.participant(person), "/v1/me/consents",
                          Tree::object({{"topic", "face"}, {"given", true}})));
}

void register_app(World& world, const Captures& says, std::ostream&) {
  if (says.contains("proof")) agree_to_face(world, says.at("person"));
  Tree body = Tree(Tree::Members{});
  if (says.contains("proof")) body.set("proof", says.at("proof"));
  must_be_done(world.post(world.participant(says.at("person")),
                          path_of(world, says.at("person"), "registration"), std::move(body)));
}

std::function<void(World&, const Captures&, std::ostream&)> online(bool camera) {
  return [camera](World& world, const Captures& says, std::ostream&) {
    const std::string by = says.contains("by") ? says.at("by") : says.at("person");
    agree_to_face(world, by);
    world.post(world.participant(by), card_path(world, says.at("person"), "online-activation"),
               Tree::object({{"proof", says.contains("proof") ? says.at("proof") : "passed"},
                             {"camera", camera},
                             {"microphone", true}}));
  };
}

void assist(World& world, const Captures& says, std::ostream&) {
  world.post(officer(world, says), card_path(world, says.at("person"), "assistance"),
             Tree::object({{"called_back", says.at("digits")}}));
}

void check_in(World& world, const Captures& says, std::ostream&) {
  world.post(world.cashier(world.place(says.at("place"))),
             path_of(world, says.at("person"), "check-ins"),
             Tree::object({{"medium", "card"},
                           {"card_number", world.noted("卡号 " + says.at("person"))},
                           {"card_read", true}}));
}

void pay(World& world, const Captures& says, Tree shown) {
  const RegionCode region = world.place(says.at("place"));
  shown.set("amount_fen", amount_of(says.at("amount")).fen());
  shown.set("provider", world.pharmacy(region));
  world.post(world.cashier(region), path_of(world, says.at("person"), "payments"),
             std::move(shown));
}

std::function<void(World&, const Captures&, std::ostream&)> pay_by_card(bool read) {
  return [read](World& world, const Captures& says, std::ostream&) {
    const std::string number =
        says.contains("number") ? says.at("number") : world.noted("卡号 " + says.at("person"));
    pay(world, says,
        Tree::object({{"medium", "card"}, {"card_number", number}, {"card_read", read}}));
  };
}

void show_code(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.post(world.participant(says.at("person")),
                                path_of(world, says.at("person"), "e-certificate/codes"), Tree());
  if (told.done()) world.note("动态码 " + says.at("person"), told.text("code"));
}

void pay_by_code(World& world, const Captures& says, std::ostream&) {
  pay(world, says,
      Tree::object(
          {{"medium", "e_certificate"}, {"code", world.noted("动态码 " + says.at("person"))}}));
}

std::function<void(World&, const Captures&, std::ostream&)> own(const char* step, Tree body) {
  return [step, body](World& world, const Captures& says, std::ostream&) {
    world.post(world.participant(says.at("person")), path_of(world, says.at("person"), step), body);
  };
}

std::function<void(World&, const Captures&, std::ostream&)> activate_e_certificate(bool agrees) {
  return [agrees](World& world, const Captures& says, std::ostream&) {
    if (agrees) agree_to_face(world, says.at("person"));
    world.post(world.participant(says.at("person")),
               path_of(world, says.at("person"), "e-certificate"),
               Tree::object({{"proof", "passed"}}));
  };
}

std::function<void(World&, const Captures&, std::ostream&)> report_loss(bool account_too) {
  return [account_too](World& world, const Captures& says, std::ostream&) {
    world.post(world.participant(says.at("person")), card_path(world, says.at("person"), "loss"),
               Tree::object({{"account_too", account_too}}));
  };
}

void report_damage(World& world, const Captures& says, std::ostream&) {
  world.post(officer(world, says), card_path(world, says.at("person"), "damage"),
             Tree::object({{"kind", says.at("kind")}, {"destroyed", true}}));
}

void report_own_damage(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("person")), card_path(world, says.at("person"), "damage"),
             Tree::object({{"kind", says.at("kind")}, {"account_too", true}}));
}

void reopen_account_at_counter(World& world, const Captures& says, std::ostream&) {
  world.post(officer(world, says), card_path(world, says.at("person"), "account-reopening"),
             Tree::object({{"sighted", all_papers()}}));
}

void reopen_account(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("person")),
             card_path(world, says.at("person"), "account-reopening"), Tree(Tree::Members{}));
}

void report_loss_for(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("agent")), card_path(world, says.at("person"), "loss"),
             Tree());
}

// The person shows their face to the agent's device, and has agreed to that.
void activate_by_agent(World& world, const Captures& says, std::ostream&) {
  agree_to_face(world, says.at("person"));
  world.post(world.participant(says.at("agent")),
             path_of(world, says.at("person"), "e-certificate"),
             Tree::object({{"proof", "passed"}}));
}

std::function<void(World&, const Captures&, std::ostream&)> own_by_agent(const char* step,
                                                                         Tree body) {
  return [step, body](World& world, const Captures& says, std::ostream&) {
    world.post(world.participant(says.at("agent")), path_of(world, says.at("person"), step), body);
  };
}

void production_is(World& world, const Captures& says, std::ostream&) {
  must_equal("制卡状态", says.at("state"), *cards_of(world, says).find("production")->text());
}

void functions_are(World& world, const Captures& says, std::ostream&) {
  const Tree answer = cards_of(world, says);
  const Tree& newest = answer.find("cards")->list()->back();
  must_equal("医保功能", says.at("medical"), *newest.find("medical_function")->text());
  must_equal("金融功能", says.at("bank"), *newest.find("bank_function")->text());
}

void holds_are(World& world, const Captures& says, std::ostream&) {
  const Tree answer = cards_of(world, says);
  std::string came;
  const Tree* holds = answer.find("holds");  // of the card in hand: without one there are none
  const Tree::List none;
  for (const Tree& reason : holds != nullptr ? *holds->list() : none) {
    came += (came.empty() ? "" : "、") + *reason.find("rule")->text();
  }
  must_equal("封存原因", says.at("codes"), came.empty() ? "无" : came);
}

void outcome_is(World& world, const Captures& says, std::ostream&) {
  must_be_done(world.last());
  must_equal("结果", says.at("outcome"), world.last().text("outcome"));
}

void events_are(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.participant(says.at("person")),
                "/v1/cards/" + world.noted("社保卡 " + says.at("person")) + "/events");
  must_be_done(told);
  std::string came;
  for (const Tree& event : *told.body.find("events")->list()) {
    came += (came.empty() ? "" : "、") + *event.find("event")->text();
  }
  must_equal("经过", says.at("events"), came);
}

void told_times(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.participant(says.at("person")),
                               path_of(world, says.at("person"), "messages"));
  must_be_done(told);
  int times = 0;
  for (const Tree& message : *told.body.find("messages")->list()) {
    times += *message.find("rule")->text() == says.at("code") ? 1 : 0;
  }
  must_equal("次数", says.at("times"), std::to_string(times));
}

void order_is(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.participant(says.at("person")),
                               "/v1/card-orders/" + world.noted("社保卡申请 " + says.at("person")));
  must_be_done(told);
  must_equal("申请状态", says.at("state"), told.text("state"));
}

}  // namespace

Tree all_papers() {
  return list_of({"identity_document", "identity_document_copy", "social_security_card",
                  "birth_certificate", "household_book", "agent_identity_document",
                  "authorisation_letter"});
}

std::vector<Step> card_steps() {
  return {
      {"{person}({sex},{birth}生,手机 {phone})在 {place} 登记", register_with_phone},
      {"{place} 窗口为 {person} 申领社保卡,卡面 {bank}", order_at_counter},
      {"{place} 窗口为 {person} 补换社保卡({why}),卡面 {bank}", order_again},
      {"{by} 在线为 {person} 申领 {place} 的社保卡,卡面 {bank}", order_online},
      {"{bank} 接到 {person} 的制卡任务", maker("send_to_maker")},
      {"{bank} 制卡失败:{person}", maker("fail")},
      {"{bank} 制成 {person} 的社保卡,卡号 {number}", maker("make")},
      {"{place} 窗口发给 {person} 社保卡", at_counter("collection")},
      {"{place} 窗口发给 {person} 社保卡,{agent} 到场", at_counter("collection")},
      {"{person} 已领取 {place} 的社保卡,卡面 {bank},卡号 {number}", have_card},
      {"{person} 取消申领社保卡",
       [](World& world, const Captures& says, std::ostream&) {
         world.post(world.participant(says.at("person")),
                    card_path(world, says.at("person"), "cancellation"), Tree());
       }},
      {"{bank} 网点为 {person} 激活金融功能", at_bank(false)},
      {"{bank} 网点为 {person} 激活金融功能和医保功能", at_bank(true)},
      {"{agent} 到 {bank} 网点代 {person} 激活金融功能和医保功能", at_bank(true)},
      {"{bank} 网点没有核验身份证件,为 {person} 激活金融功能和医保功能", at_bank_without_papers},
      {"{bank} 客服热线回拨 {person} 登记的手机(后四位 {digits}),激活金融功能和医保功能",
       at_bank_line},
      {"{place} 窗口为 {person} 激活社保卡", at_counter("activation")},
      {"{place} 窗口为 {person} 激活社保卡,{agent} 到场", at_counter("activation")},
      {"{place} 窗口为 {person} 激活社保卡,只带身份证", activate_without_papers},
      {"{place} 窗口为 {person} 办理激活延期", at_counter("extension")},
      {"{place} 窗口回拨 {person} 登记的手机(后四位 {digits}),协助激活", assist},
      {"{person} 注册医保APP", register_app},
      {"{person} 注册医保APP,人脸识别 {proof}", register_app},
      {"{by} 为 {person} 线上激活社保卡,人脸识别 {proof}", online(true)},
      {"{person} 线上激活社保卡,人脸识别 {proof}", online(true)},
      {"{person} 用没有摄像头的设备线上激活社保卡", online(false)},
      {"{person} 在 {place} 的医院首次挂号,刷社保卡", check_in},
      {"{person} 在 {place} 的药店刷社保卡支付 {amount} 元", pay_by_card(true)},
      {"{person} 在 {place} 的药店刷卡号 {number} 的旧卡支付 {amount} 元", pay_by_card(true)},
      {"{person} 在 {place} 的药店只报社保卡号支付 {amount} 元", pay_by_card(false)},
      {"{agent} 代 {person} 激活电子凭证", activate_by_agent},
      {"{person} 激活电子凭证", activate_e_certificate(true)},
      {"{person} 不同意人脸识别,激活电子凭证", activate_e_certificate(false)},
      {"{agent} 代 {person} 展示动态码",
       own_by_agent("e-certificate/codes", Tree(Tree::Members{}))},
      {"{agent} 代 {person} 停用电子凭证",
       own_by_agent("e-certificate/revocation", Tree(Tree::Members{}))},
      {"{person} 停用电子凭证", own("e-certificate/revocation", Tree())},
      {"{person} 展示动态码", show_code},
      {"{person} 在 {place} 的药店扫动态码支付 {amount} 元", pay_by_code},
      {"{agent} 为 {person} 挂失社保卡", report_loss_for},
      {"{person} 挂失社保卡", report_loss(false)},
      {"{person} 挂失社保卡,同时封存账户", report_loss(true)},
      {"{place} 窗口为 {person} 解挂", at_counter("loss/cancellation")},
      {"{place} 窗口登记 {person} 的社保卡损坏({kind})", report_damage},
      {"{person} 登记社保卡损坏({kind}),同时封存账户", report_own_damage},
      {"{person} 在线撤回账户封存", reopen_account},
      {"{place} 窗口为 {person} 撤回账户封存", reopen_account_at_counter},
  };
}

std::vector<Step> card_expectations() {
  return {
      {"{person} 的制卡状态为 {state}", production_is},
      {"{person} 的社保卡医保功能 {medical},金融功能 {bank}", functions_are},
      {"{person} 的社保卡封存原因为 {codes}", holds_are},
      {"激活结果为 {outcome}", outcome_is},
      {"申请结果为 {state}",
       [](World& world, const Captures& says, std::ostream&) {
         must_be_done(world.last());
         must_equal("申请结果", says.at("state"), world.last().text("state"));
       }},
      {"{person} 的社保卡经过为 {events}", events_are},
      {"{person} 收到 {times} 次 {code}", told_times},
      {"{person} 的社保卡申请状态为 {state}", order_is},
  };
}

}  // namespace yibao::main
