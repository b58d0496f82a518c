// 参保凭证 (certificate of participation): issued at once by the origin, shown at the target's
// counter, valid for three months, checked by number and code.
//
// The check code replaces the stamp: it is a keyed digest over what is printed, so that a changed
// paper does not verify. Issuing again voids the one before.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/decision.h"
#include "base/id.h"
#include "base/region_code.h"
#include "business/transfer/precheck.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::transfer {

extern const storage::Table kCertificate;
extern const storage::KeyedSelect kCertificatesOf;       // by person: whole rows
extern const storage::KeyedSelect kCertificateByNumber;  // by number: it, then the whole row

struct Certificate {
  PersonId person;
  std::int64_t id = 0;
  std::string number;
  std::string check_code;
  RegionCode region;  // the origin, who issues it
  int enrolment = 0;
  std::string content;  // JSON, as printed
  enum class State { valid, void_, used } state = State::valid;
  Date issued_on;
  Date valid_until;  // exclusive
  Instant recorded_at;
};

storage::Row certificate_row(const Certificate& certificate);
Certificate read_certificate(const storage::Row& row);
// From the rows of kCertificateByNumber; none where there is no such number.
std::optional<Certificate> certificate_of_number(const storage::Rows& rows);

std::optional<Certificate> find_certificate(const std::string& number, storage::Session& session);

// 凭证号 (domain 1.1.2): 粤 + year + serial of at least eight digits.
std::string certificate_number(RegionCode region, Date issued_on, std::int64_t id);
std::string check_code(const storage::Vault& vault, std::string_view number,
                       std::string_view content);
// 自打印之日起三个月内有效: the first day on which it no longer holds.
Date valid_until(Date issued_on, int months);

// What a certificate is worth to this person at this origin today.
CertificateStanding standing_of(const std::optional<Certificate>& certificate, PersonId person,
                                RegionCode origin, Date today);

}  // namespace yibao::transfer
