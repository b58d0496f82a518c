// Registrations for care in the database (schema/020_visits.sql).
#pragma once

#include <string>
#include <vector>

#include "business/care/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::care {

extern const storage::Table kCareRegistration;

extern const storage::KeyedSelect kRegistrationsOf;  // by person: whole rows, ended ones too

Registration read_registration(const storage::Row& row);
std::vector<Registration> read_registrations(const storage::Rows& rows);
storage::Row registration_row(const Registration& registration);

// trt_dcla_detl_sn, and back; none where it is none.
std::string registration_number(RegistrationId id, Instant recorded_at,
                                const business::Context& context);
RegistrationId registration_of(const std::string& number, const business::Context& context);

}  // namespace yibao::care
