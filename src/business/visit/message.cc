#include "business/visit/message.h"

#include <algorithm>

#include "business/card/e_certificate.h"
#include "business/person/by_number.h"
#include "business/person/name.h"
#include "business/person/numbers.h"
#include "business/person/store.h"
#include "business/provider/numbers.h"

namespace yibao::visit {

namespace {

hold::Medium medium_of(const std::string& certificate_kind) {
  if (certificate_kind == "01") return hold::Medium::e_certificate;
  return certificate_kind == "03" ? hold::Medium::card : hold::Medium::id_card;
}

// GB 11643: the last place is X; readers and senders write x too, and letters of other documents.
std::string in_capitals(std::string number) {
  for (char& c : number) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return number;
}

Named named_of(const provider::Message& message, std::string_view node) {
  Named named;
  named.certificate_kind = message.text(node, "mdtrt_cert_type");
  named.certificate_number = message.text(node, "mdtrt_cert_no");
  named.identity_number = in_capitals(message.text(node, "certno"));
  named.name = message.text(node, "psn_name");
  if (medium_of(named.certificate_kind) == hold::Medium::id_card) {
    named.certificate_number = in_capitals(named.certificate_number);
  }
  // A card whose serial was read from it; a number that was typed has none.
  const bool read = !message.text(node, "card_sn").empty();
  named.presented =
      card::Presented::of(medium_of(named.certificate_kind), named.certificate_number, read);
  return named;
}

// By the kind that the sender names; then, where it names none, or calls it by a number of its own
// (R37), or its machine says "identity card" of all that it reads, by what the number looks like.
PersonId find_by_identity(const std::string& kind, const std::string& number,
                          const business::Context& context, storage::Session& session) {
  const auto named = kind.empty() ? std::nullopt : identity_kind_of_national_code(kind);
  if (named) {
    const auto facts = check_identity(*named, number, context.today);
    const PersonId person =
        facts ? person::find_person(session, *context.vault, *named, facts->number) : PersonId();
    if (!person.is_none()) return person;
  }
  const auto found = person::find_by_number(number, context, session);
  return found ? found->person : PersonId();
}

std::vector<person::FormerDocument> former_of(PersonId person, const business::Context& context,
                                              storage::Session& session) {
  const storage::Value keys[] = {storage::Value(person.value())};
  return person::read_former(session.select_keyed(person::kFormerIdentitiesOf, keys).front(),
                             *context.vault);
}

// The number or the name that somebody has, or had on a document before.
template<class Same>
bool has_or_had(const Named& named, bool has, Same same) {
  return has || std::ranges::any_of(named.former, same);
}

}  // namespace

Decision<PersonId> read_person(const provider::Message& message, std::string_view node,
                               const business::Context& context) {
  const std::string number = message.text(node, "psn_no");
  const std::optional<std::string> outside = provider::outside_id(number);
  const auto inside =
      outside ? context.vault->inside_id(storage::IdKind::person, *outside) : std::nullopt;
  if (!inside) return refuse(RefusalKind::not_found, "person_unknown", {{"psn_no", number}});
  return PersonId(inside->id);
}

Decision<Named> read_named(const provider::Message& message, std::string_view node,
                           const business::Context& context, storage::Session& session) {
  const Decision<PersonId> person = read_person(message, node, context);
  if (!person) return person.refusal();
  Named named = named_of(message, node);
  named.person = *person;
  named.former = former_of(*person, context, session);
  return named;
}

Decision<Named> find_shown(const provider::Message& message, std::string_view node,
                           const business::Context& context, storage::Session& session) {
  Named named = named_of(message, node);
  const std::string kind = message.text(node, "psn_cert_type");
  switch (named.presented.medium()) {
    case hold::Medium::id_card:
      named.person = find_by_identity(kind, named.certificate_number, context, session);
      break;
    case hold::Medium::card:
      if (const auto shown = card::find_card_presenter(
              session, card::CardNumber(named.certificate_number), context);
          shown) {
        named.person = *shown;
      } else {
        return shown.refusal();
      }
      break;
    case hold::Medium::e_certificate:
      // 扫码就医,无需其他证件: the code says who is there. It is not used up by asking.
      if (!named.certificate_number.empty()) {
        const auto shown = card::find_presenter(session, named.certificate_number, context);
        if (!shown) return shown.refusal();
        // A code of a number that was merged since serves nobody: it would not be taken later.
        if (person::load_way(*shown, session).kept != *shown) return refuse("code_unknown");
        named.person = *shown;
      } else {
        named.person = find_by_identity(kind, named.identity_number, context, session);
      }
      break;
  }
  if (named.person.is_none()) {
    return refuse(RefusalKind::not_found, "person_unknown",
                  {{"certificate_kind", named.certificate_kind}});
  }
  named.former = former_of(named.person, context, session);
  return named;
}

std::string psn_no(PersonId person, Instant recorded_at, const business::Context& context) {
  return provider::short_id(
      context.vault->outside_id(storage::IdKind::person, person.value(), recorded_at));
}

Verdict check_certificate(const Named& named, const person::Person& person) {
  const std::string number = person.identity_number.reveal();
  const auto is_theirs = [&](const std::string& sent) {
    return has_or_had(named, sent == number,
                      [&](const auto& former) { return former.number.reveal() == sent; });
  };
  const bool other_card =
      named.presented.medium() == hold::Medium::id_card && !is_theirs(named.certificate_number);
  const bool other_number = !named.identity_number.empty() && !is_theirs(named.identity_number);
  if (other_card || other_number) return refuse("certificate_not_of_person");
  const bool same_name =
      named.name.empty() ||
      has_or_had(named, person::is_same_name(person.name, named.name),
                 [&](const auto& former) { return person::is_same_name(former.name, named.name); });
  if (!same_name) return refuse("name_differs");
  return Nothing{};
}

Verdict check_certificate(const Named& named, const person::Person& kept,
                          const storage::Rows& numbers, const business::Context& context) {
  Verdict his = check_certificate(named, kept);
  for (const storage::Row& row : numbers) {
    if (his) return his;
    const person::Person other = person::read_person(row, *context.vault, person::Open::secrets);
    if (other.id != kept.id && check_certificate(named, other)) return Nothing{};
  }
  return his;
}

}  // namespace yibao::visit
