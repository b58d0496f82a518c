// What every service shares: where it is filed, what happens to it, whom to ask (R-012, R-013,
//
#include "business/guide/topics.h"

namespace yibao::guide {

void write_channels(Writer& guide, const policy::RegionPolicy& policy) {
  guide.in(Section::channels).say("guide_channel_online");
  write_counter_channels(guide, policy);
}

void write_counter_channels(Writer& guide, const policy::RegionPolicy& policy) {
  guide.in(Section::channels).say("guide_channel_counter");
  guide.say("guide_channel_hotline", policy.hotline.medical_number, policy.hotline.social_number,
            policy.hotline.staff_morning_from, policy.hotline.staff_morning_until,
            policy.hotline.staff_afternoon_from, policy.hotline.staff_afternoon_until);
}

void write_steps(Writer& guide, const policy::RegionPolicy&) {
  guide.in(Section::steps).say("guide_step_draft");
  guide.say("guide_step_confirm");
  guide.say("guide_step_missing_once");
  guide.say("guide_step_decided");
}

void write_filing(Writer& guide, const policy::RegionPolicy& policy) {
  write_channels(guide, policy);
  write_steps(guide, policy);
}

}  // namespace yibao::guide
