#include "business/staff/http.h"

#include "business/staff/commands_break_glass.h"
#include "business/staff/commands_member.h"
#include "business/staff/commands_office.h"
#include "business/staff/queries.h"

namespace yibao::staff {

namespace {

using business::Endpoint;
using business::FieldKind;
using business::Role;
using business::Roles;
using business::roles;

constexpr Roles kSystem = roles({Role::system_admin});
constexpr Roles kSecurity = roles({Role::security_admin});
constexpr Roles kAudit = roles({Role::audit_admin});
constexpr Roles kLeaders = kSystem | roles({Role::senior_officer});

std::vector<Endpoint> of_people() {
  return {
      {"staff.list",
       "GET",
       "/v1/staff",
       "工作人员名册",
       kLeaders | kSecurity | kAudit | roles({Role::auditor}),
       {{"region", FieldKind::region, false, "经办机构;不填为本机构或者国家一级"},
        {"after", FieldKind::integer, false, "上一页最后一个工号"},
        {"limit", FieldKind::integer, false, "人数,1 至 500"}},
       nullptr,
       &answer_staff},
      {"staff.show",
       "GET",
       "/v1/staff/{staff}",
       "工作人员的角色和请假",
       kLeaders | kSecurity | kAudit | roles({Role::auditor}),
       {},
       nullptr,
       &answer_member},
      {"staff.join",
       "POST",
       "/v1/staff",
       "登记工作人员",
       kSystem,
       {{"staff", FieldKind::integer, true, "工号"},
        {"name", FieldKind::text, true, "姓名"},
        {"identity_number", FieldKind::text, true, "居民身份证号码"},
        {"region", FieldKind::region, false, "所在经办机构;不填为不属于某一经办机构"},
        {"joined_on", FieldKind::date, false, "到岗日期,默认今天"}},
       &JoinStaff::parse,
       nullptr},
      {"staff.leave",
       "POST",
       "/v1/staff/{staff}/leaving",
       "登记离岗,收回全部角色",
       kSystem,
       {{"on", FieldKind::date, false, "自哪一天起,默认今天"}},
       &LeaveStaff::parse,
       nullptr},
      {"staff.grant",
       "POST",
       "/v1/staff/{staff}/roles",
       "授予角色",
       kSecurity,
       {{"role", FieldKind::text, true, "角色"},
        {"from", FieldKind::date, false, "自哪一天起,默认今天"},
        {"until", FieldKind::date, false, "至哪一天止(不含)"}},
       &GrantRole::parse,
       nullptr},
      {"staff.revoke",
       "POST",
       "/v1/staff/{staff}/roles/end",
       "收回角色",
       kSecurity,
       {{"role", FieldKind::text, true, "角色"},
        {"on", FieldKind::date, false, "自哪一天起,默认今天"}},
       &EndRole::parse,
       nullptr},
      {"staff.absence",
       "POST",
       "/v1/staff/{staff}/absences",
       "登记请假和代班人",
       kLeaders,
       {{"from", FieldKind::date, true, "第一天"},
        {"to", FieldKind::date, true, "最后一天"},
        {"stand_in", FieldKind::integer, false, "代班人工号"}},
       &RecordAbsence::parse,
       nullptr},
  };
}

std::vector<Endpoint> of_offices() {
  return {
      {"staff.opening",
       "GET",
       "/v1/agencies/{region}/opening",
       "办公时间:逐日开门或者停办",
       business::kEverybody,
       {{"from", FieldKind::date, false, "第一天,默认今天"},
        {"days", FieldKind::integer, false, "天数,1 至 62"}},
       nullptr,
       &answer_opening},
      {"staff.hours",
       "POST",
       "/v1/agencies/{region}/opening-hours",
       "设定一周的办公时间",
       kLeaders,
       {{"hours", FieldKind::list, true, "weekday 1 至 7、opens、closes,例如 08:30"}},
       &SetHours::parse,
       nullptr},
      {"staff.close-day",
       "POST",
       "/v1/agencies/{region}/closing-days",
       "登记或者取消本地停办日(不改变办理期限)",
       kLeaders,
       {{"day", FieldKind::date, true, "日期"},
        {"state", FieldKind::text, false, "closed 或 open,默认 closed"},
        {"why", FieldKind::text, true, "原因"}},
       &CloseDay::parse,
       nullptr},
      {"staff.assignments",
       "GET",
       "/v1/agencies/{region}/assignments",
       "在办的办件由谁办理",
       kLeaders | roles({Role::agency_officer, Role::auditor}),
       {{"staff", FieldKind::integer, false, "工号"},
        {"case", FieldKind::id, false, "只看这一个办件"},
        {"after", FieldKind::id, false, "上一页最后一个办件"},
        {"limit", FieldKind::integer, false, "件数,1 至 500"}},
       nullptr,
       &answer_assignments},
      {"staff.assign",
       "POST",
       "/v1/agencies/{region}/assignments",
       "把一个办件派给工作人员",
       kLeaders,
       {{"case", FieldKind::id, true, "办件编号"},
        {"staff", FieldKind::integer, true, "工号"},
        {"why", FieldKind::text, false, "原因"}},
       &AssignCase::parse,
       nullptr},
      {"staff.reassign",
       "POST",
       "/v1/agencies/{region}/reassignment",
       "改派:把一人在办的办件全部转给代班人",
       kLeaders,
       {{"from", FieldKind::integer, true, "原工号"},
        {"to", FieldKind::integer, false, "新工号;不填为今天的代班人"},
        {"why", FieldKind::text, true, "原因"}},
       &ReassignAll::parse,
       nullptr},
  };
}

std::vector<Endpoint> of_emergencies() {
  constexpr Roles kStaff =
      roles({Role::agency_officer, Role::senior_officer, Role::policy_officer, Role::auditor,
             Role::operator_, Role::system_admin, Role::security_admin, Role::audit_admin});
  return {
      {"staff.break-glass",
       "POST",
       "/v1/people/{person}/break-glass",
       "应急查看:说明理由,限时,告知本人和审计管理员",
       kStaff,
       {{"why", FieldKind::text, true, "理由,至少十个字"},
        {"minutes", FieldKind::integer, false, "分钟,5 至 240,默认 60"}},
       &BreakTheGlass::parse,
       nullptr},
      {"staff.break-glass-list",
       "GET",
       "/v1/access/break-glass",
       "应急查看警示:尚未审查的在前",
       kAudit | roles({Role::auditor}),
       {{"state", FieldKind::text, false, "unreviewed 或 all,默认 unreviewed"},
        {"until", FieldKind::date, false, "只看该日之前"},
        {"limit", FieldKind::integer, false, "条数,1 至 500"}},
       nullptr,
       &answer_break_glass},
      {"staff.review-break-glass",
       "POST",
       "/v1/people/{person}/break-glass/{ordinal}/review",
       "审查应急查看",
       kAudit,
       {{"verdict", FieldKind::text, true, "justified 或 not_justified"},
        {"note", FieldKind::text, true, "说明"}},
       &ReviewBreakGlass::parse,
       nullptr},
  };
}

}  // namespace

std::vector<Endpoint> endpoints() {
  std::vector<Endpoint> all = of_people();
  for (auto& each : of_offices()) all.push_back(std::move(each));
  for (auto& each : of_emergencies()) all.push_back(std::move(each));
  return all;
}

}  // namespace yibao::staff
