#include "business/visit/http.h"

#include "business/visit/past_visits.h"
#include "business/visit/prescriptions.h"
#include "business/visit/reimbursable.h"
#include "business/visit/settled_day.h"

namespace yibao::visit {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kReaders =
      roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor});
  return {{"visit.reimbursable",
           "GET",
           "/v1/people/{person}/reimbursable-settlements",
           "按现在的待遇可以补报的结算,凭此到窗口手工报销",
           kReaders,
           {},
           nullptr,
           &answer_reimbursable},
          {"visit.terms",
           "GET",
           "/v1/people/{person}/care-terms",
           "在某家定点医药机构或者某地就医,统筹基金按什么比例支付,为什么",
           kReaders,
           {{"provider", FieldKind::text, false, "定点医药机构编码;不填则按就医地"},
            {"place_of_care", FieldKind::region, false, "就医地:市,或者省;不填则为参保地"},
            {"level", FieldKind::text, false,
             "就医地的医院等级:primary、secondary、tertiary,默认 tertiary"},
            {"registered", FieldKind::flag, false, "假定已经办理就医地的异地就医备案"},
            {"care", FieldKind::text, false, "医疗类别 med_type,默认 11"},
            {"disease", FieldKind::text, false, "门诊慢特病病种代码"},
            {"day", FieldKind::date, false, "就医日期,默认今天"}},
           nullptr,
           &answer_terms},
          {"visit.list",
           "GET",
           "/v1/people/{person}/visits",
           "就诊记录:在哪里、为什么、怎样结算",
           kReaders,
           {{"before", FieldKind::id, false, "上一页答复的 next"},
            {"limit", FieldKind::integer, false, "每页次数,1 至 200"}},
           nullptr,
           &answer_own_visits},
          {"visit.settled-day",
           "GET",
           "/v1/providers/{provider}/settlements",
           "定点医药机构一天以接口结算的医药费,凭此出具结算凭证",
           roles({Role::provider_cashier, Role::auditor}),
           {{"on", FieldKind::date, false, "日期,默认今天"},
            {"msgid", FieldKind::text, false, "只看这个报文ID的"},
            {"before", FieldKind::id, false, "上一页最后一笔"},
            {"limit", FieldKind::integer, false, "每页笔数,1 至 200"}},
           nullptr,
           &answer_settled_day},
          {"visit.prescriptions",
           "GET",
           "/v1/people/{person}/prescriptions",
           "药店上传的处方文件",
           kReaders,
           {{"before", FieldKind::id, false, "上一页答复的 next"},
            {"before_upload", FieldKind::integer, false, "上一页答复的 next_upload"},
            {"limit", FieldKind::integer, false, "每页份数,1 至 200"}},
           nullptr,
           &answer_prescriptions},
          {"visit.prescription",
           "GET",
           "/v1/people/{person}/visits/{visit}/prescription",
           "一次就诊的处方文件,默认最后一次上传的",
           kReaders,
           {{"upload", FieldKind::integer, false, "第几次上传"}},
           nullptr,
           &answer_prescription,
           nullptr,
           true}};
}

}  // namespace yibao::visit
