// Sentences about transfers: filing, the steps of both agencies, the money, and what must hold.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

// The smallest picture that is one: what the story's people photograph.
constexpr const char* kPicture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg==";

const Tree& part(const Tree& tree, std::initializer_list<std::string_view> path) {
  const Tree* at = &tree;
  for (const std::string_view name : path) {
    at = at->find(name);
    if (at == nullptr) throw Fault("the answer has no " + std::string(name));
  }
  return *at;
}

std::string case_path(World& world, const std::string& step) {
  return "/v1/transfers/" + world.application() + (step.empty() ? "" : "/" + step);
}

Tree form_of(World& world, const Captures& says) {
  return Tree::object({{"name", says.at("person")},
                       {"identity_number", world.identity_number(says.at("person"))},
                       {"origin", world.place(says.at("origin")).to_string()},
                       {"target", world.place(says.at("target")).to_string()}});
}

void precheck(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("person")),
             "/v1/people/" + world.person(says.at("person")) + "/transfer-precheck",
             Tree::object({{"origin", world.place(says.at("origin")).to_string()},
                           {"target", world.place(says.at("target")).to_string()}}));
}

bool draft(World& world, const std::string& token, const Captures& says, Tree form) {
  const Told& told = world.post(
      token, "/v1/people/" + world.person(says.at("person")) + "/transfers", std::move(form));
  if (!told.done()) return false;
  world.name_application(told.text("case"));
  return true;
}

void confirm(World& world, const std::string& token, const std::string& digest) {
  world.post(token, case_path(world, "confirmation"), Tree::object({{"form_digest", digest}}));
}

void file_online(World& world, const Captures& says, Tree form) {
  const std::string token = world.participant(says.at("person"));
  if (!draft(world, token, says, std::move(form))) return;
  const std::string digest = world.last().text("form_digest");
  for (const char* slot : {"identity_card_front", "identity_card_back"}) {
    must_be_done(world.post(token, case_path(world, "materials"),
                            Tree::object({{"slot", slot}, {"content", kPicture}})));
  }
  confirm(world, token, digest);
}

void file_by_person(World& world, const Captures& says, std::ostream&) {
  file_online(world, says, form_of(world, says));
}

void file_with_bank_account(World& world, const Captures& says, std::ostream&) {
  Tree form = form_of(world, says);
  form.set("bank_account", "6222021234567890123");
  form.set("bank_holder", says.at("person"));
  file_online(world, says, std::move(form));
}

void file_at_counter(World& world, const Captures& says, std::ostream&) {
  const std::string token = world.officer(world.place(says.at("place")));
  Tree form = form_of(world, says);
  form.set("sighted", Tree(Tree::List{"identity_document", "social_security_card"}));
  form.set("certificate_on_paper", true);
  if (!draft(world, token, says, std::move(form))) return;
  confirm(world, token, world.last().text("form_digest"));
}

void issue_certificate(World& world, const Captures& says, std::ostream& story) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told = world.post(
      world.officer(region), "/v1/people/" + world.person(says.at("person")) + "/certificates",
      Tree::object({{"region", region.to_string()}}));
  must_be_done(told);
  world.name_certificate(told.text("number"));
  story << "     凭证号 " << told.text("number") << ",有效至 " << told.text("last_day") << "\n";
}

void file_with_certificate(World& world, const Captures& says, std::ostream&) {
  Tree form = form_of(world, says);
  form.set("certificate_number", world.certificate());
  form.set("sighted", Tree(Tree::List{"identity_document", "social_security_card"}));
  const std::string token = world.officer(world.place(says.at("place")));
  if (!draft(world, token, says, std::move(form))) return;
  confirm(world, token, world.last().text("form_digest"));
}

// A step of an agency's officer on the case at hand.
std::function<void(World&, const Captures&, std::ostream&)> at_agency(const std::string& step) {
  return [step](World& world, const Captures& says, std::ostream&) {
    Tree body = Tree(Tree::Members{});
    if (says.contains("why")) body.set("why", says.at("why"));
    if (says.contains("items")) body.set("items", Tree(Tree::List{says.at("items")}));
    if (says.contains("balance")) body.set("balance_fen", amount_of(says.at("balance")).fen());
    world.post(world.officer(world.place(says.at("place"))), case_path(world, step),
               std::move(body));
  };
}

std::function<void(World&, const Captures&, std::ostream&)> by_person(const std::string& step) {
  return [step](World& world, const Captures& says, std::ostream&) {
    world.post(world.participant(says.at("person")), case_path(world, step),
               Tree(Tree::Members{}));
  };
}

void arrive(World& world, const Captures& says, const std::string& reference) {
  const RegionCode region = world.place(says.at("place"));
  world.post(world.officer(region), "/v1/agencies/" + region.to_string() + "/remittances",
             Tree::object({{"from_region", world.place(says.at("from")).to_string()},
                           {"amount_fen", amount_of(says.at("amount")).fen()},
                           {"arrived_on", world.today().to_string()},
                           {"bank_serial", world.next_serial()},
                           {"reference", reference}}));
}

void arrive_for_case(World& world, const Captures& says, std::ostream&) {
  arrive(world, says, world.application());
}

void arrive_without_reference(World& world, const Captures& says, std::ostream&) {
  arrive(world, says, "医保转移款");
}

void match_all(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told waiting = world.get(
      world.officer(region), "/v1/agencies/" + region.to_string() + "/remittances/unmatched");
  must_be_done(waiting);
  for (const Tree& remittance : *part(waiting.body, {"remittances"}).list()) {
    must_be_done(world.post(world.officer(region),
                            "/v1/remittances/" + *part(remittance, {"remittance"}).text() + "/match",
                            Tree::object({{"case", world.application()},
                                          {"note", "与对方经办机构电话核实"}})));
  }
}

void retiree_payout(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.post(
      world.participant(says.at("person")),
      "/v1/people/" + world.person(says.at("person")) + "/retiree-payouts",
      Tree::object({{"region", world.place(says.at("place")).to_string()},
                    {"bank_account", "6222021234567890123"},
                    {"bank_holder", says.at("person")}}));
  if (told.done()) world.name_application(told.text("case"));
}

void bank_result(World& world, const char* result) {
  world.post(world.bank(), case_path(world, "payout-result"), Tree::object({{"result", result}}));
}

const Told& show_case(World& world, const Captures& says) {
  // Whoever the story is about at the moment: any agency of the case may look.
  (void)says;
  const Told& told = world.get(world.auditor(), case_path(world, ""));
  must_be_done(told);
  return told;
}

std::function<void(World&, const Captures&, std::ostream&)> case_text(
    const std::string& what, std::initializer_list<std::string_view> path) {
  const std::vector<std::string_view> names(path);
  return [what, names](World& world, const Captures& says, std::ostream&) {
    const Tree* at = &show_case(world, says).body;
    for (const std::string_view name : names) {
      at = at->find(name);
      if (at == nullptr || at->is_null()) throw Fault("the case has no " + std::string(name));
    }
    const std::string came = at->text() != nullptr ? *at->text() : at->to_json();
    must_equal(what, says.at("value"), came);
  };
}

void obstacles_are(World& world, const Captures& says, std::ostream& story) {
  must_be_done(world.last());
  std::string came;
  for (const Tree& reason : *part(world.last().body, {"reasons"}).list()) {
    came += (came.empty() ? "" : "、") + *part(reason, {"rule"}).text();
    story << "     ✗ " << *part(reason, {"title"}).text() << ": "
          << *part(reason, {"detail"}).text() << " → " << *part(reason, {"next_step"}).text()
          << "\n";
  }
  must_equal("自查结果", says.at("codes"), came);
}

void no_obstacles(World& world, const Captures&, std::ostream& story) {
  obstacles_are(world, {{"codes", ""}}, story);
}

void tell_reasons(World& world, const Captures&, std::ostream& story) {
  const Told& told = world.get(world.auditor(), case_path(world, "explanation"));
  must_be_done(told);
  for (const Tree& decision : *part(told.body, {"decisions"}).list()) {
    story << "     " << *part(decision, {"happened_on"}).text() << " "
          << *part(decision, {"event"}).text() << "\n";
    for (const Tree& reason : *part(decision, {"reasons"}).list()) {
      story << "       · " << *part(reason, {"title"}).text() << ": "
            << *part(reason, {"detail"}).text();
      for (const Tree& cited : *part(reason, {"parameters"}).list()) {
        story << " [" << *part(cited, {"parameter"}).text() << " = "
              << *part(cited, {"value"}).text() << ", " << *part(cited, {"region"}).text() << ", "
              << *part(cited, {"source"}).text() << "]";
      }
      story << "\n";
    }
  }
}

}  // namespace

std::vector<Step> transfer_steps() {
  return {
      {"{person} 自查从 {origin} 转移到 {target}", precheck},
      {"{person} 在线申请从 {origin} 转移到 {target}", file_by_person},
      {"{person} 在线申请从 {origin} 转移到 {target},余额付本人银行账户", file_with_bank_account},
      {"{place} 窗口受理 {person} 从 {origin} 转移到 {target}", file_at_counter},
      {"{place} 窗口凭参保凭证受理 {person} 从 {origin} 转移到 {target}", file_with_certificate},
      {"{place} 为 {person} 出具参保凭证", issue_certificate},
      {"{place} 转出审核通过", at_agency("origin-approval")},
      {"{place} 转出审核不通过,原因 {why}", at_agency("rejection")},
      {"{place} 退回补正 {items}", at_agency("return")},
      {"{place} 上传信息表", at_agency("sheet")},
      {"{place} 更正信息表,原因 {why}", at_agency("sheet-correction")},
      {"{place} 转入审核通过", at_agency("target-approval")},
      {"{place} 退回核实,原因 {why}", at_agency("dispute")},
      {"{place} 不予接收,原因 {why}", at_agency("refusal")},
      {"{place} 收到退回的资金", at_agency("money-return")},
      {"{place} 终止办件,原因 {why}", at_agency("end")},
      {"{person} 补正完成", by_person("completion")},
      {"{person} 催办", by_person("urging")},
      {"{person} 撤销申请", by_person("withdrawal")},
      {"{place} 收到 {from} 汇来的 {amount} 元", arrive_for_case},
      {"{place} 收到 {from} 汇来的 {amount} 元,未注明办件", arrive_without_reference},
      {"{place} 将未匹配的汇款都匹配到办件", match_all},
      {"{person} 申请 {place} 账户余额付本人银行账户", retiree_payout},
      {"{place} 同意支付", at_agency("payout-approval")},
      {"银行支付成功", [](World& world, const Captures&, std::ostream&) { bank_result(world, "paid"); }},
      {"银行退汇",
       [](World& world, const Captures&, std::ostream&) { bank_result(world, "returned"); }},
      {"说明理由", tell_reasons},
  };
}

std::vector<Step> transfer_expectations() {
  return {
      {"自查列出 {codes}", obstacles_are},
      {"自查没有障碍", no_obstacles},
      {"办件状态为 {value}", case_text("办件状态", {"state"})},
      {"转出期限为 {value}", case_text("转出期限", {"clocks", "origin", "due_on"})},
      {"转入期限为 {value}", case_text("转入期限", {"clocks", "target", "due_on"})},
      {"全程期限为 {value}", case_text("全程期限", {"clocks", "total", "due_on"})},
      {"资金方式为 {value}", case_text("资金方式", {"money", "route"})},
      {"资金状态为 {value}", case_text("资金状态", {"money", "state"})},
      {"划转金额为 {value} 分", case_text("划转金额", {"money", "amount_fen"})},
  };
}

}  // namespace yibao::main
