// Applications in the database (schema/004_casework.sql, beside the case file).
#pragma once

#include <optional>
#include <vector>

#include "business/application/types.h"
#include "storage/plan.h"

namespace yibao::application {

extern const storage::Table kApplication;

extern const storage::KeyedSelect kApplicationsOf;  // by person: whole rows, of every service

Application read_application(const storage::Row& row);
storage::Row application_row(const Application& application);

std::optional<Application> find_application(const storage::Rows& rows, CaseId id);
// The running one of a service about a subject, other than `except`.
std::optional<Application> running_about(const storage::Rows& rows, std::string_view service,
                                         std::string_view subject, CaseId except);

// 申诉成立: an appeal against a refusal of this service was won, so that what is filed
// again is filed with priority.
inline constexpr std::string_view kAppealService = "appeal";
std::string subject_of_case(CaseId id);  // of an appeal: "case:17"
bool won_appeal_about(const storage::Rows& applications, const storage::Rows& case_files,
                      std::string_view service);

}  // namespace yibao::application
