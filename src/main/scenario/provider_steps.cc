// What a hospital or pharmacy sends by the national interface, in the words of who stands there.
#include <future>

#include "base/money.h"
#include "business/provider/numbers.h"
#include "main/provider_door.h"
#include "main/scenario/steps.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

constexpr const char* kPath = "/mbs-fsi/web/api/fsi/callService";

std::string code_of(World& world, const Captures& says) {
  return "P" + world.place(says.at("place")).to_string() + "00077";
}

void register_pharmacy(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  world.post(world.senior_officer(region), "/v1/institutions",
             Tree::object({{"code", code_of(world, says)},
                           {"name", says.at("place") + "示例药店"},
                           {"credit_code", world.new_employer_code(region)},
                           {"profile", "web"}}));
}

// As a client of the earlier version of the document sends it: nothing of the person but the number
// and what was shown.
Tree plain_sale(World& world, const Captures& says) {
  Sale sale = sale_of(world, says);
  sale.tells_the_person = false;
  sale.account_used = "01";
  return sale_message(world, says, sale);
}

void settle_as_before(World& world, const Captures& says, std::ostream&) {
  send_message(world, code_of(world, says), "2102", plain_sale(world, says));
}

// The message that is held up: its reversal comes first.
std::string late_message(World& world, const std::string& institution) {
  return "late-" + institution + "-" + world.noted("迟到的报文");
}

void reverse_early(World& world, const Captures& says, std::ostream&) {
  const std::string institution = code_of(world, says);
  world.note("迟到的报文", world.next_serial());
  world.note("接口参保地", world.place(says.at("place")).to_string());
  send_message(
      world, institution, "2601",
      Tree::object(
          {{"data", Tree::object({{"psn_no", provider::short_id(world.person(says.at("person")))},
                                  {"omsgid", late_message(world, institution)},
                                  {"oinfno", "2102"}})}}));
}

void settle_late(World& world, const Captures& says, std::ostream&) {
  const std::string institution = code_of(world, says);
  send_message(world, institution, "2102", plain_sale(world, says),
               late_message(world, institution));
}

void compare_totals(World& world, const Captures& says, std::ostream&) {
  const std::string today = world.today().to_string();
  const std::string region = world.place(says.at("place")).to_string();
  world.note("接口参保地", region);
  send_message(
      world, code_of(world, says), "3201",
      Tree::object({{"data", Tree::object({{"insutype", "310"},
                                           {"clr_type", "41"},
                                           {"setl_optins", region},
                                           {"stmt_begndate", today},
                                           {"stmt_enddate", today},
                                           {"medfee_sumamt", says.at("amount")},
                                           {"fund_pay_sumamt", "0"},
                                           {"acct_pay", says.at("amount")},
                                           {"fixmedins_setl_cnt", says.at("count")},
                                           {"refd_setl_flag",
                                            says.at("refunds") == "不含" ? "0" : "1"}})}}));
}

void totals_told(World& world, const Captures& says, std::ostream&) {
  const Decision<Tree> answer = storage::parse_json_with_texts(world.noted("接口回答"));
  const Tree* info = answer->find("output")->find("stmtinfo");
  must_equal("对总账", says.at("how") == "平" ? "0" : "1", *info->find("stmt_rslt")->text());
}

void settle(World& world, const Captures& says, std::ostream&) {
  Sale sale = sale_of(world, says);
  const Money own = *Money::parse_yuan(says.at("own"));
  if (!own.is_zero()) sale.lines.push_back({"EXAMPLE-ITEM-0002", own});
  send_message(world, code_of(world, says), "2102", sale_message(world, says, sale));
}

// A resident's, from the account of whoever shares with them.
void settle_shared(World& world, const Captures& says, std::ostream&) {
  Sale sale = sale_of(world, says);
  sale.person_type = "15";
  sale.insurance = "390";
  sale.account_used = "2";
  send_message(world, code_of(world, says), "2102", sale_message(world, says, sale));
}

void take_back(World& world, const Captures& says, std::ostream&) {
  const std::string institution = code_of(world, says);
  send_message(
      world, institution, "2601",
      Tree::object(
          {{"data", Tree::object({{"psn_no", provider::short_id(world.person(says.at("person")))},
                                  {"omsgid", world.noted("报文 " + institution)},
                                  {"oinfno", "2102"}})}}));
}

void answered(World& world, const Captures& says, std::ostream&) {
  const Decision<Tree> answer = storage::parse_json_with_texts(world.noted("接口回答"));
  const Tree* info = answer->find("output")->find("setlinfo");
  const auto text = [&](const char* name) {
    return info != nullptr && info->find(name) != nullptr ? *info->find(name)->text() : "";
  };
  must_equal(
      "接口", "0 " + says.at("account") + " " + says.at("cash"),
      *answer->find("infcode")->text() + " " + text("acct_pay") + " " + text("psn_cash_pay"));
}

void done(World& world, const Captures&, std::ostream&) {
  const Decision<Tree> answer = storage::parse_json_with_texts(world.noted("接口回答"));
  must_equal("接口", "0", *answer->find("infcode")->text() + *answer->find("err_msg")->text());
}

void refused(World& world, const Captures& says, std::ostream&) {
  const Decision<Tree> answer = storage::parse_json_with_texts(world.noted("接口回答"));
  const std::string said = *answer->find("err_msg")->text();
  must_equal("接口理由", says.at("code"), said.substr(1, said.find(']') - 1));
}

}  // namespace

Sale sale_of(const World& world, const Captures& says) {
  return {world.today(), {{"EXAMPLE-DRUG-0002", *Money::parse_yuan(says.at("amount"))}}};
}

Tree sale_message(World& world, const Captures& says, const Sale& sale) {
  const std::string number = world.identity_number(says.at("person"));
  const std::string at = sale.day.to_string() + " 09:00:00";
  world.note("接口参保地", world.place(says.at("home")).to_string());
  Tree lines = Tree(Tree::List{});
  Money sum;
  for (const Sale::Line& line : sale.lines) {
    sum += line.price;
    lines.push(Tree::object({{"feedetl_sn", std::to_string(lines.list()->size() + 1)},
                             {"rx_circ_flag", "0"},
                             {"fee_ocur_time", at},
                             {"med_list_codg", line.item},
                             {"medins_list_codg", "X"},
                             {"det_item_fee_sumamt", line.price.to_yuan()},
                             {"cnt", "1"},
                             {"pric", line.price.to_yuan()}}));
  }
  Tree sold = Tree::object({{"psn_no", provider::short_id(world.person(says.at("person")))},
                            {"mdtrt_cert_type", "02"},
                            {"mdtrt_cert_no", number}});
  if (sale.tells_the_person) {
    sold.set("psn_cert_type", "01");
    sold.set("certno", number);
    sold.set("psn_type", sale.person_type);
    sold.set("psn_name", says.at("person"));
  }
  sold.set("begntime", at);
  sold.set("medfee_sumamt", sum.to_yuan());
  sold.set("insutype", sale.insurance);
  sold.set("acct_used_flag", sale.account_used);
  sold.set("med_type", "41");
  return Tree::object({{"druginfo", std::move(sold)}, {"drugdetail", std::move(lines)}});
}

// The answer of the gateway, as it leaves; kept for the expectation that follows.
void send_message(World& world, const std::string& institution, const std::string& number,
                  Tree input, std::string msgid) {
  const std::string region = institution.substr(1, 6);
  if (msgid.empty()) msgid = "story-" + institution + "-" + world.next_serial();
  service::Call call;
  call.method = "POST";
  call.target = kPath;
  call.body = Tree::object({{"infno", number},
                            {"msgid", msgid},
                            {"mdtrtarea_admvs", region},
                            {"insuplc_admdvs", world.noted("接口参保地")},
                            {"recer_sys_code", "HIS"},
                            {"infver", "V1.0"},
                            {"opter_type", "1"},
                            {"opter", "1"},
                            {"opter_name", "收费员"},
                            {"inf_time", world.today().to_string() + " 09:00:00"},
                            {"fixmedins_code", institution},
                            {"fixmedins_name", "示例药店"},
                            {"input", std::move(input)}})
                  .to_json();
  const auto gateway = make_gateway(world.installation());
  const auto reader = world.installation().database().reader();
  std::promise<std::string> answer;
  gateway->handle(call, *reader, [&](service::Answer given) { answer.set_value(given.body); });
  world.note("接口回答", answer.get_future().get());
  gateway->write_looks();
  world.note("报文 " + institution, msgid);
}

std::vector<Step> provider_steps() {
  return {
      {"{place} 登记一家以接口结算的药店", register_pharmacy},
      {"{person} 在 {place} 的药店以接口结算 {amount} 元、自费 {own} 元,参保地 {home}", settle},
      {"{person} 在 {place} 的药店以接口共济结算 {amount} 元,参保地 {home}", settle_shared},
      {"{place} 的药店冲正 {person} 的上一笔", take_back},
      {"{person} 在 {place} 的药店以旧版接口结算 {amount} 元,参保地 {home}", settle_as_before},
      {"{place} 的药店的冲正先于 {person} 的结算到达", reverse_early},
      {"{person} 在 {place} 的药店的结算 {amount} 元随后到达,参保地 {home}", settle_late},
      {"{place} 的药店对总账,{refunds}退费,{amount} 元 {count} 笔", compare_totals},
  };
}

std::vector<Step> provider_expectations() {
  return {
      {"接口结算成功,个账 {account},现金 {cash}", answered},
      {"接口办理成功", done},
      {"对总账{how}", totals_told},
      {"接口拒绝,理由 {code}", refused},
  };
}

}  // namespace yibao::main
