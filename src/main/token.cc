#include "main/token.h"

#include "business/access.h"
#include "business/banks.h"
#include "business/channel.h"
#include "business/provider/institution.h"
#include "business/second_eyes.h"
#include "service/token_command.h"

namespace yibao::main {

namespace {

constexpr business::Roles kOfAnAgency =
    business::roles({business::Role::agency_officer, business::Role::senior_officer});

constexpr std::int64_t kDays = 365;

bool is_one_of(business::Role role, business::Roles roles) {
  return (roles & static_cast<business::Roles>(role)) != 0;
}

std::string channel_of(business::Role role, const Tree& arguments) {
  const std::string channel = text_argument(arguments, "channel");
  if (!channel.empty()) return channel;
  return role == business::Role::participant ? "app" : "counter";
}

std::string all_channels() {
  std::string all;
  for (const std::string_view each : business::kChannels) {
    all += (all.empty() ? "" : "、") + std::string(each);
  }
  return all;
}

// What is wrong with the arguments, in words; empty where nothing is.
std::string wrong_with(business::Role role, const Tree& arguments) {
  if (const std::string channel = channel_of(role, arguments); !business::is_channel(channel)) {
    return "未知的渠道: " + channel + "\n可用的渠道: " + all_channels();
  }
  if (is_one_of(role, business::kStaffRoles) && integer_argument(arguments, "id") < 1) {
    return "工作人员的令牌须写明工号: --id 4419001(每人一个;两人复核时以工号区分)";
  }
  if (is_one_of(role, kOfAnAgency) && text_argument(arguments, "region").empty()) {
    return "经办机构的角色须写明统筹区: --region 441900";
  }
  if (const std::string wrong = wrong_with_bank(role, integer_argument(arguments, "id"));
      !wrong.empty()) {
    return wrong;
  }
  if (role == business::Role::participant && text_argument(arguments, "person").empty()) {
    return "参保人的令牌须写明参保人编号: --person";
  }
  return "";
}

// Whose number the token carries: of the person or the employer, or of the institution's cashiers,
// where one is named. None: there is no such number, and the console was told.
std::optional<std::int64_t> actor_number(business::Role role, const Tree& arguments,
                                         Installation& installation, Console& console) {
  std::int64_t id = integer_argument(arguments, "id");
  if (role == business::Role::provider_cashier) {
    id = business::cashier_number(text_argument(arguments, "institution"));
  }
  struct Named {
    const char* member;
    storage::IdKind kind;
    const char* wrong;
  };
  constexpr Named kNamed[] = {{"person", storage::IdKind::person, "没有这个参保人编号: "},
                              {"employer", storage::IdKind::employer, "没有这个单位编号: "}};
  for (const Named& each : kNamed) {
    const std::string number = text_argument(arguments, each.member);
    if (number.empty()) continue;
    const auto inside = installation.vault().inside_id(each.kind, number);
    if (!inside) {
      console.err << each.wrong << number << "\n";
      return std::nullopt;
    }
    id = inside->id;
  }
  return id;
}

}  // namespace

std::string wrong_with_region(const Installation& installation, const std::string& region) {
  if (region.empty()) return "";
  const std::optional<RegionCode> code = RegionCode::parse(region);
  if (code && !installation.data().regions.name(*code).empty()) return "";
  return "没有这个行政区划: " + region;
}

std::string wrong_with_bank(business::Role role, std::int64_t number) {
  if (role != business::Role::bank || !business::bank_of(number).empty()) return "";
  std::string all;
  for (const business::Bank& each : business::kBanks) {
    all += " " + std::to_string(each.number) + "(" + std::string(each.code) + ")";
  }
  return "银行须写明行别代码: --id 后为" + all;
}

std::string wrong_with_institution(Installation& installation, const std::string& code) {
  if (!provider::region_of_code(code, installation.data().regions)) {
    return "收费员须写明定点医药机构: --institution P44190000001";
  }
  const auto reader = installation.database().reader();
  if (provider::find_institution(*reader, provider::kInstitutionOfCode, code)) return "";
  return "没有登记这家定点医药机构: " + code + ";请先登记: yibao institution register";
}

int issue_token(Installation& installation, const Tree& arguments, Console& console) {
  const std::string role_text = text_argument(arguments, "role");
  const std::optional<business::Role> role = business::role_of(role_text);
  if (!role || *role == business::Role::system) {
    console.err << "未知的角色: " << role_text << "\n";
    return kUsage;
  }
  const std::string region = text_argument(arguments, "region");
  std::string wrong = wrong_with(*role, arguments);
  if (wrong.empty()) wrong = wrong_with_region(installation, region);
  if (!wrong.empty()) {
    console.err << wrong << "\n";
    return kUsage;
  }
  business::Actor actor;
  actor.role = *role;
  actor.region = RegionCode::parse(region).value_or(RegionCode());
  actor.channel = channel_of(*role, arguments);
  if (*role == business::Role::provider_cashier) {
    const std::string code = text_argument(arguments, "institution");
    if (wrong = wrong_with_institution(installation, code); !wrong.empty()) {
      console.err << wrong << "\n";
      return kUsage;
    }
    actor.region = *provider::region_of_code(code, installation.data().regions);
  }
  actor.name = text_argument(arguments, "name");
  const auto number = actor_number(*role, arguments, installation, console);
  if (!number) return kUsage;
  actor.id = *number;
  const std::int64_t days =
      arguments.find("days") == nullptr ? kDays : integer_argument(arguments, "days");
  const Instant until =
      Instant::from_milliseconds(installation.clock().now().milliseconds() + days * 86'400'000);
  console.out << installation.issue_token(actor, until) << "\n";
  return kDone;
}

int revoke_tokens(Installation& installation, const Tree& arguments, Console& console) {
  const std::string token = text_argument(arguments, "token");
  const auto role = business::role_of(text_argument(arguments, "role"));
  if (token.empty() && !role) {
    console.err << "请写明要吊销的令牌,或者角色和工号: --role agency_officer --id 4419001\n";
    return kUsage;
  }
  storage::Rows rows;
  const auto reader = installation.database().reader();
  if (token.empty()) {
    const auto number = actor_number(*role, arguments, installation, console);
    if (!number) return kUsage;
    rows = service::tokens_of(*role, *number, *reader);
  } else {
    rows = service::tokens_like(token, *reader);
  }
  if (rows.empty()) {
    console.err << "没有这样的令牌,或者已经吊销。\n";
    return kRefused;
  }
  const std::size_t count = rows.size();
  installation.run_system(std::make_unique<service::RevokeTokens>(std::move(rows)));
  console.out << "已吊销令牌 " << count << " 个\n";
  return kDone;
}

}  // namespace yibao::main
