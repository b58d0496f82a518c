#include "business/application/http.h"
#include "business/person_merge/queries.h"
#include "business/person_merge/service.h"

namespace yibao::person_merge {

std::vector<business::Endpoint> endpoints() {
  using business::Role;
  std::vector<business::Endpoint> all = application::endpoints_of<kMergeService>();
  all.push_back({"person_merge.numbers",
                 "GET",
                 "/v1/people/{person}/merged-numbers",
                 "并入本编号的其他编号",
                 business::roles({Role::participant, Role::agency_officer, Role::senior_officer,
                                  Role::auditor}),
                 {},
                 nullptr,
                 &answer_merged_numbers});
  return all;
}

}  // namespace yibao::person_merge
