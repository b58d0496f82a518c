// Signing in, and acting for others, in the words of people.
#include <algorithm>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "business/notice/outbox.h"
#include "business/sign_in/codes.h"
#include "business/sign_in/issuing.h"
#include "main/notices.h"
#include "main/scenario/steps.h"
#include "storage/json.h"
#include "storage/password.h"

namespace yibao::main {

namespace {

// The digits of the codes sent to this telephone, as its owner reads them, the newest first.
std::vector<std::string> codes_on(Installation& installation, const std::string& phone) {
  std::vector<std::string> codes;
  const auto reader = installation.database().reader();
  const auto messages =
      notice::last_messages(notice::last_message(*reader), 500, *reader, context_now(installation));
  for (auto each = messages.rbegin(); each != messages.rend(); ++each) {
    if (each->code != sign_in::kCodeNotice || each->phone.reveal() != phone) continue;
    const Decision<Tree> facts = storage::parse_json(each->facts);
    codes.push_back(
        sign_in::code_digits(installation.vault(), std::stoll(*facts->find("challenge")->text())));
  }
  return codes;
}

// Who asks is answered at once, whether the number is known or not; the code comes a little later.
std::string digits_sent_to(World& world, const std::string& phone) {
  constexpr int kTries = 1'000;
  const std::string before = world.noted("验证码 " + phone);
  for (int i = 0; i < kTries; ++i) {
    const std::vector<std::string> codes = codes_on(world.installation(), phone);
    if (std::to_string(codes.size()) != before) return codes.front();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  throw Fault("no code was sent to " + phone);
}

void ask_for_code(World& world, const std::string& phone, const char* purpose) {
  world.note("验证码 " + phone, std::to_string(codes_on(world.installation(), phone).size()));
  must_be_done(
      world.visit("/v1/sessions/codes", Tree::object({{"phone", phone}, {"purpose", purpose}})));
  world.installation().dispatcher().wait_for_batches_under_way();
}

void take_token(World& world, const std::string& person) {
  if (world.last().done()) world.note(person + "的登录", world.last().text("token"));
}

// 合用的、转了手的号码: who asks knows that the other one can no longer use it.
enum class TakeOver { no, yes };
enum class Face { agreed, not_agreed };

void register_on_line(World& world, const Captures& says, const std::string& face,
                      TakeOver take_over = TakeOver::no, Face consent = Face::agreed) {
  ask_for_code(world, says.at("phone"), "registration");
  Tree consents = Tree(Tree::List{});
  consents.push("privacy");
  if (consent == Face::agreed) consents.push("face");
  Tree body = Tree::object({{"name", says.at("person")},
                            {"identity_number", world.identity_number(says.at("person"))},
                            {"phone", says.at("phone")},
                            {"code", digits_sent_to(world, says.at("phone"))},
                            {"consents", std::move(consents)},
                            {"answer", "token"}});
  if (!face.empty()) body.set("proof", face);
  if (take_over == TakeOver::yes) body.set("take_over", true);
  world.visit("/v1/registrations", std::move(body));
  take_token(world, says.at("person"));
}

void register_by_phone(World& world, const Captures& says, std::ostream&) {
  register_on_line(world, says, "");
}
void register_by_face(World& world, const Captures& says, std::ostream&) {
  register_on_line(world, says, "passed");
}
void register_without_face(World& world, const Captures& says, std::ostream&) {
  register_on_line(world, says, "", TakeOver::no, Face::not_agreed);
}
void register_by_phone_and_take_over(World& world, const Captures& says, std::ostream&) {
  register_on_line(world, says, "", TakeOver::yes);
}
void register_and_take_over(World& world, const Captures& says, std::ostream&) {
  register_on_line(world, says, "passed", TakeOver::yes);
}

void sign_in_by_code(World& world, const Captures& says, std::ostream&) {
  ask_for_code(world, says.at("phone"), "sign_in");
  world.visit("/v1/sessions", Tree::object({{"kind", "phone_code"},
                                            {"phone", says.at("phone")},
                                            {"code", digits_sent_to(world, says.at("phone"))},
                                            {"answer", "token"}}));
  take_token(world, says.at("person"));
}

std::function<void(World&, const Captures&, std::ostream&)> withdraw_consent(const char* topic) {
  return [topic](World& world, const Captures& says, std::ostream&) {
    world.post(world.noted(says.at("person") + "的登录"), "/v1/me/consents",
               Tree::object({{"topic", topic}, {"given", false}}));
  };
}

// What the page of consents shows: in force or not.
void expect_consents(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.noted(says.at("person") + "的登录"), "/v1/me/consents");
  must_be_done(told);
  std::string given;
  for (const Tree& each : *told.body.find("consents")->list()) {
    if (!*each.find("given")->boolean()) continue;
    given += (given.empty() ? "" : "、") + *each.find("topic")->text();
  }
  must_equal("consents", says.at("topics"), given);
}

void change_phone_at_counter(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place"))),
             "/v1/people/" + world.person(says.at("person")) + "/sign-in-phone",
             Tree::object({{"phone", says.at("phone")}, {"sighted", "identity_card"}}));
}

void confirm_shared_phone(World& world, const Captures& says, std::ostream&) {
  world.post(
      world.officer(world.place(says.at("place"))),
      "/v1/people/" + world.person(says.at("person")) + "/sign-in-phone",
      Tree::object({{"phone", says.at("phone")}, {"sighted", "identity_card"}, {"shared", true}}));
}

// What the officer's page of the person says.
std::function<void(World&, const Captures&, std::ostream&)> expect_phone_in_doubt(bool expected) {
  return [expected](World& world, const Captures& says, std::ostream&) {
    const Told& told = world.get(world.officer(world.place(says.at("place"))),
                                 "/v1/people/" + world.person(says.at("person")));
    must_be_done(told);
    must_equal("the telephone has to be confirmed", expected ? "yes" : "no",
               told.body.find("phone_in_doubt") != nullptr ? "yes" : "no");
  };
}

void ask_balance_for(World& world, const Captures& says, std::ostream&) {
  world.get(world.participant(says.at("agent")),
            "/v1/people/" + world.person(says.at("person")) + "/balance");
}

// What `yibao staff-account give` does.
void give_staff_account(World& world, const Captures& says, std::ostream&) {
  sign_in::StaffAccount account;
  account.region = world.place(says.at("place"));
  account.account = says.at("account");
  account.role = "agency_officer";
  account.actor_id = 1;
  account.name = says.at("name");
  account.password_hash = storage::hash_password(sign_in::random_secret(12));
  account.initial = true;
  account.totp_secret = storage::random_bytes(20);
  world.installation().run_system(std::make_unique<sign_in::GiveStaffMeans>(std::move(account)));
}

void expect_signed_in(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.noted(says.at("person") + "的登录"), "/v1/me");
  must_be_done(told);
  must_equal("who is signed in", world.person(says.at("person")), told.text("person"));
}

// 合并以后: by the sign-in of one number, the number that is kept.
void expect_signed_in_as(World& world, const Captures& says, std::ostream&) {
  const std::string token = world.noted(says.at("person") + "的登录");
  const std::string kept = world.person(says.at("kept"));
  const Told& told = world.get(token, "/v1/me");
  must_be_done(told);
  must_equal("who is signed in", kept, told.text("person"));
  must_be_done(world.get(token, "/v1/people/" + kept + "/balance"));
}

// What the telephone itself shows, whoever the message is about.
void expect_told_on_phone(World& world, const Captures& says, std::ostream&) {
  Installation& installation = world.installation();
  const auto reader = installation.database().reader();
  const auto messages =
      notice::last_messages(notice::last_message(*reader), 500, *reader, context_now(installation));
  const auto told = std::ranges::count_if(messages, [&](const notice::Message& each) {
    return each.code == says.at("code") && each.phone.reveal() == says.at("phone");
  });
  must_equal("the messages on " + says.at("phone"), says.at("times"), std::to_string(told));
}

void expect_signed_out(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.noted(says.at("person") + "的登录"), "/v1/me");
  must_equal("the status of a session that has ended", "401", std::to_string(told.status));
}

void expect_acts_for(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.participant(says.at("agent")), "/v1/me");
  must_be_done(told);
  for (const Tree& each : *told.body.find("acts_for")->list()) {
    if (*each.find("person")->text() != world.person(says.at("person"))) continue;
    return must_equal("the end", says.at("until"), *each.find("until")->text());
  }
  throw Fault("acts for nobody of that name: " + told.body.to_json());
}

void expect_acts_for_nobody(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.participant(says.at("agent")), "/v1/me");
  must_be_done(told);
  if (!told.body.find("acts_for")->list()->empty()) {
    throw Fault("acts for somebody: " + told.body.to_json());
  }
}

}  // namespace

std::vector<Step> sign_in_steps() {
  return {
      {"{person} 用手机 {phone} 注册", register_by_phone},
      {"{person} 用手机 {phone} 注册,不同意人脸识别", register_without_face},
      {"{person} 用手机 {phone} 注册,对方不再使用", register_by_phone_and_take_over},
      {"{person} 用手机 {phone} 刷脸注册", register_by_face},
      {"{person} 用手机 {phone} 刷脸注册,对方不再使用", register_and_take_over},
      {"{person} 用手机 {phone} 验证码登录", sign_in_by_code},
      {"{person} 撤回处理个人信息的同意", withdraw_consent("privacy")},
      {"{person} 撤回人脸识别的同意", withdraw_consent("face")},
      {"{person} 不再接收短信", withdraw_consent("messages")},
      {"{place} 窗口核验 {person} 的身份证,登录手机变更为 {phone}", change_phone_at_counter},
      {"{place} 窗口核验 {person} 的身份证,确认家人合用的联系电话 {phone}", confirm_shared_phone},
      {"{agent} 代 {person} 查询余额", ask_balance_for},
      {"{place} 发给经办人员 {name} 登录账号 {account}", give_staff_account},
  };
}

std::vector<Step> sign_in_expectations() {
  return {
      {"{person} 已登录", expect_signed_in},
      {"{person} 的登录办理的是 {kept} 的事项", expect_signed_in_as},
      {"{person} 已退出登录", expect_signed_out},
      {"{person} 同意的有 {topics}", expect_consents},
      {"号码 {phone} 上有 {times} 条 {code}", expect_told_on_phone},
      {"{place} 窗口看到 {person} 的手机号码须重新确认", expect_phone_in_doubt(true)},
      {"{place} 窗口看到 {person} 的手机号码有效", expect_phone_in_doubt(false)},
      {"{agent} 可以为 {person} 办理,到 {until} 为止", expect_acts_for},
      {"{agent} 不能为任何人办理", expect_acts_for_nobody},
  };
}

}  // namespace yibao::main
