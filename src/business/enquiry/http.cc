#include "business/enquiry/http.h"

#include "business/enquiry/cases.h"
#include "business/enquiry/materials.h"
#include "business/enquiry/messages.h"
#include "business/enquiry/monthly.h"
#include "business/enquiry/statements.h"
#include "business/enquiry/statistics.h"
#include "business/enquiry/summary.h"
#include "business/enquiry/views.h"

namespace yibao::enquiry {

std::vector<business::Endpoint> endpoints() {
  using business::Role;
  using business::roles;
  return {
      {"enquiry.summary",
       "GET",
       "/v1/people/{person}/summary",
       "个人概览:余额、参保、最近划账",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {},
       nullptr,
       nullptr,
       &answer_summary},
      {"enquiry.messages",
       "GET",
       "/v1/people/{person}/messages",
       "收到的消息",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {{"before", business::FieldKind::id, false, "上一页最后一条"},
        {"limit", business::FieldKind::integer, false, "每页条数,1 至 200"}},
       nullptr,
       &answer_messages},
      {"enquiry.statistics",
       "GET",
       "/v1/agencies/{region}/statistics",
       "经办统计:各项业务的件数、时限、补正与不予办理的原因",
       roles({Role::agency_officer, Role::senior_officer, Role::auditor}),
       {{"from", business::FieldKind::date, true, "起始日期"},
        {"to", business::FieldKind::date, true, "截止日期(含),一次最多 366 天"}},
       nullptr,
       &answer_statistics},
      {"enquiry.cases",
       "GET",
       "/v1/people/{person}/cases",
       "全部办件进度:转移接续、各类申请、制卡",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {{"until", business::FieldKind::date, false, "只看该日之前提交的"},
        {"limit", business::FieldKind::integer, false, "条数,1 至 200"}},
       nullptr,
       &answer_cases},
      {"enquiry.views",
       "GET",
       "/v1/people/{person}/views",
       "谁看过我的信息",
       roles({Role::participant, Role::auditor}),
       {{"until", business::FieldKind::date, false, "只看该日之前"},
        {"limit", business::FieldKind::integer, false, "条数,1 至 500"}},
       nullptr,
       &answer_views},
      {"enquiry.contribution-statement",
       "GET",
       "/v1/people/{person}/contributions/statement",
       "缴费记录下载(CSV),每年合计",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {{"year", business::FieldKind::integer, false, "只看该年的费款所属期"}},
       nullptr,
       &answer_contribution_statement,
       nullptr,
       true},
      {"enquiry.monthly-credits",
       "GET",
       "/v1/people/{person}/monthly-credits",
       "每月返钱:基数、缴费、到账、划入、余额",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {{"year", business::FieldKind::integer, false, "费款所属期的年份,默认今年"}},
       nullptr,
       &answer_monthly_credits},
      {"enquiry.credit-statement",
       "GET",
       "/v1/people/{person}/monthly-credits/statement",
       "每月划账下载(CSV),每年合计",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {{"year", business::FieldKind::integer, false, "只看该年的费款所属期"}},
       nullptr,
       &answer_credit_statement,
       nullptr,
       true},
      {"casework.material",
       "GET",
       "/v1/cases/{case}/materials/{slot}",
       "取回办件的一份材料(下载)",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {},
       nullptr,
       &answer_material,
       nullptr,
       true},
  };
}

}  // namespace yibao::enquiry
