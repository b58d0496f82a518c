#include "business/payout/form.h"

#include "base/csv_text.h"
#include "base/secret.h"
#include "business/payout/store.h"
#include "business/person/name.h"
#include "storage/digest.h"
#include "storage/encoding.h"

namespace yibao::payout {

std::string read_holder(business::Reader& reader, std::string_view member,
                        std::size_t characters_max) {
  std::string holder = reader.text(member, characters_max);
  if (csv::begins_formula(holder)) {
    reader.add({"holder_begins_with_sign", {{"member", std::string(member)}}, {}});
  }
  return holder;
}

bool is_held_by(std::string_view holder, std::string_view name) {
  return !name.empty() && person::is_same_name(name, holder);
}

void read_bank(business::Reader& reader, const business::Context& context, Tree& form) {
  const std::string number = reader.text("bank_account", 30);
  const std::string holder = read_holder(reader, "bank_holder");
  if (number.empty() || holder.empty()) return;
  if (!is_bank_account(number)) {
    reader.add({"bank_account_shape", {{"member", "bank_account"}}, {}});
    return;
  }
  form.set("bank_account", mask_bank_account(BankAccount(number)));
  form.set("bank_holder", holder);
  form.set("bank_sealed", storage::to_hex(context.vault->seal(kBankPurpose, number).data));
}

Bank bank_of(const Tree& form) {
  const std::string sealed = form_text(form, "bank_sealed");
  if (sealed.empty()) return {};
  const auto bytes = storage::decode_hex(sealed);
  YB_CHECK(bytes.has_value(), "a sealed bank account that is none");
  return {*bytes, form_text(form, "bank_holder")};
}

std::string form_text(const Tree& form, std::string_view name) {
  const Tree* member = form.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : std::string();
}

}  // namespace yibao::payout
