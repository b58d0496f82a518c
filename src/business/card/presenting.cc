#include "business/card/presenting.h"

#include "business/card/e_certificate.h"
#include "business/card/holds.h"
#include "business/card/rules.h"
#include "business/card/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "policy/policy_set.h"

namespace yibao::card {

std::vector<business::Field> Presented::fields() {
  using business::FieldKind;
  return {{"medium", FieldKind::text, false,
           "e_certificate 电子凭证, id_card 身份证(默认), card 社保卡"},
          {"card_number", FieldKind::text, false, "社保卡号,出示社保卡时必填"},
          {"card_read", FieldKind::flag, false, "卡片经设备读取,不是手工输入"},
          {"code", FieldKind::text, false, "电子凭证动态码"}};
}

Presented Presented::read(business::Reader& reader) {
  Presented presented;
  const std::string medium =
      reader.code_or("medium", {"card", "id_card", "e_certificate"}, "id_card");
  presented.medium_ = hold::parse_medium(medium).value_or(hold::Medium::id_card);
  presented.card_number_ = reader.text_or("card_number", 20, "");
  presented.card_read_ = reader.flag("card_read");
  presented.code_ = reader.text_or("code", 80, "");
  const auto missing = [&](const char* member) {
    reader.add({"member_missing", {{"member", member}}, {}});
  };
  if (presented.medium_ == hold::Medium::card && presented.card_number_.empty()) {
    missing("card_number");
  }
  if (presented.medium_ == hold::Medium::e_certificate && presented.code_.empty()) missing("code");
  return presented;
}

Presented Presented::of(hold::Medium medium, const std::string& number, bool read) {
  Presented presented;
  presented.medium_ = medium;
  presented.card_read_ = read;
  if (medium == hold::Medium::card) presented.card_number_ = number;
  if (medium == hold::Medium::e_certificate) presented.code_ = number;
  return presented;
}

std::optional<storage::Bytes> Presented::code_hash(const storage::Vault& vault) const {
  if (medium_ != hold::Medium::e_certificate) return std::nullopt;
  return hash_of_code(vault, code_);
}

Presented Presented::shown_before(const std::optional<storage::Bytes>& code_hash,
                                  const storage::Vault& vault) const {
  Presented same = *this;
  same.shown_before_ = code_hash && this->code_hash(vault) == code_hash;
  return same;
}

void Presented::need(storage::Needs& needs, PersonId person) const {
  if (medium_ != hold::Medium::id_card) needs.add(kCardsOf, person);
  if (medium_ == hold::Medium::e_certificate) needs.add(kECertificateOf, person);
}

void Presented::Accepted::write(storage::Plan& plan) const {
  if (activated) {
    activated->write(plan);
    plan.notify(activated->card().person, "card_activated",
                {{"since", activated->card().medical_since->to_string()}});
  }
  if (spent) plan.update(kECertificate, *spent);
  plan.reasons.insert(plan.reasons.end(), reasons.begin(), reasons.end());
}

Decision<Presented::Accepted> Presented::accept(PersonId person, std::span<const hold::Hold> holds,
                                                RegionCode place, const storage::Facts& facts,
                                                const business::Context& context) const {
  if (medium_ == hold::Medium::card) return accept_card(person, holds, place, facts, context);
  Accepted accepted;
  accepted.holds.assign(holds.begin(), holds.end());
  accepted.serves = hold::medium_verdict(holds, medium_);
  if (medium_ == hold::Medium::id_card) return accepted;
  const std::vector<Card> cards = read_cards(facts.rows(kCardsOf, person));
  if (const Verdict serves = e_certificate_verdict(holds, cards, *context.policies, context.today);
      !serves) {
    return serves.refusal();
  }
  if (shown_before_) {
    const Verdict active = check_e_certificate(facts.rows(kECertificateOf, person));
    if (!active) return active.refusal();
    return accepted;
  }
  Decision<storage::Row> spent = spend_code(facts.rows(kECertificateOf, person), code_, context);
  if (!spent) return spent.refusal();
  accepted.spent = std::move(spent).value();
  return accepted;
}

// 前往定点医院或药店首次使用,系统自动激活;首次挂号时工作人员提示(S2:93、S2:95). 异地的,看参保地
// 是否允许(S2:175、S2:179).
Decision<Presented::Looked> Presented::look_at(std::span<const Card> cards,
                                               std::span<const hold::Hold> holds, RegionCode place,
                                               const business::Context& context) const {
  if (!card_read_) return refuse("card_not_read");
  std::optional<Card> shown;
  for (const Card& each : cards) {
    const CardNumber number = open_number(each, *context.vault);
    if (!number.empty() && number.reveal() == card_number_) shown = each;
  }
  if (!shown) return refuse("card_not_of_person");
  if (const Verdict held = check_held(*shown); !held) return held.refusal();
  Looked looked{*shown, hold::in_force(holds_on(*shown, holds), context.today)};
  looked.serves =
      card_verdict(*shown, looked.holds, holds, cards, *context.policies, context.today);
  if (shown->medical_function == Function::active) return looked;
  const policy::ActivationPolicy& policy =
      context.policies->on(shown->region, context.today).activation;
  // What is lost does not serve, active or not: that is told before where it would be activated.
  if (is_blocked_besides_inactive(looked.holds)) return looked;
  if (const Verdict home = check_place(*shown, place, policy); !home) return home.refusal();
  looked.activates =
      check_activation(*shown, looked.holds, ActivationChannel::provider, policy).ok();
  return looked;  // where it is not to be, the holds say why it does not serve
}

// 首次使用自动激活(R-127): a till reads the card and nobody declares anything, so that no age is
// asked as where somebody activates it. A child's card was handed to the guardian, who has
// so agreed to its being used.
Decision<Presented::Accepted> Presented::accept_card(PersonId person,
                                                     std::span<const hold::Hold> holds,
                                                     RegionCode place, const storage::Facts& facts,
                                                     const business::Context& context) const {
  const std::vector<Card> cards = read_cards(facts.rows(kCardsOf, person));
  Decision<Looked> looked = look_at(cards, holds, place, context);
  if (!looked) return looked.refusal();
  Accepted accepted;
  accepted.holds = looked->holds;
  accepted.serves = looked->serves;
  if (!looked->activates) return accepted;
  CardChange change(looked->card, context);
  change.activate_medical();
  change.tell("medical_activated", {{"channel", "provider"}, {"place_of_care", place.to_string()}});
  const Card& active = change.card();
  accepted.holds = hold::in_force(holds_on(active, holds), context.today);
  accepted.serves =
      card_verdict(active, accepted.holds, holds, cards, *context.policies, context.today);
  accepted.reasons.push_back(
      {"card_activated_by_first_use",
       {{"place_of_care", place.to_string()}},
       {context.policies->on(active.region, context.today).activation.channels.citation}});
  accepted.activated.emplace(std::move(change));
  return accepted;
}

Decision<PersonId> find_card_presenter(storage::Session& session, const CardNumber& number,
                                       const business::Context& context) {
  const PersonId person = find_holder(session, *context.vault, number);
  const storage::Value key[] = {storage::Value(person.value())};
  if (person.is_none()) return person;
  for (const Card& each : read_cards(session.select_keyed(kCardsOf, key).front())) {
    const CardNumber own = open_number(each, *context.vault);
    if (own.empty() || own.reveal() != number.reveal()) continue;
    if (const Verdict held = check_held(each); !held) return held.refusal();
    const auto stored = hold::read_holds(session.select_keyed(hold::kHoldsOf, key).front());
    std::vector<hold::Hold> on_card;
    for (const hold::Hold& hold : hold::in_force(stored, context.today)) {
      if (hold::scope_of(hold.cause) != hold::Scope::card) continue;
      if (hold.card == each.id.value()) on_card.push_back(hold);
    }
    const Verdict serves = hold::medium_verdict(on_card, hold::Medium::card);
    // Told with every other cause, as who settles by it is told.
    if (!serves) {
      const auto all = hold::in_force(holds_on(each, stored), context.today);
      return hold::medium_verdict(all, hold::Medium::card).refusal();
    }
    return person;
  }
  return PersonId();
}

}  // namespace yibao::card
