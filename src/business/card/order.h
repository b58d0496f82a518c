// Ordering a card (申领、补换社保卡, R-142): a service that the rules alone accept; it stays under
// way until the card is in the person's hand. One open order per person.
#pragma once

#include "business/application/service.h"
#include "business/card/types.h"

namespace yibao::card {

class CardOrder : public application::Service {
 public:
  std::string_view name() const override { return "card_order"; }
  std::string_view path() const override { return "card-orders"; }
  std::string_view title() const override { return "申领、补换社保卡"; }
  std::string_view scope() const override { return "card"; }
  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  application::Assessment assess(const application::Asked& asked) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
  void clear_away(const application::Asked& asked, application::Change& change) const override;
};
inline const CardOrder kCardOrder{};

// 参保地变更后需要的新卡: ordered with the change, where the card in hand is of another
// region and none is being made. Adds the rows to the plan; none: nothing to order. The bank stays
// the same where the new region offers it.
std::optional<CardId> order_with_place_change(storage::Plan& plan, PersonId person,
                                              std::span<const Card> cards, RegionCode target,
                                              const business::Context& context);

}  // namespace yibao::card
