#include "business/use_case.h"

#include <array>
#include <utility>

namespace yibao::business {

namespace {

constexpr std::array<std::pair<Role, std::string_view>, 17> kRoles = {{
    {Role::participant, "participant"},
    {Role::employer_officer, "employer_officer"},
    {Role::agency_officer, "agency_officer"},
    {Role::senior_officer, "senior_officer"},
    {Role::provider_cashier, "provider_cashier"},
    {Role::bank, "bank"},
    {Role::policy_officer, "policy_officer"},
    {Role::auditor, "auditor"},
    {Role::operator_, "operator"},
    {Role::county_window, "county_window"},
    {Role::community, "community"},
    {Role::system_admin, "system_admin"},
    {Role::security_admin, "security_admin"},
    {Role::audit_admin, "audit_admin"},
    {Role::system, "system"},
    {Role::hotline, "hotline"},
    {Role::visitor, "visitor"},
}};

const std::string* find(const std::vector<std::pair<std::string, std::string>>& all,
                        std::string_view name) {
  for (const auto& [key, value] : all) {
    if (key == name) return &value;
  }
  return nullptr;
}

}  // namespace

std::string_view role_code(Role role) {
  for (const auto& [each, code] : kRoles) {
    if (each == role) return code;
  }
  YB_CHECK(false, "no such role");
}

std::optional<Role> role_of(std::string_view code) {
  for (const auto& [role, each] : kRoles) {
    if (each == code) return role;
  }
  return std::nullopt;
}

std::vector<Role> all_roles() {
  std::vector<Role> all;
  for (const auto& [role, code] : kRoles) all.push_back(role);
  return all;
}

std::string Actor::journal_name() const {
  return std::string(role_code(role)) + ":" + std::to_string(id);
}

const std::string* Request::path_value(std::string_view name) const {
  return find(path_values, name);
}

const std::string* Request::parameter(std::string_view name) const {
  return find(parameters, name);
}

}  // namespace yibao::business
