#include "business/enquiry/http.h"

#include "business/enquiry/summary.h"

namespace yibao::enquiry {

std::vector<business::Endpoint> endpoints() {
  using business::Role;
  using business::roles;
  return {
      {"enquiry.summary",
       "GET",
       "/v1/people/{person}/summary",
       "个人概览:余额、参保、最近划账",
       roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor}),
       {},
       nullptr,
       &answer_summary},
  };
}

}  // namespace yibao::enquiry
