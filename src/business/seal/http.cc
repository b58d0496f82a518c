#include "business/seal/http.h"

#include "business/seal/queries.h"

namespace yibao::seal {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  return {
      {"seal.list",
       "GET",
       "/v1/people/{person}/seals",
       "封存查询:全部原因、解封次序、材料、办理机构、最早日期和仍可使用的功能",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {{"on", FieldKind::date, false, "日期,默认今天"}},
       nullptr,
       &answer_seals},
  };
}

}  // namespace yibao::seal
