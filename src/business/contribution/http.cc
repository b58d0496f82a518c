#include "business/contribution/http.h"

#include "business/application/http.h"
#include "business/contribution/arrears_notice_paper.h"
#include "business/contribution/arrears_notices.h"
#include "business/contribution/arrears_run.h"
#include "business/contribution/commands.h"
#include "business/contribution/commands_employer.h"
#include "business/contribution/correction.h"
#include "business/contribution/employer_receipts.h"
#include "business/contribution/monthly_credits.h"
#include "business/contribution/queries.h"
#include "business/contribution/queries_employer.h"
#include "business/place.h"

namespace yibao::contribution {

std::vector<business::Endpoint> endpoints() {
  using business::Field;
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});
  constexpr business::Roles kReaders = kOfficers | roles({Role::participant, Role::auditor});
  const Field enrolment{"enrolment", FieldKind::integer, false, "参保关系序号,默认当前参保"};
  const Field received_on{"received_on", FieldKind::date, false, "到账日期,默认今天"};
  std::vector<business::Endpoint> all{
      {"contribution.receive",
       "POST",
       "/v1/people/{person}/contributions",
       "登记缴费到账、补缴、退费、视同缴费",
       kOfficers,
       {enrolment,
        {"kind", FieldKind::text, false,
         "normal、supplementary 或 deemed,默认按截止日区分正常缴费与补缴"},
        received_on,
        {"months", FieldKind::list, false,
         "多个月份,每项为 {\"month\":\"2024-09\"},其余成员同单个月份"},
        {"month", FieldKind::month, false, "费款所属期"},
        {"base_fen", FieldKind::fen, false, "缴费基数(分),默认申报基数"},
        {"personal_fen", FieldKind::fen, false, "个人缴费(分),用于核对"},
        {"employer_fen", FieldKind::fen, false, "单位缴费(分),用于核对"}},
       &RecordReceipts::parse,
       nullptr},
      {"contribution.receive-year",
       "POST",
       "/v1/people/{person}/contributions/resident",
       "登记居民年度缴费或修复",
       kOfficers,
       {enrolment,
        {"year", FieldKind::integer, true, "待遇年度"},
        {"amount_fen", FieldKind::fen, false, "金额(分),用于核对"},
        received_on},
       &RecordResidentYear::parse,
       nullptr},
      {"contribution.statement",
       "GET",
       "/v1/people/{person}/contributions",
       "缴费明细与累计缴费月数",
       kReaders,
       {{"before", FieldKind::month, false, "只看该月之前"},
        {"limit", FieldKind::integer, false, "每页行数,1 至 600"},
        business::kPlaceField},
       nullptr,
       &answer_statement},
      {"contribution.arrears",
       "GET",
       "/v1/people/{person}/arrears",
       "欠费月份",
       kReaders,
       {{"on", FieldKind::date, false, "日期,默认今天"}},
       nullptr,
       &answer_arrears},
      {"contribution.employer-receipts",
       "POST",
       "/v1/regions/{region}/employer-receipts",
       "登记征收机构报来的整单位到账",
       kOfficers,
       {{"month", FieldKind::month, true, "费款所属期"},
        received_on,
        {"employers", FieldKind::list, true,
         "单位,每项 code 为统一社会信用代码,amount_fen 为金额(分),不填为足额"}},
       &ReportEmployerReceipts::parse,
       nullptr},
      {"runs.monthly-credits",
       "POST",
       "/v1/regions/{region}/runs/monthly-credits",
       "批量办理:一个月的缴费到账与个人账户划入",
       roles({Role::senior_officer}),
       {{"month", FieldKind::month, true, "费款所属期"},
        received_on,
        {"everybody", FieldKind::flag, false, "全统筹区足额到账;不填则只办理已登记到账的单位"}},
       &StartMonthlyCredits::parse,
       nullptr},
      {"runs.arrears",
       "POST",
       "/v1/regions/{region}/runs/arrears",
       "批量办理:核定一个月的单位欠费并通知",
       roles({Role::senior_officer}),
       {{"month", FieldKind::month, true, "费款所属期,截止日已过"}},
       &StartArrears::parse,
       nullptr},
      {"contribution.arrears-notices",
       "GET",
       "/v1/regions/{region}/arrears-notices",
       "一个统筹区某月的欠费核定",
       kOfficers | roles({Role::auditor}),
       {{"month", FieldKind::month, true, "费款所属期"},
        {"after", FieldKind::id, false, "上一页最后一个单位"},
        {"limit", FieldKind::integer, false, "个数,1 至 1000"}},
       nullptr,
       &answer_notices_of_region},
      {"employer.arrears-notices",
       "GET",
       "/v1/employers/{employer}/arrears-notices",
       "单位收到的欠费核定、限期缴纳通知",
       kOfficers | roles({Role::employer_officer, Role::auditor}),
       {{"limit", FieldKind::integer, false, "个数,1 至 1000"}},
       nullptr,
       &answer_notices_of_employer},
      {"employer.printed-notice",
       "GET",
       "/v1/employers/{employer}/arrears-notices/file",
       "限期缴纳通知书(PDF),默认最近一份",
       kOfficers | roles({Role::employer_officer, Role::auditor}),
       {{"month", FieldKind::month, false, "核定月份"},
        {"serial", FieldKind::integer, false, "该月第几份"},
        {"format", FieldKind::text, false, "pdf(默认)或 xlsx"}},
       nullptr,
       &answer_printed_notice,
       nullptr,
       true},
      {"employer-debt.receive",
       "POST",
       "/v1/employers/{employer}/receipts",
       "登记征收机构收到的单位缴费:先缴最早的月份,滞纳金另计",
       kOfficers,
       {{"reference", FieldKind::text, true, "征收机构的票据号,同一地不得重复"},
        received_on,
        {"principal_fen", FieldKind::fen, false, "费款(分)"},
        {"late_fee_fen", FieldKind::fen, false, "滞纳金(分)"}},
       &RecordEmployerPayment::parse,
       nullptr},
      {"employer-debt.notify",
       "POST",
       "/v1/employers/{employer}/arrears-notices",
       "发出限期缴纳通知",
       kOfficers,
       {},
       &IssueArrearsNotice::parse,
       nullptr},
      {"employer-debt.show",
       "GET",
       "/v1/employers/{employer}/arrears",
       "单位欠费、缴费与通知",
       kOfficers | roles({Role::employer_officer, Role::auditor}),
       {{"on", FieldKind::date, false, "日期,默认今天"}},
       nullptr,
       &answer_employer_arrears},
      {"employer-debt.assess",
       "GET",
       "/v1/employers/{employer}/assessment",
       "单位某月应缴核定",
       kOfficers | roles({Role::employer_officer, Role::auditor}),
       {{"month", FieldKind::month, false, "费款所属期,默认本月"}},
       nullptr,
       &answer_assessment},
  };
  for (business::Endpoint& each : application::endpoints_of<kCorrection>()) {
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace yibao::contribution
