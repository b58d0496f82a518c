// Pre-check (前置校验): may this relation be transferred now? Asked at both places at once.
//
// The origin asks whether participation has stopped, the target whether the person is properly
// enrolled (医保办发〔2021〕43号). Every obstacle is named, not only the first, so that nobody
// comes back a second time for a reason that could have been known. The same rule serves
// the enquiry that opens no case and the confirmation that accepts or declines (不予受理) one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/decision.h"
#include "business/casework/types.h"
#include "business/contribution/types.h"
#include "business/enrolment/types.h"
#include "business/hold/types.h"
#include "business/transfer/types.h"
#include "policy/parameters.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

using casework::Desk;  // the certificate rule differs (C-06)

// The certificate (参保凭证) that was presented.
enum class CertificateStanding {
  not_presented,
  on_paper,  // sighted by an officer; of an agency on no system
  valid,
  expired,
  void_,       // replaced by a later one
  of_another,  // another person's, or of another origin
  unknown,     // no such number
};

struct PrecheckFacts {
  Date today;
  RegionCode origin;
  RegionCode target;
  bool origin_on_system = true;  // false: its half is checked on paper (N-24)
  bool target_on_system = true;
  std::string origin_contact;  // name and telephone of the agency; empty where it is not known
  std::string target_contact;
  std::optional<enrolment::Enrolment> at_origin;  // the latest one there
  std::optional<enrolment::Enrolment> at_target;  // active, or left for a day to come
  Scheme origin_scheme = Scheme::employee;  // as filed, where there is no relation on this system
  bool participates_at_target = false;      // today, under this row or the one before it
  // Of a resident: from when the benefit period (待遇享受期) at the target runs for a transfer;
  // none while its year is not paid for there.
  std::optional<Date> target_benefits_from;
  Date done_by;                                // 全程期限, if it were accepted today
  std::vector<contribution::Arrears> arrears;  // owed at the origin
  std::vector<std::string> arrears_employers;  // who owes, as shown
  std::optional<Date> arrears_overruled_on;    // 申诉成立: what was due by then blocks no more
  std::vector<hold::Hold> holds;               // in force today
  bool target_month_paid = false;              // the current month, at the target
  bool another_running = false;                // a transfer of this person
  std::optional<Date> died_on;
  std::optional<Date> retired_on;
  Desk desk = Desk::online;
  CertificateStanding certificate = CertificateStanding::not_presented;
  bool needs_bank_account = false;  // the plan of the money pays out
  bool bank_account_given = false;
};

struct Policies {
  const policy::RegionPolicy& origin;
  const policy::RegionPolicy& target;
  const policy::PolicySet* of_every_day = nullptr;  // for what is owed of earlier months
};

// All obstacles, in the order in which they are told; none means that it may be accepted.
std::vector<Reason> find_obstacles(const PrecheckFacts& facts, const Policies& policies);

// What is wrong with a certificate that was presented; none where it serves, or none was presented.
std::optional<Reason> wrong_certificate(CertificateStanding standing, RegionCode origin,
                                        const policy::RegionPolicy& policy);

// What was found in order, one reason each: told with an acceptance.
std::vector<Reason> explain_acceptance(const PrecheckFacts& facts, const Policies& policies);

}  // namespace yibao::transfer
