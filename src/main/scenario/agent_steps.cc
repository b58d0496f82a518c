// Sentences about acting for others: letters of authorisation, what is done by them, what the
// person and the agency are told of it.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

std::string path_of(World& world, const std::string& person, const std::string& rest) {
  return "/v1/people/" + world.person(person) + "/" + rest;
}

// "全部", "申请", "查询", "转移", "社保卡"
std::string scope_of(const std::string& word) {
  static const std::map<std::string, std::string> kScopes{
      {"全部事项", "all"}, {"申请", "application"}, {"查询", "enquiry"}, {"转移", "transfer"}};
  const auto found = kScopes.find(word);
  if (found == kScopes.end()) throw Fault("no such scope: " + word);
  return found->second;
}

void authorise(World& world, const Captures& says, std::ostream&) {
  Tree scopes = Tree(Tree::List{});
  scopes.push(scope_of(says.at("scope")));
  must_be_done(world.post(world.participant(says.at("person")),
                          path_of(world, says.at("person"), "authorisations"),
                          Tree::object({{"kind", "proxy"},
                                        {"agent", world.person(says.at("agent"))},
                                        {"relation", "child"},
                                        {"scopes", std::move(scopes)},
                                        {"until", says.at("day")}})));
}

Tree sharing_form(World& world, const Captures& says) {
  return Tree::object({{"region", world.place(says.at("place")).to_string()},
                       {"relative", named(world, says.at("relative"))},
                       {"relation", says.at("relation")}});
}

void share_for(World& world, const Captures& says, std::ostream&) {
  file_application(world, world.participant(says.at("agent")), says.at("person"),
                   "aid-applications", sharing_form(world, says));
}

// What the agent has drafted, confirmed by the person: with the materials that are missing.
void confirm_own(World& world, const Captures& says, std::ostream&) {
  const std::string token = world.participant(says.at("person"));
  const Told shown = world.get(token, world.noted("申请"));
  must_be_done(shown);
  std::string slots;
  for (const char* slot : {"kinship_proof", "identity_document"}) {
    const Told& told = world.post(token, world.noted("申请") + "/materials",
                                  Tree::object({{"slot", slot}, {"content", kPicture}}));
    if (told.done()) slots += (slots.empty() ? "" : "、") + std::string(slot);
  }
  world.note("材料", slots);
  world.post(token, world.noted("申请") + "/confirmation",
             Tree::object({{"form_digest", shown.text("form_digest")}}));
}

void suspend_for(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("agent")),
             path_of(world, says.at("person"), "enrolments/suspend"), Tree(Tree::Members{}));
}

void suspend_at_counter(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place"))),
             path_of(world, says.at("person"), "enrolments/suspend"),
             Tree::object({{"proof", "termination_proof"}}));
}

void look_for(World& world, const Captures& says, std::ostream&) {
  static const std::map<std::string, std::string> kPages{
      {"余额", "balance"},        {"收支明细", "postings"}, {"消息", "messages"},
      {"被查看的记录", "views"},  {"费用", "bills"},        {"缴费明细", "contributions"},
      {"文书", "documents"},      {"办件", "cases"},        {"共济申请", "aid-applications"},
      {"参保关系", "enrolments"}, {"封存", "seals"},        {"共济绑定", "aid-bindings"}};
  world.get(world.participant(says.at("agent")),
            path_of(world, says.at("person"), kPages.at(says.at("page"))));
}

void withdraw_by_employer(World& world, const Captures& says, std::ostream&) {
  world.post(world.employer_officer(says.at("employer")), case_path(world, "withdrawal"),
             Tree::object({{"why", "单位要求"}}));
}

void pay_again_at_counter(World& world, const Captures& says, int officer) {
  const Told& told =
      world.get(world.auditor(), "/v1/applications/" + world.noted("办件") + "/payouts");
  must_be_done(told);
  std::string payout;
  for (const Tree& each : *part(told.body, {"payouts"}).list()) {
    if (*each.find("holder")->text() == says.at("holder")) payout = *each.find("payout")->text();
  }
  world.post(world.officer(world.place(says.at("place")), officer),
             "/v1/payouts/" + payout + "/again",
             Tree::object({{"bank_account", "6222029876543210987"}}));
}

void latest_says(World& world, const Captures& says, std::ostream& story) {
  const Told& told = world.get(world.participant(says.at("person")),
                               path_of(world, says.at("person"), "messages?limit=5"));
  must_be_done(told);
  std::string all;
  for (const Tree& message : *told.body.find("messages")->list()) {
    const std::string& detail = *part(message, {"detail"}).text();
    if (detail.find(says.at("words")) != std::string::npos) {
      story << "     · " << detail << "\n";
      return;
    }
    all += "\n  " + detail;
  }
  throw Fault("no message says " + says.at("words") + ":" + all);
}

void filed_by(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.officer(world.place(says.at("place"))), world.noted("申请"));
  must_be_done(told);
  must_equal("代办", says.at("kind") + " " + says.at("masked"),
             *part(told.body, {"filed_by_agent", "kind"}).text() + " " +
                 *part(told.body, {"filed_by_agent", "name"}).text());
}

}  // namespace

std::vector<Step> agent_steps() {
  return {
      {"{person} 书面授权 {agent} 代办{scope},至 {day} 止", authorise},
      {"{agent} 代 {person} 申请在 {place} 与 {relative} 共济,关系 {relation}", share_for},
      {"{person} 本人确认该申请", confirm_own},
      {"{agent} 代 {person} 停保", suspend_for},
      {"{place} 窗口为 {person} 停保", suspend_at_counter},
      {"{agent} 代 {person} 查看{page}", look_for},
      {"{employer} 要求撤销该转移", withdraw_by_employer},
      {"{place} 窗口为 {holder} 换银行账户重新收款",
       [](World& world, const Captures& says, std::ostream&) {
         pay_again_at_counter(world, says, 1);
       }},
      {"{place} 由另一人为 {holder} 换银行账户重新收款",
       [](World& world, const Captures& says, std::ostream&) {
         pay_again_at_counter(world, says, 2);
       }},
  };
}

std::vector<Step> agent_expectations() {
  return {
      {"{person} 的消息说 {words}", latest_says},
      {"{place} 看到该申请由 {masked} 代办({kind})", filed_by},
  };
}

}  // namespace yibao::main
