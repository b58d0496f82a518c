// Who stands before a till, as the national interface reads them, and care of one day.
#include "base/money.h"
#include "business/provider/numbers.h"
#include "main/scenario/steps.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

std::string pharmacy_at(World& world, const Captures& says) {
  return "P" + world.place(says.at("place")).to_string() + "00077";
}

void read_shown(World& world, const Captures& says, const char* kind, const std::string& number) {
  world.note("接口参保地", world.place(says.at("place")).to_string());
  send_message(world, pharmacy_at(world, says), "1101",
               Tree::object({{"data", Tree::object({{"mdtrt_cert_type", kind},
                                                    {"mdtrt_cert_no", number},
                                                    {"card_sn", "SN1"},
                                                    {"psn_cert_type", ""},
                                                    {"certno", ""},
                                                    {"psn_name", ""}})}}));
}

void read_document(World& world, const Captures& says, std::ostream&) {
  read_shown(world, says, "02", world.identity_number(says.at("person")));
}

void read_card(World& world, const Captures& says, std::ostream&) {
  read_shown(world, says, "03", says.at("number"));
}

// Nothing from the account: what the fund does not pay is cash.
void settle_day(World& world, const Captures& says, std::ostream&) {
  Sale sale;
  sale.day = *Date::parse(says.at("day"));
  sale.lines = {{"EXAMPLE-TEST-0001", *Money::parse_yuan(says.at("amount"))}};
  sale.account_used = "0";
  send_message(world, pharmacy_at(world, says), "2102", sale_message(world, says, sale));
}

const Tree* output_of(const Decision<Tree>& answer, const char* node) {
  const Tree* output = answer->find("output");
  return output == nullptr ? nullptr : output->find(node);
}

std::string text_of(const Tree& tree, const char* name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}

void found_money(World& world, const Captures& says, std::ostream&) {
  const Decision<Tree> answer = storage::parse_json_with_texts(world.noted("接口回答"));
  const Tree* rows = output_of(answer, "insuinfo");
  std::string told = text_of(*answer, "err_msg");
  if (rows != nullptr && rows->list() != nullptr && !rows->list()->empty()) {
    const Tree& first = rows->list()->front();
    told = text_of(first, "psn_insu_stas") + " " + text_of(first, "balc");
  }
  must_equal("接口查到", says.at("state") + " " + says.at("amount"), told);
}

std::string hint_of(World& world) {
  const Decision<Tree> answer = storage::parse_json_with_texts(world.noted("接口回答"));
  const Tree* base = output_of(answer, "baseinfo");
  return base == nullptr ? text_of(*answer, "err_msg") : text_of(*base, "exp_content");
}

void hinted(World& world, const Captures& says, std::ostream&) {
  const std::string told = hint_of(world);
  const std::string& part = says.at("words");
  must_equal("接口提示", part, told.find(part) == std::string::npos ? told : part);
}

void not_hinted(World& world, const Captures&, std::ostream&) {
  must_equal("接口提示", std::string(), hint_of(world));
}

void fund_paid(World& world, const Captures& says, std::ostream&) {
  const Decision<Tree> answer = storage::parse_json_with_texts(world.noted("接口回答"));
  const Tree* info = output_of(answer, "setlinfo");
  must_equal("接口", says.at("fund") + " " + says.at("account"),
             info == nullptr
                 ? text_of(*answer, "err_msg")
                 : text_of(*info, "fund_pay_sumamt") + " " + text_of(*info, "acct_pay"));
}

void register_foreigner(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told =
      world.post(world.officer(region), "/v1/people",
                 Tree::object({{"name", says.at("person")},
                               {"identity_number", says.at("number")},
                               {"birth_date", says.at("birth")},
                               {"sex", says.at("sex") == "男" ? "male" : "female"}}));
  must_be_done(told);
  world.name_person(says.at("person"), told.text("person"), says.at("number"));
}

}  // namespace

std::vector<Step> till_steps() {
  return {
      {"{place} 的药店以接口读取 {person} 的证件", read_document},
      {"{place} 的药店以接口读取社保卡,卡号 {number}", read_card},
      {"{person} 在 {place} 的药店以接口结算 {day} 的费用 {amount} 元,不用个人账户,参保地 {home}",
       settle_day},
      {"{person}({sex},{birth}生)持永久居留身份证 {number} 在 {place} 登记", register_foreigner},
  };
}

std::vector<Step> till_expectations() {
  return {
      {"接口查到参保状态 {state},可用余额 {amount}", found_money},
      {"接口提示 {words}", hinted},
      {"接口没有提示", not_hinted},
      {"接口结算成功,基金 {fund},个账 {account}", fund_paid},
  };
}

}  // namespace yibao::main
