#include "business/care/http.h"

#include "business/application/http.h"
#include "business/care/commands.h"
#include "business/care/queries.h"
#include "business/care/service.h"

namespace yibao::care {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kApplicants =
      roles({Role::participant, Role::agency_officer, Role::senior_officer});
  std::vector<business::Endpoint> all = application::endpoints_of<kRemoteCare>();
  for (business::Endpoint& each : application::endpoints_of<kChronicDisease>()) {
    all.push_back(std::move(each));
  }
  all.push_back({"care.list",
                 "GET",
                 "/v1/people/{person}/care-registrations",
                 "就医备案:转院、异地就医、门诊慢特病、定点",
                 kApplicants | roles({Role::auditor}),
                 {},
                 nullptr,
                 &answer_registrations});
  all.push_back({"care.end",
                 "POST",
                 "/v1/people/{person}/care-registrations/{registration}/end",
                 "取消一项就医备案,即日起不再有效",
                 kApplicants,
                 {{"why", FieldKind::text, false, "原因"}},
                 &EndRegistration::parse,
                 nullptr});
  return all;
}

}  // namespace yibao::care
