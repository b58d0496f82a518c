// Who may know what of whom: naming other people, being told for another, the enquiry password at a
// counter.
#include <algorithm>

#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

// Somebody else's name with the number: as who guesses.
void share_guessing(World& world, const Captures& says, std::ostream&) {
  world.post(
      world.participant(says.at("payer")),
      "/v1/people/" + world.person(says.at("payer")) + "/aid-applications",
      Tree::object({{"region", world.place(says.at("place")).to_string()},
                    {"relative",
                     Tree::object({{"identity_number", world.identity_number(says.at("relative"))},
                                   {"name", says.at("name")}})},
                    {"relation", says.at("relation")}}));
}

Tree views_of(World& world, const std::string& person) {
  world.installation().dispatcher().wait_for_batches_under_way();
  const Told& told =
      world.get(world.participant(person), "/v1/people/" + world.person(person) + "/views");
  must_be_done(told);
  return part(told.body, {"views"});
}

void was_named(World& world, const Captures& says, std::ostream& story) {
  const Tree views = views_of(world, says.at("person"));
  std::int64_t count = 0;
  for (const Tree& view : *views.list()) {
    if (*part(view, {"rule"}).text() != "person_named_by_other") continue;
    if (count == 0) story << "     · " << *part(view, {"detail"}).text() << "\n";
    ++count;
  }
  must_equal("填写证件号码的次数", says.at("count"), std::to_string(count));
}

// The messages in somebody's own box that are about another, by their codes.
std::vector<std::string> told_about(World& world, const std::string& agent,
                                    const std::string& person) {
  const Told& told =
      world.get(world.participant(agent), "/v1/people/" + world.person(agent) + "/messages");
  must_be_done(told);
  std::vector<std::string> codes;
  for (const Tree& message : *part(told.body, {"messages"}).list()) {
    const Tree* about = message.find("about");
    if (about == nullptr || *part(*about, {"name"}).text() != person) continue;
    codes.push_back(*part(message, {"rule"}).text());
  }
  return codes;
}

void is_told_about(World& world, const Captures& says, std::ostream&) {
  const auto codes = told_about(world, says.at("agent"), says.at("person"));
  if (std::ranges::find(codes, says.at("code")) == codes.end()) {
    throw Fault(says.at("agent") + " was not told " + says.at("code"));
  }
}

void is_told_nothing_about(World& world, const Captures& says, std::ostream&) {
  const auto codes = told_about(world, says.at("agent"), says.at("person"));
  if (!codes.empty()) throw Fault(says.at("agent") + " was told " + codes.front());
}

void has_to_deal_with(World& world, const Captures& says, std::ostream&) {
  const std::string& agent = says.at("agent");
  const Told& told =
      world.get(world.participant(agent), "/v1/people/" + world.person(agent) + "/entrusted-cases");
  must_be_done(told);
  std::string listed_;
  for (const Tree& each : *part(told.body, {"cases"}).list()) {
    listed_ += (listed_.empty() ? "" : "、") + *part(each, {"whose", "name"}).text() + " " +
               *part(each, {"service"}).text() + " " + *part(each, {"state"}).text();
  }
  must_equal("代办的事项", says.at("cases"), listed_.empty() ? "无" : listed_);
}

void set_at_counter(World& world, const Captures& says, bool sighted) {
  Tree body = Tree::object({{"password", says.at("password")}});
  if (sighted) {
    Tree papers = Tree(Tree::List{});
    papers.push("identity_document");
    body.set("sighted", std::move(papers));
  }
  world.post(world.officer(world.place(says.at("place"))),
             "/v1/people/" + world.person(says.at("person")) + "/enquiry-password",
             std::move(body));
}

void set_sighted(World& world, const Captures& says, std::ostream&) {
  set_at_counter(world, says, true);
}
void set_unsighted(World& world, const Captures& says, std::ostream&) {
  set_at_counter(world, says, false);
}

void complain_for(World& world, const Captures& says, std::ostream&) {
  file_application(world, world.participant(says.at("agent")), says.at("person"), "complaints",
                   Tree::object({{"region", world.place(says.at("place")).to_string()},
                                 {"kind", "complaint"},
                                 {"words", says.at("words")}}));
}

void ask_back(World& world, const Captures& says, std::ostream&) {
  Tree items = Tree(Tree::List{});
  items.push(says.at("slot"));
  must_be_done(world.post(world.officer(world.place(says.at("place"))),
                          world.noted("申请") + "/return",
                          Tree::object({{"items", std::move(items)}})));
}

}  // namespace

std::vector<Step> privacy_steps() {
  return {
      {"{agent} 代 {person} 向 {place} 投诉 {words}", complain_for},
      {"{place} 退回该投诉,要求补正 {slot}", ask_back},
      {"{payer} 以姓名 {name} 和 {relative} 的证件号码申请在 {place} 共济,关系 {relation}",
       share_guessing},
      {"{place} 窗口核验 {person} 的身份证,设置查询密码 {password}", set_sighted},
      {"{place} 窗口没有核验证件,为 {person} 设置查询密码 {password}", set_unsighted},
  };
}

std::vector<Step> privacy_expectations() {
  return {
      {"{person} 看到有人填写了自己的证件号码 {count} 次", was_named},
      {"{agent} 收到 {person} 的消息 {code}", is_told_about},
      {"{agent} 没有收到 {person} 的消息", is_told_nothing_about},
      {"{agent} 代办的事项为 {cases}", has_to_deal_with},
  };
}

}  // namespace yibao::main
