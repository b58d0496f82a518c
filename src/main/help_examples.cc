#include "main/help_examples.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "main/endpoint_call.h"

namespace yibao::main {

namespace {

using business::Endpoint;
using business::Field;
using business::FieldKind;
using business::Role;

constexpr auto kExamples = std::to_array<HelpExample>({
    {"serve", "--demo --port 8080"},
    {"calendar add", "2025-04-25 10"},
    {"calendar list", "--year 2025"},
    {"calendar recompute", ""},
    {"policy check", ""},
    {"policy show", "--region 441900 --on 2025-04-27"},
    {"policy diff", "--region 441900 --on 2025-04-27 --to-region 330100"},
    {"access table", ""},
    {"token issue", "--role agency_officer --region 441900 --id 31 --name 李明"},
    {"token revoke", "--role agency_officer --id 31"},
    {"staff-account give",
     "--account liming --role agency_officer --region 441900 --id 31 --name 李明"},
    {"insurance-accounts give", "ACCOUNTS.csv --report SECRETS.csv"},
    {"call", "GET /v1/agencies/441900 --as officer-441900"},
    {"why", "--person PERSON --as officer-441900"},
    {"tick", ""},
    {"guide", "--service transfer --region 441900"},
    {"guide lint", "ARTICLE.txt --region 441900"},
    {"hotline", "--console --dialled 076912393"},
    {"provider simulate", "--brief --institution P44190090001"},
    {"provider serve-test", "--port 9000"},
    {"provider document", ""},
    {"generate", "--people 1000 --months 12 --seed 1"},
    {"import", "CONTRIBUTIONS.csv --region 441900 --report RESULTS.csv"},
    {"entitlement everybody", "--on 2025-04-25 --region 441900"},
    {"run monthly-credits", "--region 441900 --month 2025-03 --dry-run"},
    {"run interest", "--region 441900 --year 2025 --dry-run"},
    {"run carry-forward", "--region 441900 --year 2025 --dry-run"},
    {"run retiree-payouts", "--region 441900 --month 2025-04 --dry-run"},
    {"run arrears", "--region 441900 --month 2025-03 --dry-run"},
    {"bank send", "--out BANK"},
    {"bank receive", "RESULTS.csv --report BOOKED.csv"},
    {"reconcile", "HIS.csv --institution P44190000001 --report BREAKS.csv"},
    {"clearing draw-all", "--region 441900 --month 2025-03"},
    {"card orders send", "--out CARDS"},
    {"card orders receive", "MADE.csv --report BOOKED.csv"},
    {"notices send", "--out NOTICES"},
    {"verify", ""},
    {"backup", "/tmp/yibao-backup"},
    {"signature key", ""},
    {"signature make", ""},
    {"keys accept-document", ""},
    {"demo", "tests/scenarios/01_dongguan_to_hangzhou.txt"},
    {"doctor", ""},
    {"man", ""},
    {"completion bash", ""},
    {"completion zsh", ""},
    {"completion fish", ""},
});

// Who may, as the demo's sign-ins call them; the first that the endpoint is for.
struct SignIn {
  Role role;
  std::string_view name;
};
constexpr SignIn kSignIns[] = {
    {Role::agency_officer, "officer-441900"},
    {Role::senior_officer, "senior-441900"},
    {Role::participant, "PARTICIPANT"},
    {Role::provider_cashier, "cashier-441900"},
    {Role::employer_officer, "employer-441900"},
    {Role::bank, "bank-104"},
    {Role::auditor, "auditor"},
    {Role::policy_officer, "policy"},
    {Role::operator_, "operator"},
    {Role::system_admin, "system-admin"},
    {Role::security_admin, "security-admin"},
    {Role::audit_admin, "audit-admin"},
    {Role::county_window, "window-330106"},
    {Role::community, "community-441900"},
    {Role::hotline, "hotline"},
};

std::string in_capitals(std::string_view name) {
  std::string word(name);
  std::ranges::transform(word, word.begin(), [](unsigned char each) {
    return static_cast<char>(each == '-' ? '_' : std::toupper(each));
  });
  return word;
}

std::string value_of(const Field& field) {
  switch (field.kind) {
    case FieldKind::integer:
      return "1";
    case FieldKind::fen:
      return "10000";
    case FieldKind::date:
      return "2025-04-25";
    case FieldKind::month:
      return "2025-04";
    case FieldKind::region:
      return "441900";
    case FieldKind::flag:
      return "true";
    case FieldKind::text:
    case FieldKind::id:
    case FieldKind::list:
    case FieldKind::object:
      return in_capitals(field.name);
  }
  return {};
}

void add(std::string& words, std::string_view name, const std::string& value) {
  words += " " + option_of(name) + " " + value;
}

}  // namespace

std::span<const HelpExample> help_examples() {
  return kExamples;
}

std::string example_of(const Endpoint& endpoint, const std::string& command) {
  constexpr std::string_view kPurpose = "purpose";
  std::string words = command;
  const std::vector<std::string> names = path_names(endpoint);
  for (const std::string& name : names) {
    add(words, name, name == "region" ? "441900" : in_capitals(name));
  }
  const auto who = std::ranges::find_if(kSignIns, [&](const SignIn& each) {
    return (endpoint.allowed & static_cast<business::Roles>(each.role)) != 0;
  });
  const bool works = who != std::end(kSignIns) && who->role != Role::participant;
  for (const Field& field : endpoint.fields) {
    if (std::ranges::find(names, field.name) != names.end()) continue;
    if (field.name == kPurpose && works && !field.required) add(words, field.name, "窗口查询");
    if (field.required) add(words, field.name, value_of(field));
  }
  if (who != std::end(kSignIns)) words += " --as " + std::string(who->name);
  return words;
}

std::string example_line(const std::string& words) {
  return "例: yibao " + words;
}

}  // namespace yibao::main
