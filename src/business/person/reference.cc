#include "business/person/reference.h"

#include <algorithm>

#include "business/person/by_number.h"
#include "business/person/name.h"
#include "business/person/store.h"
#include "business/reader_part.h"

namespace yibao::person {

namespace {

// As it was said: one of the two.
struct Said {
  std::optional<std::int64_t> id;
  std::string number;
  std::optional<IdentityKind> kind;
};

Said read_said(business::Reader& reader) {
  Said said;
  said.id = reader.optional_id("person", storage::IdKind::person);
  said.number = reader.text_or("identity_number", 30, "");
  said.kind = read_kind(reader, said.number);
  if (said.id.has_value() != said.number.empty()) {
    reader.add({"person_or_identity_number", {}, {}});
  }
  return said;
}

// None: nobody is registered under it, or the number is none (told to the reader).
PersonId find_said(const Said& said, business::Reader& reader, const business::Context& context,
                   storage::Session& session) {
  if (said.id) return PersonId(*said.id);
  const Decision<IdentityFacts> facts = check_identity(*said.kind, said.number, context.today);
  if (facts) return find_person(session, *context.vault, *said.kind, facts->number);
  reader.add(facts.refusal().reasons.front());
  return {};
}

std::optional<Person> person_of(PersonId id, const business::Context& context,
                                storage::Session& session) {
  const storage::Value key[] = {storage::Value(id.value())};
  const storage::Rows rows = session.select_keyed(kPersonById, key).front();
  if (rows.empty()) return std::nullopt;
  return read_person(rows.front(), *context.vault, Open::nothing);
}

Named named_as(const Person& person, const business::Context& context) {
  return {person.id,
          context.vault->outside_id(storage::IdKind::person, person.id.value(), person.recorded_at),
          mask_name(person.name)};
}

bool is_own(PersonId person, const business::Actor& actor) {
  return !person.is_none() && (person == actor.person() || person == actor.acts_for);
}

// 姓名与证件号码一并核对: somebody is asked for in every case, so that the time tells no more than
// the answer.
Named read_confirmed(const Said& said, const std::string& name, business::Reader& reader,
                     const business::Context& context, storage::Session& session) {
  const PersonId id = find_said(said, reader, context, session);
  if (!reader.ok_so_far()) return {};
  const std::optional<Person> person = person_of(id, context, session);
  const bool own = is_own(id, *context.actor);
  if (!own && name.empty()) {
    reader.add({"member_missing", {{"member", "name"}}, {}});
    return {};
  }
  const bool fits = person && (name.empty() || is_same_name(person->name, name)) &&
                    check_not_merged(*person, context).ok();
  if (fits) return named_as(*person, context);
  reader.add(not_confirmed().reasons.front(), not_confirmed().kind);
  return {};
}

}  // namespace

Refusal not_confirmed() {
  return refuse(RefusalKind::not_found, "named_person_not_confirmed");
}

Refusal employee_not_confirmed() {
  return refuse("employee_not_confirmed");
}

bool names_as_stranger(const business::Actor& actor) {
  return actor.is(business::Role::participant);
}

PersonId read_reference(business::Reader& reader, const business::Context& context,
                        storage::Session& session) {
  const Said said = read_said(reader);
  if (!reader.ok_so_far()) return {};
  const PersonId person = find_said(said, reader, context, session);
  if (person.is_none() && reader.ok_so_far()) {
    const Decision<IdentityFacts> facts = check_identity(*said.kind, said.number, context.today);
    reader.add({"person_not_registered", {{"identity_number", mask_identity(facts->number)}}, {}},
               RefusalKind::not_found);
  }
  return person;
}

PersonId read_employee(business::Reader& reader, const std::string& name,
                       const business::Context& context, storage::Session& session) {
  const Said said = read_said(reader);
  if (!reader.ok_so_far()) return {};
  const PersonId id = find_said(said, reader, context, session);
  if (!reader.ok_so_far()) return {};
  const std::optional<Person> person = person_of(id, context, session);
  if (person && is_same_name(person->name, name)) return id;
  reader.add(employee_not_confirmed().reasons.front(), employee_not_confirmed().kind);
  return {};
}

Named read_named(business::Reader& reader, const business::Context& context,
                 storage::Session& session) {
  const std::string name = read_name_if_given(reader);
  if (names_as_stranger(*context.actor)) {
    const Said said = read_said(reader);
    if (!reader.ok_so_far()) return {};
    return read_confirmed(said, name, reader, context, session);
  }
  const PersonId id = read_reference(reader, context, session);
  if (id.is_none()) return {};
  const std::optional<Person> person = person_of(id, context, session);
  if (!person) {  // an id of ours that nobody has
    reader.add({"not_found", {{"member", "person"}}, {}}, RefusalKind::not_found);
    return {};
  }
  if (const Verdict own = check_not_merged(*person, context); !own) {
    reader.add(own.refusal().reasons.front(), RefusalKind::refused);
  }
  if (!name.empty() && !is_same_name(person->name, name)) {
    reader.add({"name_does_not_match", {{"member", "name"}}, {}}, RefusalKind::refused);
  }
  return named_as(*person, context);
}

Named read_named_member(business::Reader& reader, std::string_view name,
                        const business::Request& request, const business::Context& context,
                        storage::Session& session) {
  Named named;
  const Tree* member = reader.object(name);
  if (member == nullptr) return named;
  business::read_part(reader, request, context, *member,
                      [&](business::Reader& part, const business::Request&) {
                        named = read_named(part, context, session);
                      });
  return named;
}

namespace {

bool is_id_of_other(const Tree& tree, const business::Context& context) {
  const std::string* text = tree.text();
  if (text == nullptr) return false;
  const auto inside = context.vault->inside_id(storage::IdKind::person, *text);
  return inside && PersonId(inside->id) != context.actor->person();
}

// Kept encrypted in the form: a bank account, whose masked number stands beside it.
bool is_sealed(std::string_view name) {
  return name.ends_with("_sealed");
}

// Without the values and members that `hides` names, all the way down.
template<typename Hides>
Tree without(const Tree& tree, const Hides& hides) {
  if (const Tree::List* list = tree.list(); list != nullptr) {
    Tree kept = Tree(Tree::List{});
    for (const Tree& each : *list) {
      if (!hides("", each)) kept.push(without(each, hides));
    }
    return kept;
  }
  const Tree::Members* members = tree.members();
  if (members == nullptr) return tree;
  Tree kept = Tree(Tree::Members{});
  for (const auto& [name, each] : *members) {
    if (!hides(name, each)) kept.set(name, without(each, hides));
  }
  return kept;
}

constexpr int kLookedUpMax = 50;  // of one body; what is named beyond still counts

class Names {
 public:
  Names(const business::Context& context, storage::Session& session)
      : context_(context), session_(session) {}

  void walk(const Tree& tree) {
    if (const Tree::List* list = tree.list(); list != nullptr) {
      for (const Tree& each : *list) walk(each);
    }
    const Tree::Members* members = tree.members();
    if (members == nullptr) return;
    for (const auto& [name, each] : *members) {
      if (each.text() == nullptr) {
        walk(each);
      } else if (name.ends_with("identity_number")) {
        add_number(*each.text(), tree.find("identity_kind"), tree.find("name"));
      } else if (name == "person" || name == "agent") {
        const auto inside = context_.vault->inside_id(storage::IdKind::person, *each.text());
        if (inside) add(PersonId(inside->id));
      }
    }
  }
  NamedOthers take() { return std::move(found_); }

 private:
  void add_number(const std::string& number, const Tree* said, const Tree* name) {
    IdentityKind kind = kind_of_number(number);
    if (said != nullptr && said->text() != nullptr) {
      kind = parse_identity_kind(*said->text()).value_or(kind);
    }
    const Decision<IdentityFacts> facts = check_identity(kind, number, context_.today);
    if (!facts) return;  // nobody can have it
    if (++found_.numbers > kLookedUpMax) return;
    const PersonId person = find_person(session_, *context_.vault, kind, facts->number);
    if (is_own(person, *context_.actor)) {
      --found_.numbers;
      return;
    }
    add(person);
    const std::optional<Person> known = person_of(person, context_, session_);
    const bool confirmed = known && name != nullptr && name->text() != nullptr &&
                           is_same_name(known->name, *name->text());
    if (confirmed) return;
    ++found_.unconfirmed;
    if (known) found_.misnamed.push_back(person);
  }
  void add(PersonId person) {
    if (person.is_none() || is_own(person, *context_.actor)) return;
    if (std::ranges::find(found_.people, person) == found_.people.end()) {
      found_.people.push_back(person);
    }
  }

  const business::Context& context_;
  storage::Session& session_;
  NamedOthers found_;
};

}  // namespace

Tree without_secrets(const Tree& form) {
  return without(form, [](std::string_view name, const Tree&) { return is_sealed(name); });
}

Tree form_shown(const Tree& form, const business::Context& context) {
  const bool stranger = names_as_stranger(*context.actor);
  return without(form, [&](std::string_view name, const Tree& each) {
    return is_sealed(name) || (stranger && is_id_of_other(each, context));
  });
}

NamedOthers named_others(const Tree& body, const business::Context& context,
                         storage::Session& session) {
  Names names(context, session);
  names.walk(body);
  return names.take();
}

}  // namespace yibao::person
