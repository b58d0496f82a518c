// 封存怎么解、不服怎么办
#include "business/card/rules.h"
#include "business/guide/topics.h"

namespace yibao::guide {

void write_release(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::ReleasePolicy& release = policy.release;
  guide.in(Section::conditions).say("guide_seal_by_cause");
  guide.say("guide_seal_arrears_first");
  guide.in(Section::materials).list("guide_seal_for_gap", release.materials_gap);
  guide.list("guide_seal_for_arrears", release.materials_arrears);
  guide.list("guide_seal_for_transfer", release.materials_transfer);
  guide.list("guide_seal_for_gap_employer", release.materials_gap_employer);
  guide.list("guide_seal_for_loss", release.materials_loss);
  guide.list("guide_seal_for_damage", release.materials_damage);
  guide.list("guide_seal_for_inactive", release.materials_inactive);
  guide.list("guide_seal_for_admin", release.materials_admin);
  guide.list("guide_seal_for_id_change", release.materials_id_change);
  guide.list("guide_seal_more", release.materials_more);
  guide.say("guide_seal_held_already", release.proof_days);
  guide.in(Section::channels)
      .say(release.online.value ? "guide_seal_online" : "guide_seal_not_online", release.online);
  guide.say(card::is_loss_cancelled_online(release) ? "guide_loss_cancelled_online"
                                                    : "guide_loss_cancelled_in_person",
            release.online, release.online_at_once);
  guide.say("guide_channel_counter");
  guide.in(Section::steps).say("guide_seal_why_first");
  guide.say("guide_seal_step_pay");
  guide.say("guide_seal_step_activate");
  write_steps(guide, policy);
  guide.in(Section::deadlines).say("guide_seal_days", release.working_days);
  guide.in(Section::benefits).say("guide_balance_stays_usable");
  guide.say("guide_seal_what_stops");
  guide.in(Section::notes).say("guide_seal_complex", release.complex_holds, release.complex_months);
  guide.say("guide_appeal", policy.appeal.days, policy.appeal.working_days);
  guide.say("guide_review_and_lawsuit", policy.appeal.review_days, policy.appeal.lawsuit_months);
}

}  // namespace yibao::guide
