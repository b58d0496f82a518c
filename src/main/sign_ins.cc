#include "main/sign_ins.h"

#include <sys/stat.h>

#include <fstream>

#include "adapters/csv/reader.h"
#include "base/identity_document.h"
#include "business/access.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/sign_in/issuing.h"
#include "main/token.h"
#include "storage/json.h"
#include "storage/password.h"
#include "storage/totp.h"

namespace yibao::main {

namespace {

constexpr std::size_t kSecretCharacters = 12;  // 59 bits
constexpr std::size_t kTotpBytes = 20;
constexpr std::size_t kInsuranceNumberMax = 40;

// A file that nobody else can read: it holds secrets.
std::ofstream secret_file(const std::string& path) {
  const mode_t before = umask(0077);
  std::ofstream file(path);
  umask(before);
  if (!file) throw Fault("cannot write " + path);
  return file;
}

struct GivenRow {
  std::string result;  // 已生成, or why not
  std::string secret;
};

GivenRow give_one(Installation& installation, const csv::Record& record, storage::Session& reader) {
  if (record.broken || record.fields.size() != 2) return {"行格式不正确", ""};
  const std::string& insurance_number = record.fields[1];
  constexpr IdentityKind kKind = IdentityKind::citizen_identity_card;
  const auto identity = check_identity(kKind, record.fields[0], installation.clock().now().date());
  if (!identity) return {"证件号码不正确", ""};
  if (insurance_number.empty() || insurance_number.size() > kInsuranceNumberMax) {
    return {"社保编号不正确", ""};
  }
  const PersonId person =
      person::find_person(reader, installation.vault(), kKind, identity->number);
  if (person.is_none()) return {"没有参保登记", ""};
  const std::string secret = sign_in::random_secret(kSecretCharacters);
  sign_in::PersonMeans means;
  means.person = person;
  means.password_hash = storage::hash_password(secret);
  means.initial = true;
  means.insurance_number = insurance_number;
  const service::Outcome outcome = installation.try_system(
      std::make_unique<sign_in::GivePersonMeans>(std::move(means), installation.vault()));
  if (outcome.status == 200) return {"已生成", secret};
  const Decision<Tree> told = storage::parse_json(outcome.body);
  return {told ? text_argument(*told, "title") : "没有办理", ""};
}

}  // namespace

int give_staff_account(Installation& installation, const Tree& arguments, Console& console) {
  const std::string role_text = text_argument(arguments, "role");
  const std::optional<business::Role> role = business::role_of(role_text);
  if (!role || *role == business::Role::system || *role == business::Role::visitor ||
      *role == business::Role::participant) {
    console.err << "不是工作人员的角色: " << role_text << "\n";
    return kUsage;
  }
  if (*role != business::Role::provider_cashier && integer_argument(arguments, "id") < 1) {
    console.err << "工作人员须写明工号: --id 4419001(每人一个;两人复核时以工号区分)\n";
    return kUsage;
  }
  if (const std::string wrong = wrong_with_bank(*role, integer_argument(arguments, "id"));
      !wrong.empty()) {
    console.err << wrong << "\n";
    return kUsage;
  }
  if (const std::string wrong = wrong_with_region(installation, text_argument(arguments, "region"));
      !wrong.empty()) {
    console.err << wrong << "\n";
    return kUsage;
  }
  sign_in::StaffAccount account;
  account.region =
      RegionCode::parse(text_argument(arguments, "region")).value_or(RegionCode::nation());
  account.account = text_argument(arguments, "account");
  account.role = role_text;
  account.actor_id = integer_argument(arguments, "id");
  if (*role == business::Role::provider_cashier) {
    const std::string code = text_argument(arguments, "institution");
    if (const std::string wrong = wrong_with_institution(installation, code); !wrong.empty()) {
      console.err << wrong << "\n";
      return kUsage;
    }
    account.actor_id = business::cashier_number(code);
    account.region = *provider::region_of_code(code, installation.data().regions);
  }
  account.name = text_argument(arguments, "name");
  const std::string secret = sign_in::random_secret(kSecretCharacters);
  account.password_hash = storage::hash_password(secret);
  account.initial = true;
  account.totp_secret = storage::random_bytes(kTotpBytes);
  const std::string totp = storage::to_base32(account.totp_secret);
  const std::string name = account.account;
  const service::Outcome outcome =
      installation.try_system(std::make_unique<sign_in::GiveStaffMeans>(std::move(account)));
  if (outcome.status != 200) {
    const Decision<Tree> told = storage::parse_json(outcome.body);
    console.err << (told ? text_argument(*told, "title") + ": " + text_argument(*told, "detail")
                         : outcome.body)
                << "\n";
    return kRefused;
  }
  const std::string uri = "otpauth://totp/yibao:" + name + "?secret=" + totp + "&issuer=yibao";
  if (flag_argument(arguments, "json")) {
    console.out << Tree::object({{"account", name},
                                 {"password", secret},
                                 {"totp_secret", totp},
                                 {"totp_uri", uri}})
                       .to_json()
                << "\n";
    return kDone;
  }
  console.out << "账号: " << name << "\n一次性初始密码: " << secret << "\n动态口令: " << uri
              << "\n只显示这一次;首次登录后须设置本人的密码。\n";
  return kDone;
}

int give_insurance_accounts(Installation& installation, const Tree& arguments, Console& console) {
  const std::string file = text_argument(arguments, "file");
  const csv::FileFacts facts = csv::examine(file);
  csv::Reader rows(file, facts.encoding);
  std::ofstream report = secret_file(text_argument(arguments, "report"));
  report << csv::kByteOrderMark
         << csv::write_office_record({"行号", "社保编号", "一次性初始密码", "结果"});
  const auto reader = installation.database().reader();
  std::int64_t given = 0;
  std::int64_t others = 0;
  for (auto record = rows.next(); record; record = rows.next()) {
    if (record->line == 1 && !record->fields.empty() && record->fields[0] == "证件号码") continue;
    const GivenRow row = give_one(installation, *record, *reader);
    ++(row.secret.empty() ? others : given);
    report << csv::write_office_record({std::to_string(record->line),
                                        row.secret.empty() ? "" : record->fields[1], row.secret,
                                        row.result});
    console.progress("第 " + std::to_string(record->line) + " 行");
  }
  if (!report.flush()) throw Fault("cannot write the report");
  console.out << "已生成 " << given << " 个;没有办理 " << others << " 个\n";
  return others == 0 ? kDone : kRefused;
}

}  // namespace yibao::main
