// Who stands before the till.
#include "base/region_table.h"
#include "business/access.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/card/e_certificate.h"
#include "business/card/holds.h"
#include "business/card/presenting.h"
#include "business/card/rules.h"
#include "business/card/store.h"
#include "business/casework/stored_json.h"
#include "business/enrolment/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/by_number.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/settlement/queries.h"

namespace yibao::settlement {

namespace {

storage::Rows rows_of(const storage::KeyedSelect& select, PersonId person,
                      storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  return session.select_keyed(select, key).front();
}

Tree told(bool works, const std::vector<Reason>& reasons) {
  return Tree::object({{"works", works}, {"reasons", casework::reasons_tree(reasons)}});
}

Tree told(const Verdict& verdict) {
  if (verdict) return told(true, {});
  return told(false, verdict.refusal().reasons);
}

// Each medium by itself: what the effect matrix stops, and what is not there at all.
Tree media_tree(const std::vector<card::Card>& cards, const storage::Rows& certificate,
                const std::vector<hold::Hold>& stored, const business::Context& context) {
  const Date today = context.today;
  const card::Card* current = card::current_card(cards);
  const std::vector<hold::Hold> on_person = hold::in_force(stored, today);
  Tree media = Tree(Tree::Members{});
  media.set("id_card", told(hold::medium_verdict(on_person, hold::Medium::id_card)));
  if (current == nullptr) {
    media.set("card", told(false, {{"card_none_held", {}, {}}}));
  } else {
    const auto holds = hold::in_force(card::holds_on(*current, stored), today);
    Tree card =
        told(card::card_verdict(*current, holds, on_person, cards, *context.policies, today));
    card.set("active", current->medical_function == card::Function::active);
    media.set("card", std::move(card));
  }
  const bool shown = !certificate.empty() && certificate.front()[1].text() == "active";
  media.set("e_certificate",
            shown ? told(card::e_certificate_verdict(on_person, cards, *context.policies, today))
                  : told(false, {{"e_certificate_not_active", {}, {}}}));
  return media;
}

Tree money_tree(const std::vector<account::Account>& accounts, const std::vector<hold::Hold>& holds,
                const account::Till& till, const business::Context& context) {
  Tree money = Tree(Tree::Members{});
  const std::vector<account::Account> usable = account::spendable(accounts, holds, till);
  if (!usable.empty()) {
    const Money spendable = account::spendable_sum(accounts, holds, till);
    std::string names;
    for (const account::Account& each : usable) {
      names += (names.empty() ? "" : "、") + context.regions->name(each.region);
    }
    money.set("spendable_fen", spendable.fen());
    money.set("spendable", spendable.to_display());
    money.set("region", usable.front().region.to_string());
    money.set("region_name", std::move(names));
    money.set("elsewhere", usable.back().region != till.place_of_care);
    return money;
  }
  money.set("spendable_fen", 0);
  money.set("spendable", Money().to_display());
  // The same rule that a payment asks: its refusal says why.
  const auto choice = account::choose_accounts(accounts, holds, till, Money::fen(1));
  YB_CHECK(!choice.ok(), "nothing to spend, and yet a payment is allowed");
  money.set("reasons", casework::reasons_tree(choice.refusal().reasons));
  return money;
}

// 暂停服务的机构: what it is not paid for, it is not told of either.
Verdict check_serving(const business::Actor& actor, storage::Session& session) {
  const std::string code = business::institution_of(actor);
  const auto institution = provider::find_institution(session, provider::kInstitutionOfCode, code);
  if (!institution || institution->is_active) return Nothing{};
  return refuse("institution_suspended", {{"code", code}, {"why", institution->why_suspended}});
}

Decision<PersonId> by_identity_number(const std::string& number, const business::Context& context,
                                      storage::Session& session) {
  const auto found = person::find_by_number(number, context, session);
  if (!found) return found.refusal();
  if (found->person.is_none()) {
    return refuse(RefusalKind::not_found, "person_not_registered",
                  {{"identity_number", mask_identity(found->number)}});
  }
  return found->person;
}

Decision<PersonId> by_card(const std::string& number, bool read, const business::Context& context,
                           storage::Session& session) {
  if (!read) return refuse("card_not_read");
  const Decision<PersonId> person =
      card::find_card_presenter(session, card::CardNumber(number), context);
  if (person && person->is_none()) return refuse(RefusalKind::not_found, "card_unknown");
  return person;
}

}  // namespace

Decision<Tree> answer_presented(const business::Request& request, const business::Context& context,
                                storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  const std::string number = reader.text_or("identity_number", 30, "");
  const std::string card_number = reader.text_or("card_number", 20, "");
  const bool card_read = reader.flag("card_read");
  const std::string code = reader.text_or("code", 80, "");
  const int given =
      (number.empty() ? 0 : 1) + (card_number.empty() ? 0 : 1) + (code.empty() ? 0 : 1);
  if (given != 1) reader.add({"present_one_thing", {}, {}});
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict serves = check_serving(*context.actor, session); !serves) {
    return serves.refusal();
  }

  const Decision<PersonId> found = !number.empty() ? by_identity_number(number, context, session)
                                   : !card_number.empty()
                                       ? by_card(card_number, card_read, context, session)
                                       : card::find_presenter(session, code, context);
  if (!found) return found.refusal();
  const PersonId id = *found;
  const person::Person person = person::read_person(
      rows_of(person::kPersonById, id, session).front(), *context.vault, person::Open::secrets);
  const auto stored = hold::read_holds(rows_of(hold::kHoldsOf, id, session));
  const auto cards = card::read_cards(rows_of(card::kCardsOf, id, session));
  const auto accounts = account::read_accounts(rows_of(account::kAccountsOf, id, session));
  std::vector<hold::Hold> on_money = hold::in_force(stored, context.today);
  if (person.died_on) on_money.push_back(hold::hold_of_death(*person.died_on, context.today));
  const account::Till till =
      account::till_at(context.actor->region,
                       enrolment::read_enrolments(rows_of(enrolment::kEnrolmentsOf, id, session)),
                       *context.policies, context.today);
  Tree answer = Tree::object(
      {{"person",
        context.vault->outside_id(storage::IdKind::person, id.value(), person.recorded_at)},
       {"name", mask_name(person.name)},
       {"identity_number", mask_identity(person.identity_number)},
       {"money", money_tree(accounts, on_money, till, context)},
       {"media", media_tree(cards, rows_of(card::kECertificateOf, id, session), stored, context)}});
  if (person.died_on) answer.set("died_on", person.died_on->to_string());
  return answer;
}

}  // namespace yibao::settlement
