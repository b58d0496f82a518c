// Enrolments, employers and their reports in the database (schema/002_people.sql).
#pragma once

#include <span>
#include <vector>

#include "business/enrolment/types.h"
#include "storage/plan.h"

namespace yibao::enrolment {

extern const storage::Table kEnrolment;
extern const storage::Table kEmployer;
extern const storage::Table kEmployerReport;

extern const storage::KeyedSelect kEnrolmentsOf;    // by person: whole rows, oldest first
extern const storage::KeyedSelect kEmployerById;    // whole row
extern const storage::KeyedSelect kEmployerByCode;  // by credit code: whole row
extern const storage::KeyedSelect kReportsOf;       // by person: whole rows, oldest first

std::vector<Enrolment> read_enrolments(const storage::Rows& rows);
storage::Row enrolment_row(const Enrolment& enrolment);

Employer read_employer(const storage::Row& row);  // a row of either employer select
storage::Row employer_row(const Employer& employer);

std::vector<EmployerReport> read_reports(const storage::Rows& rows);
storage::Row report_row(const EmployerReport& report);

// The one in which the person participates, or null; duplicates found in history stand apart.
const Enrolment* active_among(std::span<const Enrolment> enrolments);
// Null where there is no such number.
const Enrolment* with_ordinal(std::span<const Enrolment> enrolments, int ordinal);
int next_ordinal(std::span<const Enrolment> enrolments);

}  // namespace yibao::enrolment
