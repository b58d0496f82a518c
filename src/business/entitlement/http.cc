#include "business/entitlement/http.h"

#include "business/entitlement/bills.h"
#include "business/entitlement/queries.h"
#include "business/entitlement/queries_coverage.h"
#include "business/entitlement/queries_resident.h"

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
      {"bill.declare",
       "POST",
       "/v1/people/{person}/bills",
       "登记未享受待遇期间的费用,追溯后可以手工报销",
       roles({Role::participant, Role::agency_officer, Role::senior_officer,
              Role::provider_cashier}),
       {{"provider", FieldKind::text, true, "定点医药机构编码"},
        {"reference", FieldKind::text, true, "医药机构的单据号"},
        {"treated_on", FieldKind::date, true, "费用发生日"},
        {"amount_fen", FieldKind::fen, true, "金额(分)"}},
       &DeclareBill::parse,
       nullptr},
      {"bill.list",
       "GET",
       "/v1/people/{person}/bills",
       "已登记的费用中哪些可以手工报销",
       kReaders,
       {},
       nullptr,
       &answer_bills},
      {"entitlement.incentive",
       "GET",
       "/v1/people/{person}/incentive",
       "连续参保、零报销激励后的大病保险封顶线",
       kReaders,
       {{"year", FieldKind::integer, false, "待遇年度,默认今年"},
        {"region", FieldKind::region, false, "统筹区,默认当前参保地"},
        {"claimed_years", FieldKind::text, false, "基金报销过的年度,以逗号分开"},
        {"used_years", FieldKind::text, false, "使用过提高额的年度,以逗号分开"}},
       nullptr,
       &answer_incentive},
      {"entitlement.newborn-choice",
       "GET",
       "/v1/people/{person}/newborn-choice",
       "新生儿缴一个年度还是两个年度:各享受多少天、缴多少钱",
       kReaders,
       {{"pay_on", FieldKind::date, false, "缴费日,默认今天"},
        {"region", FieldKind::region, false, "统筹区,默认当前参保地"}},
       nullptr,
       &answer_newborn_choice},
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
