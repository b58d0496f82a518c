// The application form of a transfer: read strictly, kept masked, confirmed by its digest.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/secret.h"
#include "base/tree.h"
#include "business/reader.h"
#include "business/transfer/facts.h"
#include "business/transfer/plan_money.h"

namespace yibao::transfer {

// What the applicant writes. The numbers are checked and never kept in clear.
struct Form {
  std::string name;
  std::string identity_kind;
  IdentityNumber identity_number;
  Places places;
  Scheme origin_scheme = Scheme::employee;  // 转出地险种, of an origin on no system
  std::string certificate_number;           // empty: none
  bool certificate_on_paper = false;
  BankAccount bank_account;  // the person's own; empty: none
  std::string bank_holder;
  std::vector<std::string> sighted;  // slots that an officer has seen
};

// All mistakes are added to the reader. An origin that is not named is the one that has issued the
// certificate to this person.
Form read_form(business::Reader& reader, const business::Context& context, PersonId person,
               storage::Session& session);

// The form as it is kept and confirmed: nothing in it that must stay sealed.
Tree form_tree(const Form& form, const MoneyPlan& money, const business::Context& context);

// What the stored form says; empty and false where it does not.
std::string form_text(const Tree& form, std::string_view name);
bool form_flag(const Tree& form, std::string_view name);

// The slots that policy requires at this desk.
std::vector<std::string> required_slots(Desk desk, const policy::RegionPolicy& origin);
using casework::desk_of;

}  // namespace yibao::transfer
