#include "business/clearing/http.h"

#include "business/clearing/approving.h"
#include "business/clearing/drawing.h"
#include "business/clearing/payee.h"
#include "business/clearing/queries.h"

namespace yibao::clearing {

namespace {

using business::Endpoint;
using business::Field;
using business::FieldKind;
using business::Role;
using business::roles;

constexpr business::Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});
constexpr business::Roles kReaders = kOfficers | roles({Role::auditor});
constexpr business::Roles kWithCashiers = kReaders | roles({Role::provider_cashier});

const Field kAfter{"after", FieldKind::text, false, "上一页答复的 next"};
const Field kLimit{"limit", FieldKind::integer, false, "每页条数"};

std::vector<Endpoint> reading() {
  Endpoint print{"clearing.print",
                 "GET",
                 "/v1/clearing-statements/{statement}/print",
                 "清算单打印(PDF、XLSX)",
                 kWithCashiers,
                 {{"format", FieldKind::text, false, "pdf(默认)或 xlsx"}},
                 nullptr,
                 &answer_print,
                 nullptr,
                 true};
  return {
      {"clearing.list",
       "GET",
       "/v1/regions/{region}/clearing-statements",
       "一个统筹区的清算单:机构的和地区之间的",
       kReaders,
       {{"month", FieldKind::month, false, "只看该月"},
        {"after", FieldKind::integer, false, "上一页答复的 next"},
        kLimit},
       nullptr,
       &answer_statements},
      {"clearing.of-institution",
       "GET",
       "/v1/institutions/{institution}/clearing-statements",
       "一家定点医药机构的清算单",
       kWithCashiers,
       {{"after", FieldKind::integer, false, "上一页答复的 next"}, kLimit},
       nullptr,
       &answer_of_institution},
      {"clearing.show",
       "GET",
       "/v1/clearing-statements/{statement}",
       "一份清算单,按承担地区",
       kWithCashiers,
       {},
       nullptr,
       &answer_statement},
      {"clearing.lines",
       "GET",
       "/v1/clearing-statements/{statement}/lines",
       "清算单所列的每一笔",
       kWithCashiers,
       {{"kind", FieldKind::text, false, "bills 结算(默认)或 postings 个人账户收支"},
        kAfter,
        kLimit},
       nullptr,
       &answer_lines},
      std::move(print),
      {"clearing.accounts",
       "GET",
       "/v1/institutions/{institution}/payee-accounts",
       "定点医药机构的收款账户",
       kWithCashiers,
       {},
       nullptr,
       &answer_payees},
      {"clearing.reconcile",
       "POST",
       "/v1/institutions/{institution}/reconciliations",
       "与医药机构的结算明细对账,找出说明差额的每一笔",
       kOfficers | roles({Role::provider_cashier}),
       {{"from", FieldKind::date, false, "第一天;送文件的,默认为文件中最早的一天"},
        {"to", FieldKind::date, false, "最后一天;送文件的,默认为文件中最晚的一天"},
        {"file", FieldKind::text, false, "机构的结算文件的文字(CSV),代替 rows"},
        {"rows", FieldKind::list, false,
         "机构的明细:setl_id、msgid、init_setl_id、day、total_fen、fund_fen、account_fen、taken_"
         "back"}},
       nullptr,
       &answer_reconciliation},
  };
}

std::vector<Endpoint> writing() {
  return {
      {"clearing.draw",
       "POST",
       "/v1/institutions/{institution}/clearing-statements",
       "编制一家定点医药机构的月度清算单",
       kOfficers,
       {{"month", FieldKind::month, true, "清算月份"}},
       &DrawStatement::parse,
       nullptr},
      {"clearing.draw-regions",
       "POST",
       "/v1/clearing-statements",
       "编制两个统筹区之间的清算单",
       kOfficers,
       {{"region", FieldKind::region, true, "统筹区"},
        {"with", FieldKind::region, true, "另一统筹区"},
        {"month", FieldKind::month, true, "清算月份"}},
       &DrawRegions::parse,
       nullptr},
      {"clearing.approve",
       "POST",
       "/v1/clearing-statements/{statement}/approve",
       "审核、复核清算单(须由两人办理)",
       kOfficers,
       {},
       &StatementCommand::parse<ApproveStatement>,
       nullptr},
      {"clearing.refuse",
       "POST",
       "/v1/clearing-statements/{statement}/refuse",
       "退回清算单重编",
       kOfficers,
       {{"why", FieldKind::text, true, "原因"}},
       &StatementCommand::parse<RefuseStatement>,
       nullptr},
      {"clearing.pay-again",
       "POST",
       "/v1/clearing-statements/{statement}/pay-again",
       "退汇后重新付款",
       kOfficers,
       {},
       &StatementCommand::parse<PayStatementAgain>,
       nullptr},
      {"clearing.propose-account",
       "POST",
       "/v1/institutions/{institution}/payee-accounts",
       "登记定点医药机构的收款账户",
       kOfficers,
       {{"holder", FieldKind::text, true, "户名"}, {"bank_account", FieldKind::text, true, "账号"}},
       &ProposePayee::parse,
       nullptr},
      {"clearing.confirm-account",
       "POST",
       "/v1/institutions/{institution}/payee-accounts/confirm",
       "复核收款账户(须由另一人办理)",
       kOfficers,
       {{"bank_account", FieldKind::text, true, "账号,由复核人按机构的材料重新录入"}},
       &ConfirmPayee::parse,
       nullptr},
  };
}

}  // namespace

std::vector<Endpoint> endpoints() {
  std::vector<Endpoint> all = reading();
  std::vector<Endpoint> more = writing();
  for (Endpoint& each : more) all.push_back(std::move(each));
  return all;
}

}  // namespace yibao::clearing
