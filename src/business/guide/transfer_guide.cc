// 关系转移接续怎么办
#include "business/guide/topics.h"

namespace yibao::guide {

namespace {

using policy::MoneyRoute;

void write_conditions(Writer& guide, const policy::TransferPolicy& transfer) {
  guide.in(Section::conditions).say("guide_transfer_for_whom");
  guide.say("guide_transfer_suspended_at_origin");
  guide.say("guide_transfer_enrolled_at_target");
  if (transfer.require_current_month_paid.value) {
    guide.say("guide_transfer_current_month_paid", transfer.require_current_month_paid);
  }
  if (transfer.arrears_blocks.value) {
    guide.say("guide_transfer_no_arrears", transfer.arrears_blocks);
  }
  guide.say("guide_transfer_no_freeze");
  if (transfer.resident_next_year_only.value) {
    guide.say("guide_transfer_resident_next_year", transfer.resident_next_year_only);
  }
}

bool is_paid_out(const policy::Cited<MoneyRoute>& route) {
  return route.value == MoneyRoute::payout;
}
bool may_move(const policy::Cited<MoneyRoute>& route) {
  return route.value == MoneyRoute::move || route.value == MoneyRoute::move_else_payout;
}

// 没有本人银行账户的,不予受理 (precheck.h): asked for where the plan of the money can be a payout.
void write_bank_account(Writer& guide, const policy::TransferPolicy& transfer) {
  const bool left_behind = transfer.account_left_behind.value == policy::LeftBehind::payout;
  if (is_paid_out(transfer.account_across_provinces) ||
      is_paid_out(transfer.account_within_province) || left_behind) {
    guide.say("guide_transfer_bank_account", transfer.account_across_provinces,
              transfer.account_within_province, transfer.account_left_behind);
  }
  if (transfer.money_on_refusal.value == policy::RefusalRoute::payout) {
    guide.say("guide_transfer_bank_account_in_case", transfer.money_on_refusal);
  }
}

// What the last step waits for depends on where the money goes.
void write_target_step(Writer& guide, const policy::TransferPolicy& transfer) {
  const auto& across = transfer.account_across_provinces;
  const auto& within = transfer.account_within_province;
  guide.say(may_move(across) || may_move(within) ? "guide_transfer_target_step"
                                                 : "guide_transfer_target_step_without_money",
            across, within);
  for (const policy::Cited<MoneyRoute>* route : {&across, &within}) {
    if (route->value == MoneyRoute::stay_usable) {
      guide.say("guide_transfer_step_money_stays", *route);
    }
    if (is_paid_out(*route)) guide.say("guide_transfer_step_paid_out", *route);
  }
}

void write_materials(Writer& guide, const policy::TransferPolicy& transfer) {
  guide.in(Section::materials).list("guide_materials_online", transfer.materials_online);
  guide.list("guide_materials_counter", transfer.materials_counter);
  switch (transfer.require_certificate.value) {
    case policy::CertificateRule::never:
      guide.say("guide_certificate_never", transfer.require_certificate);
      break;
    case policy::CertificateRule::counter_only:
      guide.say("guide_certificate_at_counter", transfer.require_certificate,
                transfer.certificate_valid_months);
      break;
    case policy::CertificateRule::always:
      guide.say("guide_certificate_always", transfer.require_certificate,
                transfer.certificate_valid_months);
      break;
  }
  write_bank_account(guide, transfer);
}

// The sentences of a way that the money may go, by MoneyRoute.
struct RouteCodes {
  const char* moves;
  const char* stays;
  const char* paid_out;
  const char* moves_or_paid_out;
};
constexpr RouteCodes kAcrossProvinces{"guide_money_across_provinces_moves",
                                      "guide_money_across_provinces_stays",
                                      "guide_money_across_provinces_is_paid_out",
                                      "guide_money_across_provinces_moves_or_is_paid_out"};
constexpr RouteCodes kWithinProvince{
    "guide_money_within_province_moves", "guide_money_within_province_stays",
    "guide_money_within_province_is_paid_out", "guide_money_within_province_moves_or_is_paid_out"};

void write_route(Writer& guide, const RouteCodes& codes, const policy::Cited<MoneyRoute>& route) {
  switch (route.value) {
    case MoneyRoute::move:
      guide.say(codes.moves, route);
      break;
    case MoneyRoute::stay_usable:
      guide.say(codes.stays, route);
      break;
    case MoneyRoute::payout:
      guide.say(codes.paid_out, route);
      break;
    case MoneyRoute::move_else_payout:
      guide.say(codes.moves_or_paid_out, route);
      break;
  }
}

void write_money(Writer& guide, const policy::TransferPolicy& transfer) {
  guide.in(Section::money).say("guide_transfer_moves_what");
  write_route(guide, kAcrossProvinces, transfer.account_across_provinces);
  write_route(guide, kWithinProvince, transfer.account_within_province);
  const bool stays = transfer.account_left_behind.value == policy::LeftBehind::stay_usable;
  guide.say(stays ? "guide_money_left_behind_stays" : "guide_money_left_behind_is_paid_out",
            transfer.account_left_behind);
  switch (transfer.clear_on.value) {
    case policy::ClearOn::approve:
      guide.say("guide_cleared_on_approval", transfer.clear_on);
      break;
    case policy::ClearOn::upload:
      guide.say("guide_cleared_on_upload", transfer.clear_on);
      break;
    case policy::ClearOn::target_confirm:
      guide.say("guide_cleared_on_confirmation", transfer.clear_on);
      break;
  }
  if (transfer.retiree_route.value == policy::RetireeRoute::payout_on_request) {
    guide.say("guide_relocated_retiree_payout", transfer.retiree_route);
  }
}

}  // namespace

void write_transfer(Writer& guide, const policy::RegionPolicy& policy) {
  const policy::TransferPolicy& transfer = policy.transfer;
  write_conditions(guide, transfer);
  write_materials(guide, transfer);
  guide.in(Section::channels).say("guide_transfer_online");
  guide.say("guide_transfer_at_either_counter");
  guide.say("guide_channel_hotline", policy.hotline.medical_number, policy.hotline.social_number,
            policy.hotline.staff_morning_from, policy.hotline.staff_morning_until,
            policy.hotline.staff_afternoon_from, policy.hotline.staff_afternoon_until);
  guide.in(Section::steps).say("guide_transfer_precheck");
  guide.say("guide_transfer_draft_and_confirm");
  guide.say("guide_transfer_origin_step");
  write_target_step(guide, transfer);
  guide.say("guide_transfer_progress");
  guide.in(Section::deadlines).say("guide_transfer_origin_days", transfer.origin_working_days);
  guide.say("guide_transfer_target_days", transfer.target_working_days);
  guide.say("guide_transfer_total_days", transfer.total_working_days);
  guide.say(transfer.within_province_target_working_days.value == 0
                ? "guide_transfer_days_within_province_at_once"
                : "guide_transfer_days_within_province",
            transfer.within_province_origin_working_days,
            transfer.within_province_target_working_days);
  if (transfer.clock_pauses_for_completion.value) {
    guide.say("guide_clock_pauses", transfer.clock_pauses_for_completion);
  }
  write_money(guide, transfer);
  guide.in(Section::benefits).say("guide_months_add_up");
  write_coverage(guide, policy);
  guide.in(Section::notes).say("guide_transfer_check_places");
  guide.say("guide_account_is_held_meanwhile");
  guide.say("guide_transfer_late_money");
  guide.say("guide_transfer_ask_both");
}

}  // namespace yibao::guide
