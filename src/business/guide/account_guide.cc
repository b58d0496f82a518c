// 个人账户: 一次性支取、继承、家庭共济 (R-056, R-057, N-05, N-07)
#include <algorithm>

#include "business/guide/topics.h"

namespace yibao::guide {

namespace {

bool is_open(const policy::CashOutPolicy& cash_out, std::string_view ground) {
  return std::ranges::find(cash_out.grounds.value, ground) != cash_out.grounds.value.end();
}

void write_from(Writer& guide, const policy::CashOutPolicy& cash_out) {
  switch (cash_out.from.value) {
    case policy::CashOutFrom::same_day:
      guide.say("guide_cash_out_from_the_end", cash_out.from);
      break;
    case policy::CashOutFrom::day_of_next_month:
      guide.say("guide_cash_out_from_next_month", cash_out.from_day, cash_out.from);
      break;
    case policy::CashOutFrom::months_after:
      guide.say("guide_cash_out_after_months", cash_out.from_months, cash_out.from);
      break;
  }
}

}  // namespace

void write_cash_out(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::CashOutPolicy& cash_out = policy.cash_out;
  guide.in(Section::conditions).say("guide_cash_out_only", cash_out.grounds);
  if (is_open(cash_out, "settled_abroad")) {
    guide.say("guide_cash_out_abroad", cash_out.grounds);
  }
  if (is_open(cash_out, "foreign_retiree")) {
    guide.say("guide_cash_out_foreign_retiree", cash_out.grounds);
  }
  if (is_open(cash_out, "receiver_cannot_take")) {
    guide.say("guide_cash_out_receiver", cash_out.grounds);
  }
  guide.say("guide_cash_out_settled_and_stopped");
  guide.in(Section::materials);
  if (is_open(cash_out, "settled_abroad")) {
    guide.list("guide_cash_out_for_abroad", cash_out.materials_settled_abroad);
  }
  if (is_open(cash_out, "foreign_retiree")) {
    guide.list("guide_cash_out_for_foreign_retiree", cash_out.materials_foreign_retiree);
  }
  if (is_open(cash_out, "receiver_cannot_take")) {
    guide.list("guide_cash_out_for_receiver", cash_out.materials_receiver_cannot_take);
  }
  write_filing(guide, policy);
  guide.in(Section::deadlines);
  write_from(guide, cash_out);
  guide.say("guide_decided_within", cash_out.working_days);
  guide.in(Section::money).say("guide_cash_out_to_own_account");
  guide.say("guide_account_is_mine");
}

void write_inheritance(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::InheritancePolicy& inheritance = policy.inheritance;
  guide.in(Section::conditions).say("guide_inheritance_for_whom");
  guide.say("guide_inheritance_shares");
  guide.in(Section::materials).list("guide_materials_counter", inheritance.materials);
  write_filing(guide, policy);
  guide.list("guide_death_evidence", inheritance.death_evidence);
  guide.in(Section::deadlines).say("guide_death_reported_within", inheritance.death_report_days);
  guide.say("guide_decided_within", inheritance.working_days);
  guide.in(Section::money).say("guide_inheritance_how_paid");
  guide.say("guide_inheritance_after_death");
  guide.in(Section::notes).say("guide_inheritance_ends_other_things");
}

void write_family_aid(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::AidPolicy& aid = policy.aid;
  guide.in(Section::conditions);
  if (aid.relations.value.empty()) {
    guide.say("guide_aid_nobody", aid.relations);
    return;  // nothing of how it would be done
  }
  guide.say("guide_aid_relations", aid.relations);
  if (!aid.relations_widened.value.empty()) {
    guide.say("guide_aid_relations_widened", aid.relations_widened);
  }
  if (aid.across_provinces.value) {
    guide.say("guide_aid_across_provinces", aid.across_provinces);
  } else if (aid.within_province.value) {
    guide.say("guide_aid_within_province", aid.within_province);
  } else {
    guide.say("guide_aid_one_region", aid.within_province);
  }
  guide.in(Section::materials).list("guide_aid_kinship", aid.materials);
  write_filing(guide, policy);
  guide.in(Section::deadlines).say("guide_decided_within", aid.working_days);
  guide.in(Section::money).say("guide_aid_order");
  guide.say(aid.limit_per_year.value.is_zero() ? "guide_aid_no_limit" : "guide_aid_limit",
            aid.limit_per_year);
  if (aid.pays_resident_contribution.value) {
    guide.say("guide_aid_pays_contribution", aid.pays_resident_contribution);
  }
  guide.in(Section::notes).say("guide_aid_ends");
}

}  // namespace yibao::guide
