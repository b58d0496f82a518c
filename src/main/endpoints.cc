#include "business/access_table.h"
#include "business/account/http.h"
#include "business/agency/http.h"
#include "business/aid/commands.h"
#include "business/card/http.h"
#include "business/care/http.h"
#include "business/cash_out/service.h"
#include "business/clearing/http.h"
#include "business/client/http.h"
#include "business/complaint/http.h"
#include "business/contribution/http.h"
#include "business/death/http.h"
#include "business/document/http.h"
#include "business/employer_message/http.h"
#include "business/enquiry/http.h"
#include "business/enquiry/looking.h"
#include "business/enquiry/views.h"
#include "business/enrolment/http.h"
#include "business/entitlement/http.h"
#include "business/guide/http.h"
#include "business/hold/http.h"
#include "business/hotline/http.h"
#include "business/inheritance/service.h"
#include "business/late_record/http.h"
#include "business/notice/outbox.h"
#include "business/payout/http.h"
#include "business/person/http.h"
#include "business/person_merge/service.h"
#include "business/place_change/http.h"
#include "business/provider/commands.h"
#include "business/refund/service.h"
#include "business/run/http.h"
#include "business/seal/http.h"
#include "business/settlement/http.h"
#include "business/sign_in/http.h"
#include "business/staff/http.h"
#include "business/transfer/http.h"
#include "business/visit/http.h"
#include "main/installation.h"
#include "service/operations.h"

namespace yibao::main {

namespace {

std::vector<business::Endpoint> make_endpoints() {
  std::vector<business::Endpoint> all;
  const auto add = [&](std::vector<business::Endpoint> endpoints) {
    for (business::Endpoint& endpoint : endpoints) all.push_back(std::move(endpoint));
  };
  add(agency::endpoints());
  add(client::endpoints());
  add(run::endpoints());
  add(person::endpoints());
  add(late_record::endpoints());
  add(staff::endpoints());
  add(enrolment::endpoints());
  add(employer_message::endpoints());
  add(document::endpoints());
  add(account::endpoints());
  add(payout::endpoints());
  add(hold::endpoints());
  add(death::endpoints());
  add(card::endpoints());
  add(contribution::endpoints());
  add(entitlement::endpoints());
  add(care::endpoints());
  add(complaint::endpoints());
  add(refund::endpoints());
  add(seal::endpoints());
  add(transfer::endpoints());
  add(cash_out::endpoints());
  add(inheritance::endpoints());
  add(aid::endpoints());
  add(person_merge::endpoints());
  add(place_change::endpoints());
  add(sign_in::endpoints());
  add(settlement::endpoints());
  add(visit::endpoints());
  add(notice::endpoints());
  add(enquiry::endpoints());
  add(service::operation_endpoints());
  add(guide::endpoints());
  add(hotline::endpoints());
  add(provider::endpoints());
  add(clearing::endpoints());
  business::open_to_windows(all);
  // Who has shown nothing yet comes as far as the door: to sign in, and nowhere else.
  for (business::Endpoint& endpoint : all) {
    if (!endpoint.name.starts_with("session.")) {
      endpoint.allowed &= ~static_cast<business::Roles>(business::Role::visitor);
    }
  }
  for (business::Endpoint& endpoint : all) {
    if (enquiry::shows_a_person(endpoint)) {
      endpoint.fields.push_back(enquiry::purpose_field());
      endpoint.fields.push_back(enquiry::person_present_field());
    }
  }
  return all;
}

}  // namespace

// Made by whoever asks first, and by one thread only: the texts of a service's endpoints are kept
// once for the program.
const std::vector<business::Endpoint>& all_endpoints() {
  static const std::vector<business::Endpoint> all = make_endpoints();
  return all;
}

}  // namespace yibao::main
