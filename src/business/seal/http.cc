#include "business/seal/http.h"

#include "business/application/http.h"
#include "business/seal/appeal.h"
#include "business/seal/commands_identity.h"
#include "business/seal/commands_order.h"
#include "business/seal/correction.h"
#include "business/seal/queries.h"
#include "business/seal/release.h"

namespace yibao::seal {

namespace {

using business::Endpoint;
using business::FieldKind;
using business::Role;
using business::roles;

constexpr business::Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});

std::vector<Endpoint> own_endpoints() {
  return {
      {"seal.list",
       "GET",
       "/v1/people/{person}/seals",
       "封存查询:全部原因、解封次序、材料、办理机构、最早日期和仍可使用的功能",
       kOfficers | roles({Role::participant, Role::auditor}),
       {{"on", FieldKind::date, false, "日期,默认今天"}},
       nullptr,
       &answer_seals},
      {"seal.unsupported",
       "GET",
       "/v1/agencies/{region}/unsupported-holds",
       "对账:没有事实支持的封存",
       kOfficers,
       {},
       nullptr,
       &answer_unsupported},
      {"hold.release",
       "POST",
       "/v1/people/{person}/holds/{hold}/release",
       "解冻,由另一名人员办理",
       roles({Role::senior_officer}),
       {},
       &EndFreeze::parse,
       nullptr},
      {"identity.report_change",
       "POST",
       "/v1/people/{person}/identity-changes",
       "申报身份信息变更",
       kOfficers | roles({Role::participant}),
       {{"note", FieldKind::text, true, "变更的内容"}},
       &ReportIdentityChange::parse,
       nullptr},
      {"identity.update",
       "POST",
       "/v1/people/{person}/identity",
       "更新身份证件,参保编号不变",
       kOfficers,
       {{"identity_number", FieldKind::text, true, "新的证件号码"},
        {"identity_kind", FieldKind::text, false, "证件类型,默认居民身份证"},
        {"name", FieldKind::text, false, "姓名,没有变更的不填"},
        {"document_expires_on", FieldKind::date, false, "证件有效期截止日"},
        {"evidence", FieldKind::text, true, "核验的证件"}},
       &UpdateIdentity::parse,
       nullptr},
  };
}

}  // namespace

std::vector<Endpoint> endpoints() {
  std::vector<Endpoint> all = own_endpoints();
  for (auto& more : {application::endpoints_of<kRelease>(), application::endpoints_of<kAppeal>(),
                     application::endpoints_of<kCorrection>()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace yibao::seal
