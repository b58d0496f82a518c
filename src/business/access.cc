#include "business/access.h"

namespace yibao::business {

namespace {

constexpr std::size_t kCodeSize = 12;  // of an institution

}  // namespace

Verdict may_act_for(const Actor& actor, PersonId person) {
  // Whom the call is made for was checked when it came in (sign_in/acting.h).
  if (!actor.is(Role::participant) || actor.person() == person || actor.acts_for == person) {
    return Nothing{};
  }
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

std::int64_t cashier_number(std::string_view institution) {
  const bool shaped =
      institution.size() == kCodeSize && (institution[0] == 'H' || institution[0] == 'P');
  if (!shaped) return 0;
  std::int64_t number = institution[0] == 'H' ? 2 : 1;
  for (const char c : institution.substr(1)) {
    if (c < '0' || c > '9') return 0;
    number = 10 * number + (c - '0');
  }
  return number;
}

std::string institution_of(const Actor& actor) {
  if (!actor.is(Role::provider_cashier)) return "";
  std::string code = std::to_string(actor.id);
  if (code.size() != kCodeSize || (code[0] != '1' && code[0] != '2')) return "";
  code[0] = code[0] == '2' ? 'H' : 'P';
  return code;
}

Verdict may_act_at_institution(const Actor& actor, std::string_view institution) {
  if (!actor.is(Role::provider_cashier)) return Nothing{};
  if (!institution.empty() && institution_of(actor) == institution) return Nothing{};
  return refuse(RefusalKind::forbidden, "other_institution", {{"code", std::string(institution)}});
}

Verdict may_act_at(const Actor& actor, RegionCode region) {
  if (actor.is(Role::system) || actor.region.is_none() || actor.region == region) return Nothing{};
  return refuse(RefusalKind::forbidden, "other_agency",
                {{"your_region", actor.region.to_string()}, {"needed_region", region.to_string()}});
}

}  // namespace yibao::business
