#include "business/visit/present.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/reason_tree.h"
#include "base/text.h"
#include "business/provider/numbers.h"
#include "business/provider/reading.h"
#include "business/visit/fees.h"
#include "business/visit/message.h"
#include "business/visit/terms.h"
#include "business/wording.h"

namespace yibao::visit {

namespace {

// Whole years and a tenth: "35.3".
std::string age_text(Date born, Date on) {
  int years = on.year() - born.year();
  if (born.birthday_at_age(years) > on) --years;
  const int days = on - born.birthday_at_age(years);
  return std::to_string(years) + "." + std::to_string(days * 10 / 366);
}

void set_amounts(Tree& tree, const Settlement& settlement) {
  const Scope& scope = settlement.scope;
  const Parts& parts = settlement.parts;
  const std::pair<const char*, Money> amounts[] = {
      {"medfee_sumamt", scope.total},
      {"fulamt_ownpay_amt", scope.own_paid},
      {"overlmt_selfpay", scope.over_limit},
      {"preselfpay_amt", scope.first_paid},
      {"inscp_scp_amt", scope.in_scope},
      {"act_pay_dedc", parts.deductible},
      {"hifp_pay", parts.fund},
      {"cvlserv_pay", Money()},
      {"hifes_pay", Money()},
      {"hifmi_pay", Money()},
      {"hifob_pay", Money()},
      {"maf_pay", Money()},
      {"hifdm_pay", Money()},
      {"oth_pay", Money()},
      {"fund_pay_sumamt", parts.fund},
      {"hosp_part_amt", Money()},
      {"psn_part_amt", scope.total - parts.fund},
      {"acct_pay", parts.account},
      {"psn_cash_pay", parts.cash},
      {"pdn_cash_pay", parts.cash},  // as 2208 prints it (R14)
      {"acct_mulaid_pay", parts.shared},
      {"balc", settlement.balance},
  };
  for (const auto& [name, amount] : amounts) tree.set(name, amount.to_yuan());
}

Tree fund_rows(const Settlement& settlement) {
  Tree rows = Tree(Tree::List{});
  if (settlement.parts.fund.is_zero()) return rows;
  const bool resident = settlement.insurance == "390";
  rows.push(
      Tree::object({{"fund_pay_type", resident ? "390102" : "310102"},
                    {"inscp_scp_amt", settlement.scope.in_scope.to_yuan()},
                    {"crt_payb_lmt_amt", settlement.fund_left.to_yuan()},
                    {"fund_payamt", settlement.parts.fund.to_yuan()},
                    {"fund_pay_type_name", resident ? "居民门诊统筹基金" : "职工门诊统筹基金"}}));
  return rows;
}

Tree line_rows(const std::vector<Line>& lines) {
  Tree rows = Tree(Tree::List{});
  for (const Line& line : lines) rows.push(tell_amounts(line));
  return rows;
}

}  // namespace

std::string words_of(const std::vector<Reason>& reasons, const business::Context& context,
                     std::size_t characters_max) {
  Tree told = to_tree(reasons);
  if (context.wording != nullptr) context.wording->tell(told);
  std::string words;
  for (const Tree& reason : *told.list()) {
    const Tree* detail = reason.find("detail");
    const std::string text = detail != nullptr && detail->text() != nullptr ? *detail->text() : "";
    if (count_characters(words) + count_characters(text) > characters_max) break;
    words += text;
  }
  return words;
}

std::string_view clearing_type(std::string_view kind) {
  constexpr std::array<std::string_view, 2> kOwn{kChronicCare, "41"};
  return std::ranges::find(kOwn, kind) == kOwn.end() ? "11" : kind;
}

RegionCode clearing_agency(const std::string& text, const RegionTable& regions) {
  const auto code = provider::read_region(text);
  return code ? regions.pooling_region(*code) : RegionCode();
}

std::string rate_text(Rate rate) {
  if (rate.basis_points() >= 10'000) return "1";
  std::string digits = std::to_string(10'000 + rate.basis_points()).substr(1);
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return digits.empty() ? "0" : "0." + digits;
}

std::string clock_text(Instant moment) {
  std::string text = moment.to_string().substr(0, 19);
  text[10] = ' ';
  return text;
}

std::string moment_text(const std::string& sent, Date day) {
  constexpr std::size_t kWhole = 19;
  return sent.size() == kWhole ? sent : day.to_string() + " 00:00:00";
}

std::string visit_number(VisitId id, Instant recorded_at, const business::Context& context) {
  return provider::short_id(
      context.vault->outside_id(storage::IdKind::visit, id.value(), recorded_at));
}

std::string settlement_number(SettlementId id, Instant recorded_at,
                              const business::Context& context) {
  return provider::short_id(
      context.vault->outside_id(storage::IdKind::settlement, id.value(), recorded_at));
}

std::string person_type(const person::Person& person, const std::string& insurance, Date on) {
  if (insurance == "390") return "15";
  return person.draws_retirement_on(on) ? "12" : "11";
}

Tree present_person(const person::Person& person, const business::Context& context) {
  return Tree::object({{"psn_no", psn_no(person.id, person.recorded_at, context)},
                       {"psn_cert_type", std::string(national_code(person.identity_kind))},
                       {"certno", person.identity_number.reveal()},
                       {"psn_name", person.name},
                       {"gend", person.sex == Sex::male ? "1" : "2"},
                       {"brdy", person.birth_date.to_string()},
                       {"age", age_text(person.birth_date, context.today)}});
}

Tree present_settled(const Settled& settled, const business::Context& context) {
  const Settlement& settlement = settled.settlement;
  Tree info = present_person(settled.person, context);
  set_amounts(info, settlement);
  info.set("setl_id", settlement_number(settlement.id, settlement.recorded_at, context));
  info.set("mdtrt_id", visit_number(settlement.visit, settled.visit_recorded_at, context));
  info.set("insutype", settlement.insurance);
  info.set("psn_type", person_type(settled.person, settlement.insurance, settlement.care_on));
  info.set("cvlserv_flag", "0");
  info.set("setl_time", clock_text(settlement.recorded_at));
  info.set("mdtrt_cert_type", settlement.medium);
  info.set("med_type", settlement.kind);
  info.set("pool_prop_selfpay", rate_text(settlement.fund_rate));
  info.set("medins_setl_id", settlement.msgid);
  info.set("clr_optins", settlement.place_of_care.to_string());
  info.set("clr_way", "1");
  info.set("exp_content", settled.told);
  info.set("clr_type", std::string(clearing_type(settlement.kind)));
  return Tree::object({{"setlinfo", std::move(info)},
                       {"setldetail", fund_rows(settlement)},
                       {"detlcutinfo", line_rows(settled.lines)}});
}

}  // namespace yibao::visit
