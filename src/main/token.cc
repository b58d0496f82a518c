#include "main/token.h"

#include "business/access.h"
#include "business/channel.h"
#include "business/provider/institution.h"

namespace yibao::main {

int issue_token(Installation& installation, const Tree& arguments, Console& console) {
  const std::string role_text = text_argument(arguments, "role");
  const std::string channel = text_argument(arguments, "channel");
  const std::optional<business::Role> role = business::role_of(role_text);
  if (!role || *role == business::Role::system) {
    console.err << "未知的角色: " << role_text << "\n";
    return kUsage;
  }
  if (!business::is_channel(channel)) {
    console.err << "未知的渠道: " << channel << "\n";
    return kUsage;
  }
  business::Actor actor;
  actor.role = *role;
  actor.id = integer_argument(arguments, "id");
  actor.region = RegionCode::parse(text_argument(arguments, "region")).value_or(RegionCode());
  const bool of_an_agency =
      *role == business::Role::agency_officer || *role == business::Role::senior_officer;
  if (of_an_agency && actor.region.is_none()) {
    console.err << "经办机构的角色须写明统筹区: --region 441900\n";
    return kUsage;
  }
  if (*role == business::Role::provider_cashier) {
    const std::string code = text_argument(arguments, "institution");
    const auto place = provider::region_of_code(code, installation.data().regions);
    if (!place) {
      console.err << "收费员须写明定点医药机构: --institution P44190000001\n";
      return kUsage;
    }
    actor.id = business::cashier_number(code);
    actor.region = *place;
  }
  actor.channel = channel;
  actor.name = text_argument(arguments, "name");
  if (const std::string number = text_argument(arguments, "person"); !number.empty()) {
    const auto person = installation.vault().inside_id(storage::IdKind::person, number);
    if (!person) {
      console.err << "没有这个参保人编号: " << number << "\n";
      return kUsage;
    }
    actor.id = person->id;
  }
  if (const std::string number = text_argument(arguments, "employer"); !number.empty()) {
    const auto employer = installation.vault().inside_id(storage::IdKind::employer, number);
    if (!employer) {
      console.err << "没有这个单位编号: " << number << "\n";
      return kUsage;
    }
    actor.id = employer->id;
  }
  const std::int64_t days = integer_argument(arguments, "days");
  const Instant until =
      Instant::from_milliseconds(installation.clock().now().milliseconds() + days * 86'400'000);
  console.out << installation.issue_token(actor, until) << "\n";
  return kDone;
}

}  // namespace yibao::main
