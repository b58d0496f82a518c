#include "business/hotline/http.h"

#include "business/hotline/commands.h"
#include "business/hotline/queries.h"

namespace yibao::hotline {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kLine = roles({Role::hotline});
  return {
      {"hotline.call",
       "POST",
       "/v1/hotline-calls",
       "来电:接听服务热线",
       kLine,
       {{"dialled", FieldKind::text, true, "被叫号码,例如 12393、076912333"},
        {"caller", FieldKind::text, false, "主叫号码,不填为隐藏号码"},
        {"region", FieldKind::region, false, "线路所属统筹区,不填则看区号,再由来电人输入"}},
       &BeginCall::parse,
       nullptr},
      {"hotline.step",
       "POST",
       "/v1/hotline-calls/{call}/steps",
       "通话的下一步:按键、没有按键或者挂机",
       kLine,
       {{"step", FieldKind::integer, true, "上一个回答里的步数"},
        {"keys", FieldKind::text, false, "按键,不填为没有按键;单按井号填 #"},
        {"hang_up", FieldKind::flag, false, "已挂机"}},
       &TakeStep::parse,
       nullptr},
      {"hotline.calls",
       "GET",
       "/v1/hotline-calls",
       "热线来电记录",
       roles({Role::agency_officer, Role::senior_officer, Role::auditor}),
       {{"region", FieldKind::region, true, "统筹区;100000 为没有说明地区的来电"},
        {"before", FieldKind::id, false, "上一页最后一条"},
        {"limit", FieldKind::integer, false, "每页条数,1 至 200"}},
       nullptr,
       &answer_calls},
      {"hotline.calls-of-person",
       "GET",
       "/v1/people/{person}/hotline-calls",
       "用本人证件号码的热线来电",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {{"before", FieldKind::id, false, "上一页最后一条"},
        {"limit", FieldKind::integer, false, "每页条数,1 至 200"}},
       nullptr,
       &answer_calls_of_person},
  };
}

}  // namespace yibao::hotline
