#include "business/transfer/http.h"

#include "business/transfer/commands_certificate.h"
#include "business/transfer/commands_correction.h"
#include "business/transfer/commands_end.h"
#include "business/transfer/commands_filing.h"
#include "business/transfer/commands_materials.h"
#include "business/transfer/commands_money.h"
#include "business/transfer/commands_origin.h"
#include "business/transfer/commands_payout.h"
#include "business/transfer/commands_retiree.h"
#include "business/transfer/commands_reversal.h"
#include "business/transfer/commands_supplement.h"
#include "business/transfer/commands_target.h"
#include "business/transfer/queries.h"
#include "business/transfer/retiree_run.h"

namespace yibao::transfer {

namespace {

using business::Endpoint;
using business::Field;
using business::FieldKind;
using business::Role;
using business::Roles;
using business::roles;

constexpr Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});
constexpr Roles kApplicants = kOfficers | roles({Role::participant, Role::employer_officer});
constexpr Roles kReaders = kOfficers | roles({Role::participant, Role::auditor});

// Of an agency that is on no system: its letter is entered by the other one (N-24).
const Field kLetterSent{"letter_sent_on", FieldKind::date, false, "对方函件寄出日期"};
const Field kLetterReceived{"letter_received_on", FieldKind::date, false, "收到函件日期"};
const Field kChecked{"checked", FieldKind::list, false, "逐项核对过的材料"};
const Field kWhy{"why", FieldKind::text, true, "原因"};

std::vector<Field> with_letter(std::vector<Field> fields) {
  fields.push_back(kLetterSent);
  fields.push_back(kLetterReceived);
  return fields;
}

template<class C>
Endpoint step(std::string_view name, std::string_view path, std::string_view summary, Roles allowed,
              std::vector<Field> fields = {}) {
  return {name,
          "POST",
          path,
          summary,
          allowed,
          with_letter(std::move(fields)),
          &CaseCommand::parse<C>,
          nullptr};
}

Endpoint enquiry(std::string_view name, std::string_view path, std::string_view summary,
                 Roles allowed, std::vector<Field> fields,
                 Decision<Tree> (*answer)(const business::Request&, const business::Context&,
                                          storage::Session&)) {
  return {name, "GET", path, summary, allowed, std::move(fields), nullptr, answer};
}

void add_filing(std::vector<Endpoint>& all) {
  const std::vector<Field> places = {{"origin", FieldKind::region, true, "转出地"},
                                     {"target", FieldKind::region, true, "转入地"},
                                     {"certificate_number", FieldKind::text, false, "参保凭证号"}};
  Endpoint precheck =
      enquiry("transfer.precheck", "/v1/people/{person}/transfer-precheck",
              "转移前自查,一次列出全部原因,不建立办件", kReaders, places, &answer_precheck);
  precheck.method = "POST";
  all.push_back(std::move(precheck));
  all.push_back({"transfer.draft",
                 "POST",
                 "/v1/people/{person}/transfers",
                 "填报转移接续申请(草稿)",
                 kApplicants,
                 {{"name", FieldKind::text, true, "姓名"},
                  {"identity_kind", FieldKind::text, false, "证件类型,默认居民身份证"},
                  {"identity_number", FieldKind::text, true, "证件号码"},
                  {"origin", FieldKind::region, false, "转出地;有参保凭证号的可以不填"},
                  {"target", FieldKind::region, true, "转入地"},
                  {"origin_scheme", FieldKind::text, false,
                   "转出地险种 employee 或 resident,转出地不在本系统的填写,默认职工医保"},
                  {"zone", FieldKind::region, false, "地方专区所属省份"},
                  {"certificate_number", FieldKind::text, false, "参保凭证号"},
                  {"certificate_on_paper", FieldKind::flag, false,
                   "窗口已核验纸质参保凭证(转出地未接入平台的)"},
                  {"bank_account", FieldKind::text, false, "本人银行账号"},
                  {"bank_holder", FieldKind::text, false, "银行账户户名"},
                  {"sighted", FieldKind::list, false, "窗口已核验的材料"}},
                 &DraftTransfer::parse,
                 nullptr});
  all.push_back(step<ConfirmTransfer>("transfer.confirm", "/v1/transfers/{case}/confirmation",
                                      "确认提交,受理或不予受理", kApplicants,
                                      {{"form_digest", FieldKind::text, true, "申请表摘要"}}));
  all.push_back(step<WithdrawTransfer>("transfer.withdraw", "/v1/transfers/{case}/withdrawal",
                                       "撤销申请", kApplicants,
                                       {{"why", FieldKind::text, false, "原因"}}));
  all.push_back(step<FillSlot>("transfer.material", "/v1/transfers/{case}/materials", "上传材料",
                               kApplicants,
                               {{"slot", FieldKind::text, true, "材料名称"},
                                {"content", FieldKind::text, false, "内容,Base64"},
                                {"sighted", FieldKind::flag, false, "窗口已核验原件"}}));
  all.push_back(step<CompleteMaterials>(
      "transfer.complete_materials", "/v1/transfers/{case}/completion", "补正完成", kApplicants));
  all.push_back(
      step<UrgeCase>("transfer.urge", "/v1/transfers/{case}/urging", "催办", kApplicants));
}

void add_origin(std::vector<Endpoint>& all) {
  all.push_back(step<ReturnForCorrection>("transfer.return", "/v1/transfers/{case}/return",
                                          "退回补正,一次告知全部内容", kOfficers,
                                          {{"items", FieldKind::list, true, "需要补正的材料"},
                                           {"note", FieldKind::text, false, "说明"}}));
  all.push_back(step<RejectAtOrigin>("transfer.reject", "/v1/transfers/{case}/rejection",
                                     "转出不通过", kOfficers, {kWhy}));
  all.push_back(step<ApproveAtOrigin>("transfer.approve_at_origin",
                                      "/v1/transfers/{case}/origin-approval", "转出审核通过",
                                      kOfficers, {kChecked}));
  all.push_back(step<UploadSheet>(
      "transfer.sheet", "/v1/transfers/{case}/sheet", "上传信息表", kOfficers,
      {{"months", FieldKind::list, false, "缴费时段(纸质信息表)"},
       {"balance_fen", FieldKind::fen, false, "余额(纸质信息表),没有的填 0"},
       {"household_address", FieldKind::text, false, "户籍地址,窗口核验户口簿后填写"},
       {"household_kind", FieldKind::text, false,
        "户籍类型 agricultural、non_agricultural 或 resident"}}));
  all.push_back(step<CorrectSheet>(
      "transfer.correct_sheet", "/v1/transfers/{case}/sheet-correction", "信息表纠错", kOfficers,
      {{"months", FieldKind::list, false, "更正后的缴费时段(纸质信息表)"},
       {"balance_fen", FieldKind::fen, false, "更正后的余额(纸质信息表),由另一人复核"},
       kWhy}));
  all.push_back(step<RecordReturn>(
      "transfer.money_back", "/v1/transfers/{case}/money-return", "退回资金到账登记", kOfficers,
      {{"amount_fen", FieldKind::fen, false, "到账金额,应与划出的一致;凭函件登记的不填"},
       {"arrived_on", FieldKind::date, false, "到账日期;凭函件登记的不填"},
       {"bank_serial", FieldKind::text, false, "银行流水号;凭函件登记的不填"}}));
}

void add_target(std::vector<Endpoint>& all) {
  all.push_back(step<ReceiveSheet>("transfer.receive_sheet", "/v1/transfers/{case}/sheet-receipt",
                                   "收到邮寄的信息表", kOfficers));
  all.push_back(step<ApproveAtTarget>("transfer.approve_at_target",
                                      "/v1/transfers/{case}/target-approval", "转入审核通过",
                                      kOfficers, {kChecked}));
  all.push_back(step<DisputeSheet>("transfer.dispute", "/v1/transfers/{case}/dispute",
                                   "信息表退回核实", kOfficers, {kWhy}));
  all.push_back(step<RefuseAtTarget>("transfer.refuse", "/v1/transfers/{case}/refusal",
                                     "转入不予接收", kOfficers, {kWhy}));
  all.push_back(step<EndTransfer>("transfer.end", "/v1/transfers/{case}/end",
                                  "终止:死亡、转出地重新参保、转入地停保、转出地核定退休",
                                  kOfficers, {{"why", FieldKind::text, false, "说明"}}));
}

void add_money(std::vector<Endpoint>& all) {
  all.push_back({"transfer.arrival",
                 "POST",
                 "/v1/agencies/{region}/remittances",
                 "到账登记,自动匹配办件",
                 kOfficers | roles({Role::bank}),
                 {{"from_region", FieldKind::region, true, "汇款地"},
                  {"amount_fen", FieldKind::fen, true, "金额(分)"},
                  {"arrived_on", FieldKind::date, true, "到账日期"},
                  {"bank_serial", FieldKind::text, true, "银行流水号"},
                  {"reference", FieldKind::text, false, "附言中的办件编号"}},
                 &RecordArrival::parse,
                 nullptr});
  all.push_back(
      {"transfer.match",
       "POST",
       "/v1/remittances/{remittance}/match",
       "未匹配资金:匹配到办件;办结以后对方才汇到的,作为补转",
       kOfficers,
       {{"case", FieldKind::id, true, "办件编号"}, {"note", FieldKind::text, true, "依据"}},
       &ResolveArrival::parse_match,
       nullptr});
  all.push_back({"transfer.send_back",
                 "POST",
                 "/v1/remittances/{remittance}/return",
                 "未匹配资金:退回汇款方",
                 kOfficers,
                 {kWhy},
                 &ResolveArrival::parse_send_back,
                 nullptr});
  all.push_back(enquiry("transfer.unmatched", "/v1/agencies/{region}/remittances/unmatched",
                        "未匹配资金", kOfficers | roles({Role::auditor}), {}, &answer_unmatched));
  all.push_back(step<RecordPayoutResult>("transfer.payout_result",
                                         "/v1/transfers/{case}/payout-result", "银行回盘结果",
                                         roles({Role::bank, Role::senior_officer}),
                                         {{"result", FieldKind::text, true, "paid 或 returned"},
                                          {"why", FieldKind::text, false, "退汇原因"}}));
  all.push_back(
      step<PayTransferAgain>("transfer.pay_again", "/v1/transfers/{case}/payout-again",
                             "退汇后重新付款,换一个银行账户;窗口办理的由两人先后录入",
                             kOfficers | roles({Role::participant}),
                             {{"bank_account", FieldKind::text, true, "同一户名的银行账号"}}));
  all.push_back({"transfer.retiree_payout",
                 "POST",
                 "/v1/people/{person}/retiree-payouts",
                 "异地安置退休人员:个人账户资金划入本人银行账户",
                 kOfficers | roles({Role::participant}),
                 {{"region", FieldKind::region, true, "参保地"},
                  {"bank_account", FieldKind::text, true, "本人银行账号"},
                  {"bank_holder", FieldKind::text, true, "户名"}},
                 &RequestRetireePayout::parse,
                 nullptr});
  all.push_back(step<ApproveRetireePayout>("transfer.approve_retiree_payout",
                                           "/v1/transfers/{case}/payout-approval",
                                           "退休人员划款审核通过", kOfficers));
  all.push_back(step<RefuseRetireePayout>("transfer.refuse_retiree_payout",
                                          "/v1/transfers/{case}/payout-refusal",
                                          "退休人员划款审核不通过", kOfficers, {kWhy}));
  all.push_back({"runs.retiree-payouts",
                 "POST",
                 "/v1/regions/{region}/runs/retiree-payouts",
                 "批量办理:异地安置退休人员到期的账户资金划入本人银行账户",
                 roles({Role::senior_officer}),
                 {{"month", FieldKind::month, false, "月份,默认本月"}},
                 &StartRetireePayouts::parse,
                 nullptr});
}

void add_afterwards(std::vector<Endpoint>& all) {
  all.push_back(step<SupplementTransfer>(
      "transfer.supplement", "/v1/transfers/{case}/supplements",
      "补转:随已办结的转移,转走后来到账或者留在别处的余额", kOfficers | roles({Role::participant}),
      {{"region", FieldKind::region, false, "余额所在地,默认转出地"},
       {"bank_account", FieldKind::text, false, "本人银行账号,余额由转出地支付本人的填写"}}));
  all.push_back(step<ApproveSupplement>("transfer.approve_supplement",
                                        "/v1/transfers/{case}/supplement-approval",
                                        "补转审核通过并划出", kOfficers));
  all.push_back(step<RefuseSupplement>("transfer.refuse_supplement",
                                       "/v1/transfers/{case}/supplement-refusal", "补转审核不通过",
                                       kOfficers, {kWhy}));
  all.push_back(step<SendSupplementBack>("transfer.send_supplement_back",
                                         "/v1/transfers/{case}/supplement-return",
                                         "补转资金不能接收,退回", kOfficers, {kWhy}));
  all.push_back(enquiry("transfer.left_behind", "/v1/people/{person}/left-behind-balances",
                        "历次变动留在各地的余额,可否补转", kReaders, {}, &answer_left_behind));
  all.push_back(step<ReverseTransfer>("transfer.reverse", "/v1/transfers/{case}/reversal",
                                      "撤回错误转移:开启反方向的办件,由两地审核",
                                      roles({Role::senior_officer}), {kWhy}));
}

void add_enquiries(std::vector<Endpoint>& all) {
  all.push_back(enquiry("transfer.case", "/v1/transfers/{case}", "办件详情与进度", kReaders, {},
                        &answer_case));
  all.push_back(enquiry("transfer.list", "/v1/people/{person}/transfers", "本人的转移接续办件",
                        kReaders, {}, &answer_cases_of_person));
  all.push_back(enquiry("transfer.explain", "/v1/transfers/{case}/explanation", "每项决定的依据",
                        kReaders, {}, &answer_explanation));
  all.push_back(enquiry("transfer.show_sheet", "/v1/transfers/{case}/sheet", "信息表", kReaders, {},
                        &answer_sheet));
  all.push_back({"certificate.issue",
                 "POST",
                 "/v1/people/{person}/certificates",
                 "出具参保凭证,即时办结",
                 kOfficers | roles({Role::participant}),
                 {{"region", FieldKind::region, true, "参保地"},
                  {"household_address", FieldKind::text, false, "户籍地址,窗口核验户口簿后填写"},
                  {"household_kind", FieldKind::text, false,
                   "户籍类型 agricultural、non_agricultural 或 resident"},
                  {"householder_name", FieldKind::text, false, "户主姓名"},
                  {"householder_number", FieldKind::text, false, "户主证件号码"}},
                 &IssueCertificate::parse,
                 nullptr});
  all.push_back(enquiry("certificate.presented", "/v1/people/{person}/presented-certificate",
                        "凭参保凭证号带出转出地的参保信息", kOfficers | roles({Role::participant}),
                        {{"number", FieldKind::text, true, "凭证号"}},
                        &answer_presented_certificate));
  all.push_back(enquiry("certificate.check", "/v1/certificates/check", "参保凭证核验",
                        kReaders | roles({Role::employer_officer}),
                        {{"number", FieldKind::text, true, "凭证号"},
                         {"check_code", FieldKind::text, true, "校验码"}},
                        &answer_certificate_check));
}

}  // namespace

std::vector<Endpoint> endpoints() {
  std::vector<Endpoint> all;
  add_filing(all);
  add_origin(all);
  add_target(all);
  add_money(all);
  add_afterwards(all);
  add_enquiries(all);
  return all;
}

}  // namespace yibao::transfer
