#include "business/inheritance/form.h"

#include "base/secret.h"
#include "business/inheritance/rules.h"
#include "business/person/name.h"
#include "business/person/reference.h"
#include "business/reader_part.h"

namespace yibao::inheritance {

namespace {

using business::Reader;

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
    if (paid_to == "account")
      reader.add({"heir_account_needs_person", {{"member", "paid_to"}}, {}});
  }
  if (paid_to == "bank") payout::read_bank(reader, context, heir);
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
    heir.share = parse_share(payout::form_text(item, "share")).value_or(Share{});
    heir.bank = payout::bank_of(item);
    heirs.push_back(std::move(heir));
  }
  return heirs;
}

}  // namespace yibao::inheritance
