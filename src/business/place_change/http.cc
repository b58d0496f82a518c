#include "business/place_change/http.h"

#include "business/application/http.h"
#include "business/place_change/commands_company.h"
#include "business/place_change/commands_company_member.h"
#include "business/place_change/commands_displayed.h"
#include "business/place_change/commands_following.h"
#include "business/place_change/printed.h"
#include "business/place_change/queries.h"
#include "business/place_change/queries_company.h"
#include "business/place_change/service.h"

namespace yibao::place_change {

namespace {

using business::Endpoint;
using business::FieldKind;
using business::Role;
using business::roles;

constexpr business::Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});

std::vector<Endpoint> displayed_endpoints() {
  return {{"place.display",
           "POST",
           "/v1/people/{person}/displayed-place",
           "切换展示参保地:只在已有的参保关系之间切换,即时生效,不变更参保地",
           kOfficers | roles({Role::participant}),
           {{"region", FieldKind::region, true, "要展示的参保地"}},
           &SwitchDisplayedPlace::parse,
           nullptr},
          {"place.show",
           "GET",
           "/v1/people/{person}/places",
           "参保地:以哪一个为准、展示哪一个、理由",
           kOfficers | roles({Role::participant, Role::auditor}),
           {},
           nullptr,
           &answer_places}};
}

std::vector<Endpoint> change_endpoints() {
  return {{"place_change.print",
           "GET",
           "/v1/place-changes/{case}/form",
           "打印《医疗保险参保地变更申请表》",
           kOfficers | roles({Role::participant}),
           {},
           nullptr,
           &answer_printed},
          {"place_change.continue",
           "POST",
           "/v1/place-changes/{case}/continuation",
           "开启等待中的转移,或者在转移办结后办结",
           kOfficers,
           {},
           &application::parse_step<kPlaceChangeService, ContinuePlaceChange>,
           nullptr},
          {"place_change.channels",
           "GET",
           "/v1/agencies/{region}/place-change-channels",
           "参保地变更在该地怎么办:线上是否开通、窗口、时限",
           kOfficers | roles({Role::participant, Role::employer_officer, Role::auditor}),
           {},
           nullptr,
           &answer_channels}};
}

std::vector<Endpoint> company_endpoints() {
  const business::Roles employers = kOfficers | roles({Role::employer_officer});
  return {{"company_move.file",
           "POST",
           "/v1/employers/{employer}/company-moves",
           "成建制转移申请:全部在职职工转到另一统筹区的单位",
           employers,
           {{"target_employer_code", FieldKind::text, true, "转入单位统一社会信用代码"},
            {"effective_on", FieldKind::date, true, "自哪一天起办理"}},
           &FileCompanyMove::parse,
           nullptr},
          {"company_move.list",
           "GET",
           "/v1/employers/{employer}/company-moves",
           "单位的成建制转移",
           employers | roles({Role::auditor}),
           {},
           nullptr,
           &answer_company_moves},
          {"company_move.of-place",
           "GET",
           "/v1/agencies/{region}/company-moves",
           "转出、转入该地的成建制转移,最近的在前",
           kOfficers | roles({Role::auditor}),
           {{"before", FieldKind::id, false, "上一页最后一件"},
            {"limit", FieldKind::integer, false, "件数,1 至 500"}},
           nullptr,
           &answer_moves_of_place},
          {"company_move.accept",
           "POST",
           "/v1/company-moves/{move}/acceptance",
           "成建制转出:转出地受理",
           kOfficers,
           {},
           &CompanyMoveStep::parse<AcceptCompanyMove>,
           nullptr},
          {"company_move.approve",
           "POST",
           "/v1/company-moves/{move}/approval",
           "成建制转入:转入地审核通过,随后逐人办理",
           kOfficers,
           {},
           &CompanyMoveStep::parse<ApproveCompanyMove>,
           nullptr},
          {"company_move.refuse",
           "POST",
           "/v1/company-moves/{move}/refusal",
           "成建制转移:审核不通过",
           kOfficers,
           {{"why", FieldKind::text, true, "原因"}},
           &CompanyMoveStep::parse<RefuseCompanyMove>,
           nullptr},
          {"company_move.retry",
           "POST",
           "/v1/company-moves/{move}/members/{person}/retry",
           "成建制转移:未能办成的一人,原因消除后重新办理",
           employers,
           {},
           &RetryMember::parse,
           nullptr},
          {"company_move.show",
           "GET",
           "/v1/company-moves/{move}",
           "成建制转移:进度与逐人结果",
           employers | roles({Role::auditor}),
           {{"after", FieldKind::id, false, "上一页最后一人"},
            {"limit", FieldKind::integer, false, "人数,1 至 500"}},
           nullptr,
           &answer_company_move}};
}

}  // namespace

std::vector<Endpoint> endpoints() {
  std::vector<Endpoint> all = displayed_endpoints();
  for (Endpoint& each : application::endpoints_of<kPlaceChangeService>()) {
    all.push_back(std::move(each));
  }
  for (Endpoint& each : change_endpoints()) all.push_back(std::move(each));
  for (Endpoint& each : company_endpoints()) all.push_back(std::move(each));
  return all;
}

}  // namespace yibao::place_change
