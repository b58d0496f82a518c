#include "business/entitlement/http.h"

#include "business/entitlement/queries.h"
#include "business/entitlement/queries_coverage.h"

namespace yibao::entitlement {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kReaders =
      roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor});
  return {
      {"entitlement.show",
       "GET",
       "/v1/people/{person}/entitlement",
       "某日待遇享受情况及理由",
       kReaders | roles({Role::provider_cashier}),
       {{"on", FieldKind::date, false, "日期,默认今天"}},
       nullptr,
       &answer_entitlement},
      {"entitlement.coverage",
       "GET",
       "/v1/people/{person}/coverage",
       "待遇区间:哪些天享受、部分享受、不享受,以及理由",
       kReaders,
       {{"from", FieldKind::date, false, "第一天,默认今天"},
        {"until", FieldKind::date, false, "最后一天的次日,默认一年"},
        {"pay_on", FieldKind::date, false, "假设未缴的费用在该日全部缴清"},
        {"continues", FieldKind::flag, false, "假设以后各期按时缴费"}},
       nullptr,
       &answer_coverage},
      {"entitlement.what-if",
       "POST",
       "/v1/people/{person}/coverage",
       "待遇区间:假设补缴、停保、在另一地参保,不作任何登记",
       kReaders,
       {{"from", FieldKind::date, false, "第一天,默认今天"},
        {"until", FieldKind::date, false, "最后一天的次日,默认一年"},
        {"stop_on", FieldKind::date, false, "假设自该日起停保"},
        {"enrolments", FieldKind::list, false,
         "假设的参保:region、kind、from,关系随转的 transferred"},
        {"payments", FieldKind::list, false,
         "假设的缴费:received_on,以及 month(至 last_month)或者 year"},
        {"pay_on", FieldKind::date, false, "假设未缴的费用在该日全部缴清"},
        {"stops_paying", FieldKind::flag, false, "不假设以后各期按时缴费"}},
       nullptr,
       &answer_what_if},
      {"entitlement.retirement",
       "GET",
       "/v1/people/{person}/retirement",
       "退休待遇年限核对",
       kReaders,
       {{"on", FieldKind::date, false, "日期,默认今天"},
        {"region", FieldKind::region, false, "待遇享受地,默认当前参保地"}},
       nullptr,
       &answer_retirement},
  };
}

}  // namespace yibao::entitlement
