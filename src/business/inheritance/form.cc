#include "business/inheritance/form.h"

#include "base/secret.h"
#include "business/inheritance/rules.h"
#include "business/person/name.h"
#include "business/person/reference.h"
#include "business/person/store.h"
#include "business/reader_part.h"
#include "storage/digest.h"
#include "storage/encoding.h"

namespace yibao::inheritance {

namespace {

using business::Reader;

constexpr std::string_view kNamePurpose = "inheritance.name";

std::string sealed_name(const std::string& name, const business::Context& context) {
  return storage::to_hex(context.vault->seal(kNamePurpose, name).data);
}

std::string name_in(const Tree& form, std::string_view member, const storage::Vault& vault) {
  const std::string sealed = payout::form_text(form, member);
  if (sealed.empty()) return {};
  const auto bytes = storage::decode_hex(sealed);
  YB_CHECK(bytes.has_value(), "a sealed name that is none");
  return vault.open(kNamePurpose, storage::Bytes{*bytes});
}

// 无民事行为能力人、未成年人的份额由监护人代为受领 (民法典第二十三条、第三十四条).
void read_guardian(Reader& reader, const business::Context& context, Tree& heir) {
  const std::string guardian = person::read_name_if_given(reader, "guardian");
  if (guardian.empty()) return;
  heir.set("guardian", mask_name(guardian));
  heir.set("guardian_sealed", sealed_name(guardian, context));
}

// An heir who is on record is named by person or identity number; one who is not, by name.
Tree read_heir(Reader& reader, const business::Request& part, const business::Context& context,
               storage::Session& session) {
  Tree heir = Tree(Tree::Members{});
  const std::string share_text = reader.text("share", 20);
  const std::optional<Share> share = parse_share(share_text);
  if (!share && reader.ok_so_far()) reader.add({"share_shape", {{"member", "share"}}, {}});
  if (share) heir.set("share", share->to_string());
  const std::string paid_to = reader.code("paid_to", {"account", "bank"});
  heir.set("paid_to", paid_to);
  const bool on_record =
      part.body.find("person") != nullptr || part.body.find("identity_number") != nullptr;
  if (on_record) {
    const person::Named told = person::read_named(reader, context, session);
    heir.set("person", told.id);
    heir.set("name", told.name);
  } else {
    const std::string name = person::read_name(reader);
    heir.set("name", mask_name(name));
    heir.set("name_sealed", sealed_name(name, context));
    if (paid_to == "account")
      reader.add({"heir_account_needs_person", {{"member", "paid_to"}}, {}});
  }
  if (paid_to == "bank") {
    payout::read_bank(reader, context, heir);
    read_guardian(reader, context, heir);
  }
  return heir;
}

void check_whole(Reader& reader, const std::vector<Share>& shares) {
  if (!reader.ok_so_far() || shares.empty()) return;
  const Verdict whole = check_shares(shares);
  if (!whole) reader.add(whole.refusal().reasons.front(), RefusalKind::refused);
}

PersonId person_in(const Tree& form, std::string_view name, const storage::Vault& vault) {
  const std::string text = payout::form_text(form, name);
  if (text.empty()) return {};
  const auto id = vault.inside_id(storage::IdKind::person, text);
  return id ? PersonId(id->id) : PersonId();
}

}  // namespace

void read_parties(Reader& reader, const business::Request& request,
                  const business::Context& context, storage::Session& session, Tree& form) {
  const person::Named deceased =
      person::read_named_member(reader, "deceased", request, context, session);
  form.set("deceased", deceased.id);
  form.set("deceased_name", deceased.name);
  const Tree::List* list = reader.list("heirs", kHeirsMax);
  if (list == nullptr) return;
  if (list->empty()) reader.add({"member_empty", {{"member", "heirs"}}, {}});
  Tree heirs = Tree(Tree::List{});
  std::vector<Share> shares;
  business::read_items(reader, request, context, "heirs", *list,
                       [&](Reader& part, const business::Request& inner) {
                         Tree heir = read_heir(part, inner, context, session);
                         if (const auto share = parse_share(payout::form_text(heir, "share"))) {
                           shares.push_back(*share);
                         }
                         heirs.push(std::move(heir));
                       });
  form.set("heirs", std::move(heirs));
  check_whole(reader, shares);
}

PersonId deceased_of(const Tree& form, const storage::Vault& vault) {
  return person_in(form, "deceased", vault);
}

std::vector<Heir> heirs_of(const Tree& form, const storage::Vault& vault) {
  std::vector<Heir> heirs;
  const Tree* list = form.find("heirs");
  if (list == nullptr || list->list() == nullptr) return heirs;
  for (const Tree& item : *list->list()) {
    Heir heir;
    heir.person = person_in(item, "person", vault);
    heir.name = payout::form_text(item, "name");
    heir.full_name = name_in(item, "name_sealed", vault);
    heir.guardian = name_in(item, "guardian_sealed", vault);
    heir.share = parse_share(payout::form_text(item, "share")).value_or(Share{});
    heir.bank = payout::bank_of(item);
    heirs.push_back(std::move(heir));
  }
  return heirs;
}

namespace {

std::string name_on_record(PersonId person, const business::Context& context,
                           storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  if (rows.empty()) return {};
  return person::read_person(rows.front(), *context.vault, person::Open::nothing).name;
}

}  // namespace

void show_in_full(Tree& form, const business::Context& context, storage::Session& session) {
  const storage::Vault& vault = *context.vault;
  form.set("deceased_full_name", name_on_record(deceased_of(form, vault), context, session));
  const Tree* list = form.find("heirs");
  if (list == nullptr || list->list() == nullptr) return;
  const std::vector<Heir> heirs = heirs_of(form, vault);
  Tree shown = Tree(Tree::List{});
  for (std::size_t i = 0; i < heirs.size(); ++i) {
    const Heir& heir = heirs[i];
    Tree item = (*list->list())[i];
    item.set("full_name", heir.person.is_none() ? heir.full_name
                                                : name_on_record(heir.person, context, session));
    if (!heir.guardian.empty()) item.set("guardian_full_name", heir.guardian);
    shown.push(std::move(item));
  }
  form.set("heirs", std::move(shown));
}

}  // namespace yibao::inheritance
