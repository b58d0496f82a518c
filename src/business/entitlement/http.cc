#include "business/entitlement/http.h"

#include "business/entitlement/queries.h"

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
