// All changes that one command makes to one card: its states, its time line, collected here and
// written once. What is void gives up its functions; its number stays claimed for ever.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/card/types.h"
#include "business/person/authorisation.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::card {

class CardChange {
 public:
  CardChange(Card card, const business::Context& context);
  static CardChange order(Card card, const business::Context& context);

  const Card& card() const { return card_; }
  Card& edit() { return card_; }  // what the machines do not govern

  // Checked: the caller has asked where it can fail.
  void produce(ProductionEvent event);
  void activate_medical();
  void activate_bank(bool password_set);
  void end(CardId replaced_by = {});  // void from today on

  // `way`: how it came, where that is another channel than the actor's own (an officer who called).
  void tell(std::string event, std::vector<Fact> facts = {},
            const std::optional<person::Authorisation>& by = {}, std::string_view way = {});
  void write(storage::Plan& plan) const;

 private:
  Card card_;
  bool is_new_ = false;
  std::vector<storage::Row> events_;
  const business::Context& context_;
};

std::string card_number_outside(const Card& card, const business::Context& context);
Tree present_card(const Card& card, const business::Context& context);

}  // namespace yibao::card
