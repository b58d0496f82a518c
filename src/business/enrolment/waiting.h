// Joiner reports that wait for another employer's leaver report (增员冲突, R-062).
#pragma once

#include <vector>

#include "business/enrolment/types.h"
#include "business/person/types.h"
#include "business/use_case.h"

namespace yibao::enrolment {

const EmployerReport* waiting_joiner(const std::vector<EmployerReport>& reports);
int next_report(const std::vector<EmployerReport>& reports);

// Stages a row that begins and those that end with it.
struct Beginning;
void stage(storage::Plan& plan, Beginning beginning, const business::Context& context);

// Asks for the employer of the waiting joiner, once the reports are known.
void need_waiting_employer(const storage::Facts& facts, storage::Needs& needs, PersonId person);
// Its whole name: whom it concerns must know who it is.
std::string waiting_employer(const storage::Facts& facts, const EmployerReport& waiting);

// Tells the holding employer that nobody waits for its leaver report any more.
void tell_wait_ended(storage::Plan& plan, const EmployerReport& waited,
                     const person::Person& person, const business::Context& context);

// Carries out the oldest waiting joiner, now that `enrolments` hold nothing active. It stays
// waiting where a rule still says no.
void carry_out_waiting_joiner(storage::Plan& plan, const storage::Facts& facts,
                              const person::Person& person,
                              const std::vector<Enrolment>& enrolments,
                              const business::Context& context);

}  // namespace yibao::enrolment
