#include "business/transfer/machine.h"

#include "base/check.h"

namespace yibao::transfer {

namespace {

constexpr std::array<std::string_view, kRelationStates> kRelationStateTexts{
    "draft",    "origin_review",  "returned",  "origin_approved", "sheet_in_post", "target_review",
    "disputed", "awaiting_money", "completed", "declined",        "rejected",      "withdrawn",
    "refused",  "ended",          "unmoved",   "supplementary"};
constexpr std::array<std::string_view, 19> kRelationEventTexts{"accept",
                                                               "decline",
                                                               "keep_relation",
                                                               "supplement",
                                                               "return_for_correction",
                                                               "complete_materials",
                                                               "reject",
                                                               "approve_at_origin",
                                                               "upload_sheet",
                                                               "post_sheet",
                                                               "receive_sheet",
                                                               "correct_sheet",
                                                               "post_correction",
                                                               "dispute",
                                                               "approve_at_target",
                                                               "complete",
                                                               "refuse_at_target",
                                                               "withdraw",
                                                               "end"};
constexpr std::array<std::string_view, kMoneyStates> kMoneyStateTexts{
    "planned", "reserved", "in_transit", "arrived",  "returning", "paying_out",
    "bounced", "none",     "credited",   "returned", "paid_out",  "voided"};
constexpr std::array<std::string_view, 13> kMoneyEventTexts{
    "reserve",   "stay",    "send",        "nothing_to_send", "arrive", "credit", "send_back",
    "come_back", "pay_out", "payout_paid", "payout_bounced",  "keep",   "release"};

template<class State, std::size_t Count>
std::optional<State> parse(const std::array<std::string_view, Count>& texts,
                           std::string_view text) {
  for (std::size_t i = 0; i < Count; ++i) {
    if (texts[i] == text) return static_cast<State>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_text(RelationState state) {
  return kRelationStateTexts.at(static_cast<std::size_t>(state));
}
std::string_view to_text(RelationEvent event) {
  return kRelationEventTexts.at(static_cast<std::size_t>(event));
}
std::string_view to_text(MoneyState state) {
  return kMoneyStateTexts.at(static_cast<std::size_t>(state));
}
std::string_view to_text(MoneyEvent event) {
  return kMoneyEventTexts.at(static_cast<std::size_t>(event));
}
std::optional<RelationState> parse_relation_state(std::string_view text) {
  return parse<RelationState>(kRelationStateTexts, text);
}
std::optional<MoneyState> parse_money_state(std::string_view text) {
  return parse<MoneyState>(kMoneyStateTexts, text);
}

}  // namespace yibao::transfer
