#include "business/agency/http.h"

#include "business/agency/commands.h"
#include "business/agency/queries.h"

namespace yibao::agency {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});
  using business::kEverybody;
  return {
      {"agency.show",
       "GET",
       "/v1/agencies/{region}",
       "经办机构的联系方式",
       kEverybody,
       {},
       nullptr,
       &answer_agency},
      {"agency.list",
       "GET",
       "/v1/agencies",
       "经办机构名录",
       kEverybody,
       {{"after", FieldKind::region, false, "上一页最后一个统筹区"},
        {"limit", FieldKind::integer, false, "每页个数,1 至 500"}},
       nullptr,
       &answer_agencies},
      {"agency.changes",
       "GET",
       "/v1/agencies/{region}/changes",
       "经办机构信息的变更申请",
       kOfficers,
       {},
       nullptr,
       &answer_changes},
      {"agency.propose",
       "POST",
       "/v1/agencies/{region}/changes",
       "申请变更经办机构信息",
       kOfficers,
       {{"name", FieldKind::text, false, "名称"},
        {"aliases", FieldKind::list, false, "别名"},
        {"address", FieldKind::text, false, "地址"},
        {"postcode", FieldKind::text, false, "邮编"},
        {"contact", FieldKind::text, false, "联系人"},
        {"phone", FieldKind::text, false, "电话"},
        {"hotlines", FieldKind::list, false, "服务热线"},
        {"hours", FieldKind::text, false, "办公时间"},
        {"bank_name", FieldKind::text, false, "开户银行"},
        {"bank_account_name", FieldKind::text, false, "户名"},
        {"bank_account", FieldKind::text, false, "账号"},
        {"on_system", FieldKind::flag, false, "是否使用本系统"}},
       &ProposeChange::parse,
       nullptr},
      {"agency.decide",
       "POST",
       "/v1/agencies/{region}/changes/decide",
       "复核经办机构信息的变更",
       kOfficers,
       {{"change", FieldKind::integer, true, "变更序号"},
        {"decision", FieldKind::text, true, "approve 或 refuse"}},
       &DecideChange::parse,
       nullptr},
  };
}

}  // namespace yibao::agency
