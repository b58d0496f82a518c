#include "business/sign_in/identifier.h"

#include "business/card/store.h"
#include "business/person/by_number.h"
#include "business/person/rules.h"
#include "business/sign_in/store.h"

namespace yibao::sign_in {

namespace {

PersonId person_behind(const storage::KeyedSelect& select, const storage::Bytes& key,
                       std::size_t column, storage::Session& session) {
  const storage::Value keys[] = {storage::Value(key)};
  const storage::Rows rows = session.select_keyed(select, keys).front();
  return rows.empty() ? PersonId() : PersonId(rows.front()[column].integer());
}

}  // namespace

PersonId person_of_insurance_number(const std::string& number, const business::Context& context,
                                    storage::Session& session) {
  return person_behind(kPersonOfInsuranceNumber, insurance_claim(*context.vault, number), 1,
                       session);
}

// Every number is looked for under every kind that it has the shape of; the first that is
// somebody's counts.
PersonId person_of_identifier(const std::string& typed, const business::Context& context,
                              storage::Session& session) {
  if (person::is_mobile_number(typed)) {
    const Phone phone(typed);
    const PersonId person =
        person_behind(kPersonOfPhone, phone_hash(*context.vault, phone), 1, session);
    if (!person.is_none()) return person;
  }
  if (const auto found = person::find_by_number(typed, context, session); found) {
    if (!found->person.is_none()) return found->person;
  }
  const storage::Bytes card = card::card_claim(*context.vault, card::CardNumber(typed));
  if (const PersonId person = person_behind(card::kCardOfNumber, card, 2, session);
      !person.is_none()) {
    return person;
  }
  return person_of_insurance_number(typed, context, session);
}

}  // namespace yibao::sign_in
