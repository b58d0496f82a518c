// Enrolments, reports and employers as an answer shows them.
#pragma once

#include "business/enrolment/types.h"
#include "business/use_case.h"

namespace yibao::enrolment {

Tree present_enrolment(const Enrolment& enrolment, const business::Context& context);
Tree present_report(const EmployerReport& report, const business::Context& context);
Tree present_employer(const Employer& employer, const business::Context& context);

}  // namespace yibao::enrolment
