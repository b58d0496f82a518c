#include "business/guide/http.h"

#include "business/guide/policies.h"
#include "business/guide/queries.h"

namespace yibao::guide {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  // Everybody reads guides; whoever comes in is known all the same.
  constexpr business::Roles everybody = business::kEverybody;
  return {
      {"guide.list",
       "GET",
       "/v1/agencies/{region}/guides",
       "办事指南目录",
       everybody,
       {},
       nullptr,
       &answer_guides},
      {"guide.show",
       "GET",
       "/v1/agencies/{region}/guides/{service}",
       "办事指南:条件、材料、渠道、步骤、时限、联系方式",
       everybody,
       {{"on", FieldKind::date, false, "日期,默认今天"}},
       nullptr,
       &answer_guide},
      {"guide.topics",
       "GET",
       "/v1/topics",
       "热点专题:按内容查找",
       everybody,
       {{"search", FieldKind::text, false, "要找的内容,例如家庭共济;不填为全部"},
        {"region", FieldKind::region, false, "参保地,默认搜索内容里的地名,或者全国"},
        {"on", FieldKind::date, false, "日期,默认今天"}},
       nullptr,
       &answer_topics},
      {"parameter.list",
       "GET",
       "/v1/policies/{region}",
       "一地一日的政策参数:值、来源、是否读到官方文本",
       everybody,
       {{"on", FieldKind::date, false, "日期,默认今天"}},
       nullptr,
       &answer_policy},
      {"parameter.diff",
       "GET",
       "/v1/policies/{region}/differences",
       "两地或者两日之间不同的政策参数",
       everybody,
       {{"on", FieldKind::date, false, "日期,默认今天"},
        {"against", FieldKind::region, false, "另一地,默认同一地"},
        {"against_on", FieldKind::date, false, "另一日,默认同一日"}},
       nullptr,
       &answer_policy_difference},
  };
}

}  // namespace yibao::guide
