// Sentences about transfers: filing, the steps of both agencies, the money, and what must hold.
#include "main/scenario/steps.h"
#include "main/tick.h"

namespace yibao::main {

namespace {

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

void file_online(World& world, const std::string& token, const Captures& says, Tree form) {
  if (!draft(world, token, says, std::move(form))) return;
  const std::string digest = world.last().text("form_digest");
  for (const char* slot : {"identity_card_front", "identity_card_back"}) {
    must_be_done(world.post(token, case_path(world, "materials"),
                            Tree::object({{"slot", slot}, {"content", kPicture}})));
  }
  confirm(world, token, digest);
}

void file_by_person(World& world, const Captures& says, std::ostream&) {
  file_online(world, world.participant(says.at("person")), says, form_of(world, says));
}

// 转出地不在本系统的,由申请人填写险种。
void file_from_scheme(World& world, const Captures& says, std::ostream&) {
  Tree form = form_of(world, says);
  form.set("origin_scheme", says.at("scheme"));
  file_online(world, world.participant(says.at("person")), says, std::move(form));
}

void file_with_bank_account(World& world, const Captures& says, std::ostream&) {
  Tree form = form_of(world, says);
  form.set("bank_account", "6222021234567890123");
  form.set("bank_holder", says.at("person"));
  file_online(world, world.participant(says.at("person")), says, std::move(form));
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
  const Told& told = world.post(world.officer(region),
                                "/v1/people/" + world.person(says.at("person")) + "/certificates",
                                Tree::object({{"region", region.to_string()}}));
  must_be_done(told);
  world.name_certificate(told.text("number"));
  world.note("校验码 " + told.text("number"), told.text("check_code"));
  story << "     凭证号 " << told.text("number") << ",有效至 " << told.text("last_day") << "\n";
}

// Asked for, whatever the answer.
void ask_for_certificate(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  world.post(world.officer(region),
             "/v1/people/" + world.person(says.at("person")) + "/certificates",
             Tree::object({{"region", region.to_string()}}));
}

void keep_certificate(World& world, const Captures&, std::ostream&) {
  world.note("旧凭证", world.certificate());
}

void take_kept_certificate(World& world, const Captures&, std::ostream&) {
  world.name_certificate(world.noted("旧凭证"));
}

void file_with_certificate(World& world, const Captures& says, std::ostream&) {
  Tree form = form_of(world, says);
  form.set("certificate_number", world.certificate());
  form.set("sighted", Tree(Tree::List{"identity_document", "social_security_card"}));
  const std::string token = world.officer(world.place(says.at("place")));
  if (!draft(world, token, says, std::move(form))) return;
  confirm(world, token, world.last().text("form_digest"));
}

void file_by_employer(World& world, const Captures& says, std::ostream&) {
  file_online(world, world.employer_officer(says.at("employer")), says, form_of(world, says));
}

void draft_in_zone(World& world, const Captures& says, std::ostream&) {
  Tree form = form_of(world, says);
  form.set("zone", world.place(says.at("zone")).province().to_string());
  draft(world, world.participant(says.at("person")), says, std::move(form));
}

void draft_for_another(World& world, const Captures& says, std::ostream&) {
  Tree form = form_of(world, says);
  form.set("name", says.at("name"));
  draft(world, world.participant(says.at("person")), says, std::move(form));
}

// Drafted and left so.
void draft_by_person(World& world, const Captures& says, std::ostream&) {
  draft(world, world.participant(says.at("person")), says, form_of(world, says));
}

void upload(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("person")), case_path(world, "materials"),
             Tree::object({{"slot", says.at("slot")}, {"content", kPicture}}));
}

// 全省: an officer who is bound to no agency.
RegionCode office_of(World& world, const Captures& says) {
  return says.at("place") == "全省" ? RegionCode() : world.place(says.at("place"));
}

std::function<void(World&, const Captures&, std::ostream&)> approves(const std::string& step,
                                                                     bool ticks = true) {
  return [step, ticks](World& world, const Captures& says, std::ostream&) {
    Tree body = Tree(Tree::Members{});
    if (ticks) body.set("checked", ticks_of(world, case_path(world, "")));
    world.post(world.officer(office_of(world, says)), case_path(world, step), std::move(body));
  };
}

// A step of an agency's officer on the case at hand.
std::function<void(World&, const Captures&, std::ostream&)> at_agency(const std::string& step) {
  return [step](World& world, const Captures& says, std::ostream&) {
    Tree body = Tree(Tree::Members{});
    if (says.contains("why")) body.set("why", says.at("why"));
    if (says.contains("items")) {
      Tree items = Tree(Tree::List{});
      for (const std::string& item : listed(says.at("items"))) items.push(item);
      body.set("items", std::move(items));
    }
    world.post(world.officer(office_of(world, says)), case_path(world, step), std::move(body));
  };
}

std::function<void(World&, const Captures&, std::ostream&)> by_person(const std::string& step) {
  return [step](World& world, const Captures& says, std::ostream&) {
    world.post(world.participant(says.at("person")), case_path(world, step), Tree(Tree::Members{}));
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

// 退回的资金: as the origin's bank statement has it.
void come_back(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place"))), case_path(world, "money-return"),
             Tree::object({{"amount_fen", amount_of(says.at("amount")).fen()},
                           {"arrived_on", world.today().to_string()},
                           {"bank_serial", world.next_serial()}}));
}

void arrive_for_case(World& world, const Captures& says, std::ostream&) {
  arrive(world, says, world.application());
}

void arrive_without_reference(World& world, const Captures& says, std::ostream&) {
  arrive(world, says, "医保转移款");
}

// The last answer is what came of the last one.
void resolve_all(World& world, const Captures& says, const std::string& how, const Tree& body,
                 int officer = 1) {
  const RegionCode region = world.place(says.at("place"));
  const Told waiting = world.get(world.officer(region),
                                 "/v1/agencies/" + region.to_string() + "/remittances/unmatched");
  must_be_done(waiting);
  for (const Tree& remittance : *part(waiting.body, {"remittances"}).list()) {
    world.post(world.officer(region, officer),
               "/v1/remittances/" + *part(remittance, {"remittance"}).text() + "/" + how, body);
  }
}

std::function<void(World&, const Captures&, std::ostream&)> match_all(int officer) {
  return [officer](World& world, const Captures& says, std::ostream&) {
    resolve_all(world, says, "match",
                Tree::object({{"case", world.application()}, {"note", "与对方经办机构电话核实"}}),
                officer);
  };
}

void send_all_back(World& world, const Captures& says, std::ostream&) {
  resolve_all(world, says, "return", Tree::object({{"why", says.at("why")}}));
}

void retiree_payout(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.post(world.participant(says.at("person")),
                 "/v1/people/" + world.person(says.at("person")) + "/retiree-payouts",
                 Tree::object({{"region", world.place(says.at("place")).to_string()},
                               {"bank_account", "6222021234567890123"},
                               {"bank_holder", says.at("person")}}));
  if (told.done()) world.name_application(told.text("case"));
}

void bank_result(World& world, const char* result) {
  world.post(world.bank(), case_path(world, "payout-result"), Tree::object({{"result", result}}));
}

// 退汇后换一个本人的银行账户.
void pay_again(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("person")), case_path(world, "payout-again"),
             Tree::object({{"bank_account", "6217001234567890123"}}));
}

void tell_reasons(World& world, const Captures&, std::ostream& story) {
  const Told& told = world.get(world.auditor(), case_path(world, "explanation"));
  must_be_done(told);
  const service::Names& names = world.installation().data().catalogue.names();
  for (const Tree& decision : *part(told.body, {"decisions"}).list()) {
    story << "     " << *part(decision, {"happened_on"}).text() << " "
          << names.word("event", *part(decision, {"event"}).text()) << "\n";
    for (const Tree& reason : *part(decision, {"reasons"}).list()) {
      story << "       · " << *part(reason, {"title"}).text() << ": "
            << *part(reason, {"detail"}).text();
      for (const Tree& cited : *part(reason, {"parameters"}).list()) {
        story << " [" << *part(cited, {"title"}).text() << ": " << *part(cited, {"shown"}).text()
              << ", " << *part(cited, {"region_name"}).text() << ", "
              << *part(cited, {"source_title"}).text() << "]";
      }
      story << "\n";
    }
  }
}

void run_timers(World& world, const Captures&, std::ostream& story) {
  story << "     到点处理 " << tick(world.installation()) << " 件\n";
}

}  // namespace

std::vector<Step> transfer_steps() {
  return {
      {"{person} 自查从 {origin} 转移到 {target}", precheck},
      {"{person} 在线申请从 {origin} 转移到 {target},余额付本人银行账户", file_with_bank_account},
      {"{person} 在线申请从 {origin} 转移到 {target},转出地险种 {scheme}", file_from_scheme},
      {"{person} 在线申请从 {origin} 转移到 {target}", file_by_person},
      {"{employer} 为职工 {person} 申请从 {origin} 转移到 {target}", file_by_employer},
      {"{person} 填报从 {origin} 转移到 {target} 的草稿", draft_by_person},
      {"{person} 从 {zone} 专区填报从 {origin} 转移到 {target} 的申请", draft_in_zone},
      {"{person} 以 {name} 的名义填报从 {origin} 转移到 {target} 的申请", draft_for_another},
      {"{person} 上传 {slot}", upload},
      {"收好这份凭证", keep_certificate},
      {"取出收好的凭证", take_kept_certificate},
      {"{place} 窗口受理 {person} 从 {origin} 转移到 {target}", file_at_counter},
      {"{place} 窗口凭参保凭证受理 {person} 从 {origin} 转移到 {target}", file_with_certificate},
      {"{place} 要为 {person} 出具参保凭证", ask_for_certificate},
      {"{place} 为 {person} 出具参保凭证", issue_certificate},
      {"{place} 转出审核通过", approves("origin-approval")},
      {"{place} 没有核对材料就转出审核通过", approves("origin-approval", false)},
      {"{place} 转出审核不通过,原因 {why}", at_agency("rejection")},
      {"{place} 退回补正 {items}", at_agency("return")},
      {"{place} 上传信息表", at_agency("sheet")},
      {"{place} 更正信息表,原因 {why}", at_agency("sheet-correction")},
      {"{place} 转入审核通过", approves("target-approval")},
      {"{place} 退回核实,原因 {why}", at_agency("dispute")},
      {"{place} 不予接收,原因 {why}", at_agency("refusal")},
      {"{place} 收到退回的 {amount} 元", come_back},
      {"{place} 终止办件,原因 {why}", at_agency("end")},
      {"{person} 补正完成", by_person("completion")},
      {"{person} 催办", by_person("urging")},
      {"{person} 撤销申请", by_person("withdrawal")},
      {"{place} 收到 {from} 汇来的 {amount} 元", arrive_for_case},
      {"{place} 收到 {from} 汇来的 {amount} 元,未注明办件", arrive_without_reference},
      {"{place} 由另一人将未匹配的汇款都匹配到办件", match_all(2)},
      {"{place} 将未匹配的汇款都匹配到办件", match_all(1)},
      {"{place} 将未匹配的汇款都退回,原因 {why}", send_all_back},
      {"{person} 申请 {place} 账户余额付本人银行账户", retiree_payout},
      {"{place} 同意支付", at_agency("payout-approval")},
      {"银行支付成功",
       [](World& world, const Captures&, std::ostream&) { bank_result(world, "paid"); }},
      {"银行退汇",
       [](World& world, const Captures&, std::ostream&) { bank_result(world, "returned"); }},
      {"{person} 换一个银行账户,重新付款", pay_again},
      {"{place} 支付审核不通过,原因 {why}", at_agency("payout-refusal")},
      {"系统到点处理", run_timers},
      {"说明理由", tell_reasons},
  };
}

}  // namespace yibao::main
