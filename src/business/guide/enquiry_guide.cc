// 查询余额、每月划账和缴费记录的途径
#include "business/guide/topics.h"

namespace yibao::guide {

void write_enquiry(Writer& guide, const policy::RegionPolicy& policy) {
  guide.in(Section::conditions).say("guide_enquiry_for_whom");
  guide.in(Section::materials).say("guide_enquiry_materials");
  guide.in(Section::channels).say("guide_enquiry_online");
  guide.say("guide_enquiry_paths");
  guide.say("guide_enquiry_hotlines");
  guide.say("guide_enquiry_counter");
  guide.say("guide_enquiry_provider");
  guide.in(Section::steps).say("guide_enquiry_second_factor");
  guide.say("guide_enquiry_step_what");
  guide.say("guide_enquiry_step_keep");
  guide.in(Section::deadlines).say("guide_enquiry_at_once");
  guide.in(Section::money).say("guide_monthly_credit", policy.account.credit_rate);
  if (!policy.account.flexible_has_account.value) {
    guide.say("guide_flexible_without_account", policy.account.flexible_has_account);
  }
  guide.say("guide_retiree_credit", policy.account.retiree_monthly_quota);
  guide.say("guide_account_is_mine");
  guide.in(Section::notes).say("guide_no_default_secret");
  guide.say("guide_enquiry_beware");
  guide.say("guide_who_looked");
}

}  // namespace yibao::guide
