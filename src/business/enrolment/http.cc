#include "business/enrolment/http.h"

#include "business/enrolment/commands.h"
#include "business/enrolment/joiner_wait.h"
#include "business/enrolment/monthly_file.h"
#include "business/enrolment/queries.h"
#include "business/enrolment/register.h"
#include "business/enrolment/reports.h"
#include "business/person/by_number.h"
#include "business/place.h"

namespace yibao::enrolment {

namespace {

using business::Endpoint;
using business::Field;
using business::FieldKind;
using business::Role;
using business::roles;

constexpr business::Roles kOfficers = roles({Role::agency_officer, Role::senior_officer});
constexpr business::Roles kPersonOrOfficers = kOfficers | roles({Role::participant});
constexpr business::Roles kEmployers = kOfficers | roles({Role::employer_officer});

std::vector<Field> reported_person(std::vector<Field> more) {
  std::vector<Field> fields{{"person", FieldKind::id, false, "参保人编号,与证件号码二选一"},
                            {"identity_kind", FieldKind::text, false, person::kKindField},
                            {"identity_number", FieldKind::text, false, "证件号码"},
                            {"name", FieldKind::text, false, "姓名,单位申报时必填"}};
  fields.insert(fields.end(), more.begin(), more.end());
  return fields;
}

std::vector<Endpoint> person_endpoints() {
  const Field number{"enrolment", FieldKind::integer, true, "参保关系序号"};
  const Field from{"from", FieldKind::date, false, "日期,默认今天"};
  const std::vector<Field> row{
      {"region", FieldKind::region, true, "统筹区"},
      {"kind", FieldKind::text, true, "参保身份"},
      {"employer", FieldKind::id, false, "用人单位"},
      {"account_type", FieldKind::integer, false, "医疗保险统账类别 1 至 3"},
      {"base_fen", FieldKind::fen, false, "缴费基数(分)"}};
  std::vector<Field> begin = row;
  begin.push_back(from);
  std::vector<Field> history = row;
  history.push_back({"started_on", FieldKind::date, true, "参保开始日期"});
  history.push_back({"suspended_on", FieldKind::date, false, "停保日期:不再参保的第一天"});
  history.push_back({"owed", FieldKind::flag, false,
                     "应保未保,由单位补缴;默认否:旧材料上的月份当时已缴费、已划账"});
  history.push_back({"evidence", FieldKind::text, true, "依据:原始材料的名称与编号"});
  return {
      {"enrolment.begin", "POST", "/v1/people/{person}/enrolments", "参保登记", kPersonOrOfficers,
       begin, &Enrol::parse, nullptr},
      {"enrolment.list",
       "GET",
       "/v1/people/{person}/enrolments",
       "参保关系",
       kPersonOrOfficers | roles({Role::auditor}),
       {business::kPlaceField},
       nullptr,
       &answer_enrolments},
      {"enrolment.resume",
       "POST",
       "/v1/people/{person}/enrolments/resume",
       "恢复参保",
       kPersonOrOfficers,
       {number, from},
       &Resume::parse,
       nullptr},
      {"enrolment.suspend",
       "POST",
       "/v1/people/{person}/enrolments/suspend",
       "停保",
       kPersonOrOfficers,
       {from, {"proof", FieldKind::text, false, "终止劳动关系证明,经办人员为职工办理时必填"}},
       &Suspend::parse,
       nullptr},
      {"enrolment.refuse-joiner",
       "POST",
       "/v1/people/{person}/enrolments/refuse-joiner",
       "拒绝等待中的增员申报:不是本人的单位",
       kPersonOrOfficers,
       {},
       &RefuseJoiner::parse,
       nullptr},
      {"enrolment.terminate",
       "POST",
       "/v1/people/{person}/enrolments/terminate",
       "终止参保",
       kOfficers,
       {number, {"reason", FieldKind::text, true, "终止原因"}},
       &Terminate::parse,
       nullptr},
      {"enrolment.history", "POST", "/v1/people/{person}/enrolments/history", "申请补录参保经历",
       kOfficers, history, &ProposeHistory::parse, nullptr},
      {"enrolment.decide-history", "POST", "/v1/people/{person}/enrolments/history/decide",
       "复核补录的参保经历", kOfficers, late_record::decision_fields(), &DecideHistory::parse,
       nullptr},
      {"enrolment.resolve-duplicate",
       "POST",
       "/v1/people/{person}/enrolments/resolve-duplicate",
       "清理重复参保",
       kOfficers,
       {{"end", FieldKind::integer, true, "终止的参保关系序号"}},
       &ResolveDuplicate::parse,
       nullptr},
  };
}

std::vector<Endpoint> employer_endpoints() {
  const Field from{"from", FieldKind::date, false, "日期,默认今天"};
  const std::vector<Field> page{{"after", FieldKind::id, false, "上一页最后一人"},
                                {"limit", FieldKind::integer, false, "每页人数,1 至 200"}};
  return {
      {"employer.register",
       "POST",
       "/v1/employers",
       "单位参保登记",
       kOfficers,
       {{"region", FieldKind::region, true, "统筹区"},
        {"code", FieldKind::text, true, "统一社会信用代码"},
        {"name", FieldKind::text, true, "单位名称"}},
       &RegisterEmployer::parse,
       nullptr},
      {"employer.find",
       "GET",
       "/v1/employers",
       "按统一社会信用代码或者名称查找单位",
       kOfficers | roles({Role::auditor}),
       {{"region", FieldKind::region, true, "统筹区"},
        {"words", FieldKind::text, false, "统一社会信用代码,或者名称里的字;不填为全部"},
        {"after", FieldKind::id, false, "上一页最后一家单位"},
        {"limit", FieldKind::integer, false, "每页家数,1 至 200"}},
       nullptr,
       &answer_employers},
      {"employer.people",
       "GET",
       "/v1/employers/{employer}/people",
       "单位的职工:在册或者已停保,自哪一天起",
       kEmployers | roles({Role::auditor}),
       {{"state", FieldKind::text, false, "active 在册(默认)、left 已停保"},
        {"words", FieldKind::text, false, "姓名里的字"},
        {"after", FieldKind::id, false, "上一页最后一人"},
        {"limit", FieldKind::integer, false, "每页人数,1 至 200"}},
       nullptr,
       &answer_people_of_employer},
      {"employer.show",
       "GET",
       "/v1/employers/{employer}",
       "单位信息",
       kEmployers | roles({Role::auditor}),
       {},
       nullptr,
       &answer_employer},
      {"employer.own",
       "GET",
       "/v1/me/employer",
       "我代表的单位",
       roles({Role::employer_officer}),
       {},
       nullptr,
       &answer_own_employer},
      {"employer.joiner", "POST", "/v1/employers/{employer}/joiners", "增员申报", kEmployers,
       reported_person({{"base_fen", FieldKind::fen, true, "缴费基数(分)"}, from}),
       &ReportJoiner::parse, nullptr},
      {"employer.leaver", "POST", "/v1/employers/{employer}/leavers", "减员申报", kEmployers,
       reported_person({from}), &ReportLeaver::parse, nullptr},
      {"employer.monthly-file",
       "POST",
       "/v1/employers/{employer}/monthly-files",
       "每月增减员文件,逐行办理、逐行告知结果",
       kEmployers,
       {{"rows", FieldKind::list, true,
         "至多 500 行: line 行号、kind(joiner 增员、leaver 减员)及该项申报的各项"}},
       &ReportMonthlyFile::parse,
       nullptr},
      {"employer.urge", "POST", "/v1/employers/{employer}/joiners/urge", "催办原单位减员",
       kEmployers, reported_person({}), &UrgeLeaver::parse, nullptr},
      {"employer.withdraw", "POST", "/v1/employers/{employer}/joiners/withdraw",
       "撤回等待中的增员申报", kEmployers, reported_person({}), &WithdrawJoiner::parse, nullptr},
      {"employer.waiting", "GET", "/v1/employers/{employer}/joiners/waiting",
       "等待原单位减员的增员申报", kEmployers, page, nullptr, &answer_waiting_joiners},
      {"employer.awaited", "GET", "/v1/employers/{employer}/leavers/awaited",
       "新单位等待本单位减员的职工", kEmployers, page, nullptr, &answer_awaited_leavers},
      {"agency.waiting-joiners", "GET", "/v1/agencies/{region}/waiting-joiners",
       "等待原单位减员的增员:本地单位申报的,和等待本地单位减员的", kOfficers, page, nullptr,
       &answer_waiting_at},
      {"agency.duplicates", "GET", "/v1/agencies/{region}/duplicates", "待清理的重复参保",
       kOfficers, page, nullptr, &answer_duplicates},
  };
}

}  // namespace

std::vector<Endpoint> endpoints() {
  std::vector<Endpoint> all = person_endpoints();
  for (Endpoint& endpoint : employer_endpoints()) all.push_back(std::move(endpoint));
  return all;
}

}  // namespace yibao::enrolment
