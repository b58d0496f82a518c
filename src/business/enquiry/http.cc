#include "business/enquiry/http.h"

#include "business/enquiry/materials.h"
#include "business/enquiry/messages.h"
#include "business/enquiry/statistics.h"
#include "business/enquiry/summary.h"

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
