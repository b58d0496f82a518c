// 社保卡怎么激活、挂失、补换
#include <algorithm>

#include "business/card/rules.h"
#include "business/guide/topics.h"

namespace yibao::guide {

namespace {

bool has(const policy::Cited<std::vector<std::string>>& words, std::string_view word) {
  return std::ranges::find(words.value, word) != words.value.end();
}

void write_activation_channels(Writer& guide, const policy::ActivationPolicy& activation) {
  guide.in(Section::channels);
  if (has(activation.channels, "bank")) guide.say("guide_card_bank", activation.channels);
  if (has(activation.channels, "counter")) guide.say("guide_card_counter", activation.channels);
  if (has(activation.channels, "provider")) guide.say("guide_card_provider", activation.channels);
  if (has(activation.channels, "online")) {
    guide.say("guide_card_online", activation.channels, activation.verification_failures_max);
    guide.say("guide_card_device");
  } else {
    guide.say("guide_card_not_online", activation.channels);
  }
  guide.say(has(activation.channels, "telephone") ? "guide_card_telephone"
                                                  : "guide_card_not_by_telephone",
            activation.channels);
  guide.say(activation.remote_at_provider.value ? "guide_card_remote_at_provider"
                                                : "guide_card_remote_at_home",
            activation.remote_at_provider);
}

}  // namespace

void write_card(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::ActivationPolicy& activation = policy.activation;
  guide.in(Section::conditions).say("guide_card_two_functions");
  guide.say("guide_card_is_it_made");
  const bool online = has(activation.channels, "online");
  if (online) guide.say("guide_card_real_name", activation.real_name_level);
  guide.in(Section::materials).list("guide_materials_counter", activation.materials_counter);
  guide.list("guide_card_guardian", activation.materials_guardian);
  if (activation.proxy_allowed.value) {
    guide.list("guide_card_proxy", activation.materials_proxy);
  } else {
    guide.say("guide_card_no_proxy", activation.proxy_allowed);
  }
  write_activation_channels(guide, activation);
  guide.in(Section::steps).say("guide_card_step_bank");
  guide.say("guide_card_step_medical");
  guide.say("guide_card_step_guardian", activation.guardian_required_below_age,
            activation.guardian_until_age);
  if (online && activation.guardian_online.value) {
    guide.say("guide_card_guardian_online", activation.guardian_online);
  }
  guide.say("guide_card_once");
  guide.in(Section::benefits).say("guide_card_afterwards");
  guide.in(Section::deadlines);
  if (activation.window_days.value > 0) {
    guide.say("guide_card_window", activation.window_days, activation.reminder_days);
  } else {
    guide.say("guide_card_no_window", activation.window_days);
  }
  guide.say("guide_card_made_within", policy.card.working_days,
            policy.card.replacement_working_days);
  guide.in(Section::notes).say("guide_card_lost");
  guide.say(policy.card.e_certificate_while_lost.value ? "guide_card_e_certificate_meanwhile"
                                                       : "guide_card_nothing_meanwhile",
            policy.card.e_certificate_while_lost);
  guide.say("guide_card_code", policy.card.e_certificate_code_seconds);
  guide.say("guide_card_numbers_identify_only");
  guide.say("guide_card_ask", policy.hotline.social_number);
}

void write_loss(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::CardPolicy& card = policy.card;
  guide.in(Section::conditions).say("guide_card_lost");
  guide.say("guide_loss_or_damage");
  guide.in(Section::materials).list("guide_loss_replacement_online", card.materials_online);
  guide.list("guide_loss_replacement_counter", card.materials_counter);
  guide.list("guide_loss_cancelled_with", policy.release.materials_loss);
  guide.in(Section::channels).say("guide_loss_reported_anywhere");
  guide.say(card::is_loss_cancelled_online(policy.release) ? "guide_loss_cancelled_online"
                                                           : "guide_loss_cancelled_in_person",
            policy.release.online, policy.release.online_at_once);
  guide.in(Section::steps).say("guide_loss_step_report");
  guide.say("guide_loss_step_replace");
  guide.say("guide_loss_step_activate");
  guide.in(Section::deadlines).say("guide_loss_at_once");
  guide.say("guide_card_made_within", card.working_days, card.replacement_working_days);
  guide.in(Section::benefits)
      .say(card.e_certificate_while_lost.value ? "guide_card_e_certificate_meanwhile"
                                               : "guide_card_nothing_meanwhile",
           card.e_certificate_while_lost);
  guide.in(Section::notes).say("guide_loss_old_number_dead");
}

}  // namespace yibao::guide
