// The demo's sign-ins: one token per kind of user, kept in state/demo.json for people to copy.
#include <sys/stat.h>

#include <array>
#include <fstream>

#include "business/access.h"
#include "business/sign_in/issuing.h"
#include "business/staff/store.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/test_institutions.h"
#include "storage/password.h"
#include "storage/totp.h"

namespace yibao::main {

namespace {

struct SignIn {
  std::string name;
  business::Role role;
  std::int64_t id;
  int region;
  const char* channel;
};

using business::cashier_number;
using business::Role;

const SignIn kSignIns[] = {
    {"officer-441900", Role::agency_officer, 1, 441900, "counter"},
    {"officer2-441900", Role::agency_officer, 2, 441900, "counter"},
    {"officer-440500", Role::agency_officer, 3, 440500, "counter"},
    {"officer-330100", Role::agency_officer, 4, 330100, "counter"},
    {"officer2-330100", Role::agency_officer, 5, 330100, "counter"},
    {"officer-140600", Role::agency_officer, 6, 140600, "counter"},
    {"officer-350500", Role::agency_officer, 7, 350500, "counter"},
    {"officer-320100", Role::agency_officer, 8, 320100, "counter"},
    {"senior-441900", Role::senior_officer, 11, 441900, "counter"},
    {"senior-330100", Role::senior_officer, 12, 330100, "counter"},
    {"senior-440500", Role::senior_officer, 13, 440500, "counter"},
    {"cashier-440500", Role::provider_cashier, cashier_number("H44050000001"), 440500, "provider"},
    {"cashier-441900", Role::provider_cashier, cashier_number("P44190000001"), 441900, "provider"},
    {"cashier-330100", Role::provider_cashier, cashier_number("P33010000001"), 330100, "provider"},
    {"auditor", Role::auditor, 31, 0, "counter"},
    {"policy", Role::policy_officer, 32, 0, "counter"},
    {"operator", Role::operator_, 33, 0, "counter"},
    {"window-140602", Role::county_window, 41, 140602, "county_window"},
    {"window-330106", Role::county_window, 42, 330106, "county_window"},
    {"community-441900", Role::community, 43, 441900, "community"},
    {"point-441900", Role::community, 44, 441900, "point"},
    {"system-admin", Role::system_admin, 51, 0, "counter"},
    {"security-admin", Role::security_admin, 52, 0, "counter"},
    {"audit-admin", Role::audit_admin, 53, 0, "counter"},
    {"hotline", Role::hotline, 34, 0, "hotline"},
    {"bank-104", Role::bank, 104, 0, "bank"},
    {"bank-102", Role::bank, 102, 0, "bank"},
};

// Where the cashiers work. Their credit codes are of nobody.
const std::array<ExampleInstitution, 3> kInstitutions{
    {{"H44050000001", "汕头示例医院", "91440500MADEM00029"},
     {"P44190000001", "东莞示例药店", "91441900MADEM00017"},
     {"P33010000001", "杭州示例药店", "91330100MADEM0003W"}}};

constexpr storage::Statement kSomeEmployers{
    "demo_some_employers", "SELECT employer_id, region FROM employer ORDER BY employer_id LIMIT 3"};

// Somebody for each of the first employers of the stories; an empty database has none.
std::vector<SignIn> sign_ins_of_employers(Installation& installation) {
  std::vector<SignIn> all;
  const storage::Rows rows = installation.database().reader()->select(kSomeEmployers, {});
  for (const storage::Row& row : rows) {
    const int region = static_cast<int>(row[1].integer());
    const std::string number = all.empty() ? "" : std::to_string(all.size() + 1);
    all.push_back({"employer" + number + "-" + std::to_string(region), Role::employer_officer,
                   row[0].integer(), region, "web"});
  }
  return all;
}

// Who is on the staff under this number is called by their name; the stories say who.
std::string called(const SignIn& sign_in, Installation& installation) {
  const bool officer = sign_in.role == Role::agency_officer || sign_in.role == Role::senior_officer;
  if (!officer) return sign_in.name;
  const storage::Value key[] = {storage::Value(sign_in.id)};
  const auto member = staff::read_member(
      installation.database().reader()->select_keyed(staff::kMemberById, key).front());
  const bool same = member && member->kept_at == RegionCode(sign_in.region);
  return same ? member->name : sign_in.name;
}

// Means to sign in by, made for this installation alone: there is no password that all demos have.
class DemoSecrets {
 public:
  explicit DemoSecrets(Installation& installation) : installation_(installation) {}

  void give_staff(const SignIn& sign_in) {
    sign_in::StaffAccount account;
    account.region = sign_in.region == 0 ? RegionCode::nation() : RegionCode(sign_in.region);
    account.account = sign_in.name;
    account.role = business::role_code(sign_in.role);
    account.actor_id = sign_in.id;
    account.name = called(sign_in, installation_);
    account.password_hash = hash_;
    account.totp_secret = storage::random_bytes(20);
    Tree told = Tree::object({{"kind", "staff"},
                              {"name", sign_in.name},
                              {"role", account.role},
                              {"client", client_of(sign_in)},
                              {"account", account.account},
                              {"password", password_},
                              {"totp_secret", storage::to_base32(account.totp_secret)}});
    if (sign_in.region != 0) told.set("region", std::to_string(sign_in.region));
    installation_.run_system(std::make_unique<sign_in::GiveStaffMeans>(std::move(account)));
    list_.push(std::move(told));
  }

  void give_person(const std::string& name, const std::string& outside, PersonId id) {
    sign_in::PersonMeans means;
    means.person = id;
    means.phone = Phone("1990000" + std::to_string(1'001 + people_++));
    means.password_hash = hash_;
    Tree told = Tree::object({{"kind", "person"},
                              {"name", name},
                              {"role", "participant"},
                              {"client", "participant-app"},
                              {"person", outside},
                              {"phone", means.phone.reveal()},
                              {"password", password_}});
    const storage::Vault& vault = installation_.vault();
    try {
      installation_.run_system(std::make_unique<sign_in::GivePersonMeans>(std::move(means), vault));
    } catch (const Fault&) {
      return;  // somebody who has died in their story, or is found under another number
    }
    list_.push(std::move(told));
  }

  const Tree& told() const { return list_; }

 private:
  static const char* client_of(const SignIn& sign_in) {
    if (sign_in.role == Role::provider_cashier) return "provider-desk";
    const std::string_view channel = sign_in.channel;
    if (channel == "county_window") return "county-window";
    if (channel == "community") return "community-centre";
    if (channel == "point") return "convenience-point";
    if (sign_in.role == Role::employer_officer) return "employer-desk";
    if (sign_in.role == Role::bank) return "bank-desk";
    return "agency-console";
  }

  Installation& installation_;
  const std::string password_ = sign_in::random_secret(14);
  const std::string hash_ = storage::hash_password(password_);
  int people_ = 0;
  Tree list_ = Tree(Tree::List{});
};

}  // namespace

std::string demo_file(const Settings& settings) {
  return settings.state + "/demo.json";
}

void make_demo_sign_ins(Installation& installation, const Settings& settings,
                        const std::map<std::string, std::string>& people) {
  Tree names = Tree(Tree::Members{});
  const Instant until = Instant::from_milliseconds(installation.clock().now().milliseconds() +
                                                   std::int64_t{3650} * 86'400'000);
  std::vector<SignIn> all(std::begin(kSignIns), std::end(kSignIns));
  const std::vector<SignIn> employers = sign_ins_of_employers(installation);
  all.insert(all.end(), employers.begin(), employers.end());
  for (const SignIn& sign_in : all) {
    business::Actor actor;
    actor.role = sign_in.role;
    actor.id = sign_in.id;
    actor.region = RegionCode(sign_in.region);
    actor.channel = sign_in.channel;
    actor.name = called(sign_in, installation);
    names.set(sign_in.name, installation.issue_token(actor, until));
  }
  for (const ExampleInstitution& each : kInstitutions) {
    register_unless_there(installation, each);
  }
  DemoSecrets secrets(installation);
  for (const SignIn& sign_in : all) secrets.give_staff(sign_in);
  for (const auto& [name, outside] : people) {
    const auto inside = installation.vault().inside_id(storage::IdKind::person, outside);
    YB_CHECK(inside.has_value(), "a person's id that is none");
    business::Actor actor;
    actor.role = Role::participant;
    actor.id = inside->id;
    actor.channel = "app";
    actor.name = name;
    names.set(name, installation.issue_token(actor, until));
    names.set(name + ".id", outside);
    secrets.give_person(name, outside, PersonId(inside->id));
  }
  names.set("sign_ins", secrets.told());
  const mode_t before = umask(0077);
  std::ofstream(demo_file(settings)) << names.to_json() << "\n";
  umask(before);
}

}  // namespace yibao::main
