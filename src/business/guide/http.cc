#include "business/guide/http.h"

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
  };
}

}  // namespace yibao::guide
