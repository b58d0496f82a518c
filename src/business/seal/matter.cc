#include "business/seal/matter.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/application/store.h"
#include "business/casework/rules.h"
#include "business/seal/store.h"
#include "policy/policy_set.h"

namespace yibao::seal {

using application::Asked;

const Seal* Matter::standing(HoldId id) const {
  if (id.is_none()) return nullptr;
  const auto found =
      std::ranges::find_if(seals, [&](const Seal& seal) { return seal.hold.id == id; });
  return found == seals.end() ? nullptr : &*found;
}

const Seal* Matter::first_of(hold::HoldCause cause) const {
  const auto found =
      std::ranges::find_if(seals, [&](const Seal& seal) { return seal.hold.cause == cause; });
  return found == seals.end() ? nullptr : &*found;
}

Matter matter_of(const Asked& asked) {
  Decision<SealRecord> record = load_record(asked.facts, asked.person, asked.context);
  YB_CHECK(record.ok(), "an application of nobody");
  Matter matter;
  matter.record = std::move(record).value();
  read_cases(matter.record, asked.facts);  // every application asks for the cases
  matter.seals = seals_on(asked.context.today, matter.record, *asked.context.policies,
                          *asked.context.calendar);
  return matter;
}

void read_cause(business::Reader& reader, Tree& form) {
  form.set("cause", reader.code("cause", {"gap", "arrears", "transfer", "loss", "damage",
                                          "inactive", "activation_expired", "id_change", "death",
                                          "death_reported", "admin"}));
}

void read_hold(business::Reader& reader, const business::Context& context, Tree& form,
               bool required) {
  const std::string text = required ? reader.text("hold", 40) : reader.text_or("hold", 40, "");
  if (text.empty()) return;
  if (!context.vault->inside_id(storage::IdKind::hold, text)) {
    reader.add({"member_not_id", {{"member", "hold"}}, {}});
  }
  form.set("hold", text);
}

void read_day(business::Reader& reader, std::string_view name, Tree& form) {
  if (const auto day = reader.optional_date(name)) form.set(std::string(name), day->to_string());
}

void read_words(business::Reader& reader, std::string_view name, Tree& form, bool required) {
  std::string words = required ? reader.text(name, 1'000) : reader.text_or(name, 1'000, "");
  if (!words.empty()) form.set(std::string(name), std::move(words));
}

std::string form_text(const Tree& form, std::string_view name) {
  const Tree* member = form.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}

std::optional<Date> form_day(const Tree& form, std::string_view name) {
  return Date::parse(form_text(form, name));
}

HoldId form_hold(const Tree& form, const storage::Vault& vault) {
  const auto inside = vault.inside_id(storage::IdKind::hold, form_text(form, "hold"));
  return inside ? HoldId(inside->id) : HoldId();
}

std::string subject_of(const Seal& seal) {
  std::string subject(hold::to_text(seal.hold.cause));
  if (!seal.hold.id.is_none()) return subject + ":" + std::to_string(seal.hold.id.value());
  return subject + ":" + seal.hold.region.to_string();
}

std::string subject_of_order(HoldId id) {
  Seal seal;
  seal.hold.cause = hold::HoldCause::admin;
  seal.hold.id = id;
  return subject_of(seal);
}

bool is_under_review(const Asked& asked) {
  if (asked.id.is_none()) return false;
  const auto known = application::find_application(
      asked.facts.rows(application::kApplicationsOf, asked.person), asked.id);
  return known && known->state != application::State::draft;
}

std::optional<Reason> obstacle_of_office(const Seal& seal, const Matter& matter,
                                         const Asked& asked) {
  const RegionCode office = office_of(seal.hold, asked.context.today, matter.record);
  if (office == asked.region) return std::nullopt;
  return Reason{"release_other_office", {{"office", office.to_string()}}, {}};
}

std::optional<Reason> obstacle_of_document(const Asked& asked) {
  const std::optional<Date> expires_on = form_day(asked.form, "document_expires_on");
  if (!expires_on || *expires_on >= asked.context.today) return std::nullopt;
  return Reason{"identity_document_expired", {{"expired_on", expires_on->to_string()}}, {}};
}

// 身份证、户口簿等任一;年满规定年龄的凭本人身份证件(R-087).
std::vector<std::string> slots_for(const person::Person& person, std::vector<std::string> slots,
                                   const policy::ReleasePolicy& policy, Date today) {
  if (today < person.birth_date.birthday_at_age(policy.household_book_below_age.value)) {
    return slots;
  }
  for (std::string& slot : slots) {
    std::vector<std::string> any_of = casework::alternatives(slot);
    if (any_of.size() < 2) continue;
    std::erase(any_of, "household_book");
    slot.clear();
    for (const std::string& each : any_of) slot += (slot.empty() ? "" : "|") + each;
  }
  return slots;
}

void set_complex(application::Assessment& assessment, const Matter& matter, const Asked& asked) {
  const policy::ReleasePolicy& release = asked.policy().release;
  entitlement::SharedFacts facts(matter.record.person, *asked.context.policies);
  const int count = holds_within(release.complex_months.value, asked.context.today, matter.record,
                                 *asked.context.policies, facts);
  if (count < release.complex_holds.value) return;
  assessment.senior = true;
  assessment.priority = true;
  assessment.reasons.push_back({"seal_complex",
                                {{"count", std::to_string(count)},
                                 {"within_months", std::to_string(release.complex_months.value)}},
                                {release.complex_holds.citation, release.complex_months.citation}});
}

}  // namespace yibao::seal
