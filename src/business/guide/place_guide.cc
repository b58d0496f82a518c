// 参保地怎么换
#include "business/guide/topics.h"

namespace yibao::guide {

void write_place_change(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::PlaceChangePolicy& change = policy.place_change;
  guide.in(Section::conditions).say("guide_place_for_whom");
  guide.say("guide_place_suspend_first");
  guide.say("guide_place_newborn_age", change.newborn_months);
  const bool online = change.online.value != policy::OnlineChange::none;
  guide.in(Section::materials);
  if (online) guide.list("guide_materials_online", change.materials_online);
  guide.list("guide_materials_counter", change.materials_counter);
  guide.list("guide_place_for_work", change.materials_work);
  guide.list("guide_place_for_household", change.materials_household);
  guide.list("guide_place_for_newborn", change.materials_newborn);
  guide.list("guide_place_for_residence", change.materials_residence);
  guide.list("guide_place_for_foreigner", change.materials_foreigner);
  guide.list("guide_place_for_graduation", change.materials_graduation);
  guide.in(Section::channels);
  switch (change.online.value) {
    case policy::OnlineChange::direct:
      guide.say("guide_place_online", change.online);
      break;
    case policy::OnlineChange::hybrid:
      guide.say("guide_place_hybrid", change.online);
      break;
    case policy::OnlineChange::none:
      guide.say("guide_place_counter_only", change.online);
      break;
  }
  guide.say("guide_place_at_new_agency");
  guide.in(Section::steps).say("guide_place_display_is_not_change");
  guide.say(online ? "guide_place_step_form" : "guide_place_step_form_on_paper");
  guide.say("guide_place_step_approved");
  guide.say("guide_step_missing_once");
  guide.in(Section::deadlines).say("guide_place_review_days", change.review_working_days);
  if (online) {
    guide.say(change.online_working_days.value == 0 ? "guide_place_days_online_at_once"
                                                    : "guide_place_days_online",
              change.online_working_days);
  }
  guide.say("guide_place_days_after_approval", change.working_days_after_approval);
  guide.in(Section::money).say("guide_place_money_follows");
  write_coverage(guide, policy);
  guide.in(Section::notes);
  if (change.new_card.value) guide.say("guide_place_new_card", change.new_card);
}

}  // namespace yibao::guide
