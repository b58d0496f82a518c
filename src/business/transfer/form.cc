#include "business/transfer/form.h"

#include <algorithm>

#include "base/identity_document.h"
#include "base/region_table.h"
#include "business/casework/material_kinds.h"
#include "business/casework/stored_json.h"
#include "business/payout/form.h"
#include "business/person/name.h"
#include "business/pooling_region.h"
#include "business/transfer/certificate.h"

namespace yibao::transfer {

namespace {

RegionCode read_place(business::Reader& reader, const char* name,
                      const business::Context& context) {
  return business::covering_region(reader, reader.region(name), context);
}

// 持参保凭证申请转入的,转出地按凭证填写. Of a number of somebody else nothing is told.
RegionCode origin_of_certificate(business::Reader& reader, const std::string& number,
                                 PersonId person, storage::Session& session) {
  const auto certificate = find_certificate(number, session);
  if (certificate && certificate->person == person) return certificate->region;
  reader.add({"certificate_unknown", {}, {}}, RefusalKind::refused);
  return {};
}

void read_places(business::Reader& reader, Form& form, const business::Context& context,
                 PersonId person, storage::Session& session) {
  const bool certified = !reader.has("origin") && !form.certificate_number.empty();
  form.places.origin = certified
                           ? origin_of_certificate(reader, form.certificate_number, person, session)
                           : read_place(reader, "origin", context);
  form.places.target = read_place(reader, "target", context);
  const std::string scheme = reader.code_or("origin_scheme", {"employee", "resident"}, "employee");
  form.origin_scheme = enrolment::parse_scheme(scheme).value_or(Scheme::employee);
  const std::optional<RegionCode> zone = reader.optional_region("zone");
  if (!reader.ok_so_far()) return;
  if (form.places.origin == form.places.target) {
    reader.add({"same_region", {{"origin", form.places.origin.to_string()}}, {}});
  }
  // 地方专区: chosen by the province of the original place.
  if (zone && zone->province() != form.places.origin.province()) {
    reader.add({"zone_mismatch",
                {{"zone", zone->to_string()}, {"origin", form.places.origin.to_string()}},
                {}});
  }
}

void read_identity(business::Reader& reader, Form& form, Date today) {
  form.name = person::read_name(reader);
  form.identity_kind = reader.text_or("identity_kind", 60, "citizen_identity_card");
  const std::string number = reader.text("identity_number", 40);
  const auto kind = parse_identity_kind(form.identity_kind);
  if (!kind) {
    reader.add({"identity_kind_unknown", {{"member", "identity_kind"}}, {}});
    return;
  }
  if (number.empty()) return;
  const Decision<IdentityFacts> identity = check_identity(*kind, number, today);
  if (identity) {
    form.identity_number = identity->number;
  } else {
    for (const Reason& reason : identity.refusal().reasons) reader.add(reason);
  }
}

void read_bank(business::Reader& reader, Form& form) {
  const std::string number = reader.text_or("bank_account", 30, "");
  form.bank_holder = person::read_name_if_given(reader, "bank_holder");
  if (number.empty()) return;
  if (!payout::is_bank_account(number)) reader.add({"bank_account_shape", {}, {}});
  if (!payout::is_held_by(form.bank_holder, form.name))
    reader.add({"bank_account_of_another", {}, {}});
  form.bank_account = BankAccount(number);
}

// Ticked off at a counter, from the paper in the officer's hand.
void read_sighted(business::Reader& reader, Form& form, const business::Context& context) {
  form.certificate_on_paper = reader.flag("certificate_on_paper");
  form.sighted = casework::read_slots(reader, "sighted");
  if ((!form.sighted.empty() || form.certificate_on_paper) && !context.actor->is_officer()) {
    reader.add({"sighted_by_officers_only", {{"member", "sighted"}}, {}});
  }
}

}  // namespace

Form read_form(business::Reader& reader, const business::Context& context, PersonId person,
               storage::Session& session) {
  Form form;
  read_identity(reader, form, context.today);
  form.certificate_number = reader.text_or("certificate_number", 40, "");
  read_places(reader, form, context, person, session);
  read_bank(reader, form);
  read_sighted(reader, form, context);
  return form;
}

Tree form_tree(const Form& form, const MoneyPlan& money, const business::Context& context) {
  Tree tree = Tree::object({{"name", form.name},
                            {"identity_kind", form.identity_kind},
                            {"identity_number", mask_identity(form.identity_number)},
                            {"origin", form.places.origin.to_string()},
                            {"origin_name", context.regions->full_name(form.places.origin)},
                            {"target", form.places.target.to_string()},
                            {"target_name", context.regions->full_name(form.places.target)},
                            {"route", std::string(to_text(money.route))},
                            {"certificate_number", form.certificate_number},
                            {"certificate_on_paper", form.certificate_on_paper}});
  if (form.origin_scheme == Scheme::resident) {
    tree.set("origin_scheme", std::string(enrolment::to_text(form.origin_scheme)));
  }
  if (!form.bank_account.empty()) {
    tree.set("bank_account", mask_bank_account(form.bank_account));
    tree.set("bank_holder", form.bank_holder);
  }
  tree.set("sighted", casework::texts_tree(form.sighted));
  return tree;
}

std::string form_text(const Tree& form, std::string_view name) {
  const Tree* member = form.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : std::string();
}

bool form_flag(const Tree& form, std::string_view name) {
  const Tree* member = form.find(name);
  return member != nullptr && member->boolean() != nullptr && *member->boolean();
}

std::vector<std::string> required_slots(Desk desk, const policy::RegionPolicy& origin) {
  return desk == Desk::counter ? origin.transfer.materials_counter.value
                               : origin.transfer.materials_online.value;
}

}  // namespace yibao::transfer
