// 就医备案 in the words of those who ask for it, file it and treat by it; care over several days.
#include <map>

#include "base/money.h"
#include "business/provider/numbers.h"
#include "main/scenario/steps.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

std::string hospital_of(World& world, const std::string& place) {
  return "H" + world.place(place).to_string() + "00077";
}

std::string psn_no(World& world, const Captures& says) {
  return provider::short_id(world.person(says.at("person")));
}

// The last answer of the gateway.
Tree answer_of(World& world) {
  const Decision<Tree> answer = storage::parse_json_with_texts(world.noted("接口回答"));
  return *answer;
}

void insured_at(World& world, const Captures& says) {
  world.note("接口参保地", world.place(says.at("home")).to_string());
}

void register_hospital(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  // Once, whatever other story has registered it before.
  world.post(world.senior_officer(region), "/v1/institutions",
             Tree::object({{"code", hospital_of(world, says.at("place"))},
                           {"name", says.at("place") + "示例医院"},
                           {"level", "primary"},
                           {"credit_code", world.new_employer_code(region)},
                           {"profile", "web"}}));
}

void file_disease(World& world, const Captures& says, std::ostream&) {
  insured_at(world, says);
  const std::string hospital = hospital_of(world, says.at("place"));
  const std::string today = world.today().to_string();
  send_message(world, hospital, "2503",
               Tree::object({{"data", Tree::object({{"psn_no", psn_no(world, says)},
                                                    {"insutype", "310"},
                                                    {"opsp_dise_code", says.at("disease")},
                                                    {"opsp_dise_name", says.at("name")},
                                                    {"insu_optins", world.noted("接口参保地")},
                                                    {"ide_fixmedins_no", hospital},
                                                    {"ide_fixmedins_name", "示例医院"},
                                                    {"hosp_ide_date", today},
                                                    {"diag_dr_codg", "D1"},
                                                    {"diag_dr_name", "王医生"},
                                                    {"begndate", today}})}}));
}

void fix_institution(World& world, const Captures& says, std::ostream&) {
  insured_at(world, says);
  const std::string hospital = hospital_of(world, says.at("place"));
  send_message(world, hospital, "2505",
               Tree::object({{"data", Tree::object({{"psn_no", psn_no(world, says)},
                                                    {"biz_appy_type", says.at("purpose")},
                                                    {"begndate", world.today().to_string()},
                                                    {"fix_srt_no", says.at("number")},
                                                    {"fixmedins_code", hospital},
                                                    {"fixmedins_name", "示例医院"}})}}));
}

void refer(World& world, const Captures& says, std::ostream&) {
  insured_at(world, says);
  const RegionCode home = world.place(says.at("home"));
  const RegionCode target = world.place(says.at("target"));
  const char* type = home == target ? "1" : home.province() == target.province() ? "2" : "3";
  send_message(
      world, hospital_of(world, says.at("place")), "2501",
      Tree::object(
          {{"refmedin", Tree::object({{"psn_no", psn_no(world, says)},
                                      {"insutype", "310"},
                                      {"diag_code", "I10"},
                                      {"diag_name", "高血压"},
                                      {"reflin_medins_no", hospital_of(world, says.at("target"))},
                                      {"reflin_medins_name", says.at("target") + "示例医院"},
                                      {"mdtrtarea_admdvs", target.to_string()},
                                      {"hosp_agre_refl_flag", "1"},
                                      {"refl_type", type},
                                      {"refl_date", world.today().to_string()},
                                      {"refl_rea", "病情需要"},
                                      {"refl_opnn", "同意"}})}}));
}

constexpr const char* kEmployee = "310";
constexpr const char* kResident = "390";

Tree shown_card(World& world, const Captures& says, const char* insurance) {
  const std::string number = world.identity_number(says.at("person"));
  return Tree::object({{"psn_no", psn_no(world, says)},
                       {"insutype", insurance},
                       {"mdtrt_cert_type", "02"},
                       {"mdtrt_cert_no", number},
                       {"psn_cert_type", "01"},
                       {"certno", number},
                       {"psn_type", "11"},
                       {"psn_name", says.at("person")}});
}

void begin_visit_by(const char* insurance, World& world, const Captures& says) {
  insured_at(world, says);
  const auto said = says.find("day");
  const std::string day = said != says.end() ? said->second : world.today().to_string();
  Tree data = shown_card(world, says, insurance);
  data.set("begntime", day + " 08:00:00");
  data.set("ipt_otp_no", world.next_serial());
  data.set("dept_code", "01");
  data.set("dept_name", "内科");
  data.set("caty", "A03");
  const std::string hospital = hospital_of(world, says.at("place"));
  send_message(world, hospital, "2201", Tree::object({{"data", std::move(data)}}));
  const Tree answer = answer_of(world);
  if (*answer.find("infcode")->text() != "0") return;
  world.note("就诊 " + hospital, *part(answer, {"output", "data", "mdtrt_id"}).text());
}

void begin_visit(World& world, const Captures& says, std::ostream&) {
  begin_visit_by(kEmployee, world, says);
}
void begin_resident_visit(World& world, const Captures& says, std::ostream&) {
  begin_visit_by(kResident, world, says);
}

void tell_disease(World& world, const Captures& says, std::ostream&) {
  const std::string hospital = hospital_of(world, says.at("place"));
  const std::string today = world.today().to_string();
  Tree diagnoses = Tree(Tree::List{});
  diagnoses.push(Tree::object({{"diag_type", "1"},
                               {"diag_srt_no", "1"},
                               {"diag_code", "I10"},
                               {"diag_name", "高血压"},
                               {"diag_dept", "内科"},
                               {"dise_dor_no", "D1"},
                               {"dise_dor_name", "王医生"},
                               {"diag_time", today},
                               {"vali_flag", "1"}}));
  send_message(
      world, hospital, "2203",
      Tree::object({{"mdtrtinfo", Tree::object({{"mdtrt_id", world.noted("就诊 " + hospital)},
                                                {"psn_no", psn_no(world, says)},
                                                {"med_type", says.at("care")},
                                                {"begntime", today},
                                                {"dise_codg", says.at("disease")},
                                                {"dise_name", says.at("disease")}})},
                    {"diseinfo", std::move(diagnoses)}}));
  world.note("医疗类别 " + hospital, says.at("care"));
}

// One line of a test that the fund looks at as a whole; of today where no day is said.
void add_fee(World& world, const Captures& says, std::ostream&) {
  const auto said = says.find("day");
  const std::string day = said != says.end() ? said->second : world.today().to_string();
  const std::string hospital = hospital_of(world, says.at("place"));
  Tree lines = Tree(Tree::List{});
  lines.push(Tree::object({{"feedetl_sn", world.next_serial().substr(1)},
                           {"mdtrt_id", world.noted("就诊 " + hospital)},
                           {"psn_no", psn_no(world, says)},
                           {"chrg_bchno", "B1"},
                           {"rx_circ_flag", "0"},
                           {"fee_ocur_time", day + " 09:00:00"},
                           {"med_list_codg", "EXAMPLE-TEST-0001"},
                           {"medins_list_codg", "X"},
                           {"det_item_fee_sumamt", says.at("amount")},
                           {"cnt", "1"},
                           {"pric", says.at("amount")},
                           {"bilg_dept_codg", "01"},
                           {"bilg_dept_name", "内科"},
                           {"bilg_dr_codg", "D1"},
                           {"bilg_dr_name", "王医生"},
                           {"hosp_appr_flag", "1"}}));
  send_message(world, hospital, "2204", Tree::object({{"feedetail", std::move(lines)}}));
}

void settle_visit_by(const char* insurance, World& world, const Captures& says) {
  insured_at(world, says);
  const std::string hospital = hospital_of(world, says.at("place"));
  const std::string amount = says.at("amount");
  Tree data = shown_card(world, says, insurance);
  data.set("med_type", says.at("care"));
  data.set("medfee_sumamt", amount);
  data.set("psn_setlway", "01");
  data.set("mdtrt_id", world.noted("就诊 " + hospital));
  data.set("chrg_bchno", "B1");
  data.set("acct_used_flag", "0");
  for (const char* zero : {"fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt"}) {
    data.set(zero, "0");
  }
  data.set("inscp_scp_amt", amount);
  send_message(world, hospital, "2207", Tree::object({{"data", std::move(data)}}));
  const Tree answer = answer_of(world);
  if (*answer.find("infcode")->text() != "0") return;
  world.note("结算 " + hospital, *part(answer, {"output", "setlinfo", "setl_id"}).text());
}

void settle_visit(World& world, const Captures& says, std::ostream&) {
  settle_visit_by(kEmployee, world, says);
}
void settle_resident_visit(World& world, const Captures& says, std::ostream&) {
  settle_visit_by(kResident, world, says);
}

void ask_year(World& world, const Captures& says, std::ostream&) {
  send_message(
      world, hospital_of(world, says.at("place")), "5206",
      Tree::object({{"data", Tree::object({{"psn_no", psn_no(world, says)}, {"cum_ym", ""}})}}));
}

// "310 基金 490.00、个账 0.00;390 …"
void year_is(World& world, const Captures& says, std::ostream&) {
  const Tree answer = answer_of(world);
  std::string told;
  std::string insurance;
  for (const Tree& row : *part(answer, {"output", "cuminfo"}).list()) {
    const std::string of = *part(row, {"insutype"}).text();
    const bool fund = *part(row, {"cum_type_code"}).text() == "F_fund";
    if (of != insurance) told += (told.empty() ? "" : ";") + of + " ";
    if (of == insurance) told += "、";
    told += (fund ? "基金 " : "个账 ") + *part(row, {"cum"}).text();
    insurance = of;
  }
  must_equal("接口累计", says.at("sums"), told);
}

void ask_settlement(World& world, const Captures& says, std::ostream&) {
  const std::string hospital = hospital_of(world, says.at("place"));
  send_message(
      world, hospital, "5203",
      Tree::object({{"data", Tree::object({{"psn_no", psn_no(world, says)},
                                           {"mdtrt_id", world.noted("就诊 " + hospital)},
                                           {"setl_id", world.noted("结算 " + hospital)}})}}));
}

void settlement_is(World& world, const Captures& says, std::ostream&) {
  const Tree answer = answer_of(world);
  const auto told = [&](const char* field) {
    return *part(answer, {"output", "setlinfo", field}).text();
  };
  must_equal(
      "接口结算",
      says.at("from") + " " + says.at("until") + " " + says.at("year") + " " + says.at("flag"),
      told("begndate") + " " + told("enddate") + " " + told("year") + " " + told("refd_setl_flag"));
}

void reverse_visit(World& world, const Captures& says, std::ostream&) {
  const std::string hospital = hospital_of(world, says.at("place"));
  send_message(
      world, hospital, "2208",
      Tree::object({{"data", Tree::object({{"psn_no", psn_no(world, says)},
                                           {"mdtrt_id", world.noted("就诊 " + hospital)},
                                           {"setl_id", world.noted("结算 " + hospital)}})}}));
}

void ask_remote(World& world, const Captures& says, std::ostream&) {
  file_application(world, world.participant(says.at("person")), says.at("person"),
                   "remote-care-registrations",
                   Tree::object({{"region", world.place(says.at("home")).to_string()},
                                 {"place_of_care", world.place(says.at("place")).to_string()}}));
}

void ask_recognition(World& world, const Captures& says, std::ostream&) {
  file_application(world, world.participant(says.at("person")), says.at("person"),
                   "chronic-disease-recognitions",
                   Tree::object({{"region", world.place(says.at("home")).to_string()},
                                 {"disease", says.at("disease")},
                                 {"disease_name", says.at("name")}}));
}

const std::map<std::string, std::string> kKinds{{"referral", "转院"},
                                                {"remote_care", "异地"},
                                                {"chronic_disease", "慢特病"},
                                                {"fixed_institution", "定点"}};

const Tree& registrations_of(World& world, const std::string& person) {
  const Told& told = world.get(world.participant(person),
                               "/v1/people/" + world.person(person) + "/care-registrations");
  must_be_done(told);
  return part(told.body, {"registrations"});
}

void end_care(World& world, const Captures& says, std::ostream&) {
  std::string found;
  for (const Tree& each : *registrations_of(world, says.at("person")).list()) {
    const bool open = *part(each, {"state"}).text() != "ended";
    if (open && *part(each, {"thing"}).text() == says.at("thing")) {
      found = *part(each, {"registration"}).text();
    }
  }
  if (found.empty()) throw Fault("no registration for " + says.at("thing"));
  world.post(
      world.participant(says.at("person")),
      "/v1/people/" + world.person(says.at("person")) + "/care-registrations/" + found + "/end",
      Tree(Tree::Members{}));
}

// What a hospital has filed and an agency decides.
void approve_filed(World& world, const Captures& says, std::ostream&) {
  std::string found;
  for (const Tree& each : *registrations_of(world, says.at("person")).list()) {
    if (*part(each, {"state"}).text() == "pending") found = *part(each, {"case"}).text();
  }
  if (found.empty()) throw Fault("nothing waits for " + says.at("person"));
  world.post(world.officer(world.place(says.at("place"))),
             "/v1/chronic-disease-recognitions/" + found + "/approval",
             Tree::object({{"checked", Tree(Tree::List{})}}));
}

// "异地 浙江省杭州市(东莞)、慢特病 高血压(东莞)": what holds today, and where it was put on record.
void care_is(World& world, const Captures& says, std::ostream&) {
  std::string came;
  for (const Tree& each : *registrations_of(world, says.at("person")).list()) {
    if (!*part(each, {"holds_today"}).boolean()) continue;
    const auto region = RegionCode::parse(*part(each, {"region"}).text());
    came += (came.empty() ? "" : "、") + kKinds.at(*part(each, {"kind"}).text()) + " " +
            *part(each, {"thing"}).text() + "(" + world.place_name(*region) + ")";
  }
  must_equal("就医备案", says.at("what"), came.empty() ? "无" : came);
}

void fund_paid(World& world, const Captures& says, std::ostream&) {
  const Tree answer = answer_of(world);
  must_equal("接口", "0", *answer.find("infcode")->text() + *answer.find("err_msg")->text());
  const std::string fund = *part(answer, {"output", "setlinfo", "fund_pay_sumamt"}).text();
  must_equal("统筹", says.at("fund"), Money::parse_yuan(fund)->to_yuan());
}

// Anything that an answer says in words: of a refusal or beside an amount.
void says_in_words(World& world, const Captures& says, std::ostream&) {
  const std::string answer = answer_of(world).to_json();
  if (answer.find(says.at("words")) == std::string::npos) throw Fault("接口说的是 " + answer);
}

void reimbursable(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.participant(says.at("person")),
                "/v1/people/" + world.person(says.at("person")) + "/reimbursable-settlements");
  must_be_done(told);
  must_equal("可补报", says.at("amount"), Money::fen(told.integer("reimbursable_fen")).to_yuan());
}

// What the transfer says will become of it.
void outlook_is(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.auditor(), case_path(world, "explanation"));
  must_be_done(told);
  std::string came;
  for (const Tree& each : *part(told.body, {"care"}).list()) {
    came += (came.empty() ? "" : "、") + *part(each, {"rule"}).text();
  }
  must_equal("转移说明", says.at("codes"), came.empty() ? "无" : came);
}

}  // namespace

std::vector<Step> care_steps() {
  return {
      {"{place} 登记一家以接口结算的医院", register_hospital},
      {"{place} 的医院为 {person} 申报慢特病 {disease} {name},参保地 {home}", file_disease},
      {"{place} 的医院为 {person} 办理定点,类型 {purpose},序号 {number},参保地 {home}",
       fix_institution},
      {"{place} 的医院把 {person} 转往 {target} 的医院,参保地 {home}", refer},
      {"{place} 的医院登记 {person} 就诊,参保地 {home}", begin_visit},
      {"{place} 的医院补登记 {person} 在 {day} 的就诊,参保地 {home}", begin_visit},
      {"{place} 的医院上传 {person} 的诊断,医疗类别 {care},病种 {disease}", tell_disease},
      {"{place} 的医院上传 {person} 在 {day} 的费用 {amount} 元", add_fee},
      {"{place} 的医院上传 {person} 的费用 {amount} 元", add_fee},
      {"{place} 的医院撤销 {person} 的上一次结算", reverse_visit},
      {"{place} 的医院结算 {person} 的就诊 {amount} 元,医疗类别 {care},参保地 {home}",
       settle_visit},
      {"{place} 的医院登记居民 {person} 就诊,参保地 {home}", begin_resident_visit},
      {"{place} 的医院结算居民 {person} 的就诊 {amount} 元,医疗类别 {care},参保地 {home}",
       settle_resident_visit},
      {"{place} 的医院查询 {person} 的年度累计", ask_year},
      {"{place} 的医院查询 {person} 的结算", ask_settlement},
      {"{person} 申请异地就医备案,参保地 {home},就医地 {place}", ask_remote},
      {"{person} 申请认定慢特病 {disease} {name},参保地 {home}", ask_recognition},
      {"{place} 审核通过医院为 {person} 申报的认定", approve_filed},
      {"{person} 取消就医备案 {thing}", end_care},
  };
}

std::vector<Step> care_expectations() {
  return {
      {"{person} 有效的就医备案为 {what}", care_is},
      {"接口结算成功,统筹 {fund}", fund_paid},
      {"接口说明含“{words}”", says_in_words},
      {"{person} 可补报 {amount} 元", reimbursable},
      {"转移说明的就医备案为 {codes}", outlook_is},
      {"接口累计为 {sums}", year_is},
      {"接口结算日期为 {from} 至 {until},年度 {year},退费标志 {flag}", settlement_is},
  };
}

}  // namespace yibao::main
