#include "business/card/telephone.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/access.h"
#include "business/card/attempts.h"
#include "business/card/commands_activation.h"
#include "business/card/holds.h"
#include "business/card/store.h"
#include "business/casework/material_kinds.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/by_number.h"
#include "business/person/phone.h"
#include "business/person/rules.h"
#include "policy/policy_set.h"

namespace yibao::card {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer},      {"password_hash", ColumnType::bytes},
    {"challenge", ColumnType::integer},      {"challenge_until", ColumnType::integer},
    {"challenge_used", ColumnType::integer}, {"recorded_at", ColumnType::integer}};

constexpr std::size_t kDigits = 6;

bool is_digits(std::string_view text, std::size_t count) {
  return text.size() == count &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// All the same, or one step up or down each: 000000, 123456, 654321.
bool is_guessed_first(std::string_view digits) {
  const int step = digits[1] - digits[0];
  if (step < -1 || step > 1) return false;
  for (std::size_t i = 1; i < digits.size(); ++i) {
    if (digits[i] - digits[i - 1] != step) return false;
  }
  return true;
}

storage::Bytes password_hash(const storage::Vault& vault, PersonId person,
                             const std::string& digits) {
  return vault.keyed_hash("telephone.password", std::to_string(person.value()) + ":" + digits);
}

// On a telephone the X of an identity number is a star.
std::string dialled(std::string text) {
  std::ranges::replace(text, '*', 'X');
  return text;
}

}  // namespace

const storage::Table kTelephoneFactor{83,
                                      "telephone_factor",
                                      kColumns,
                                      1,
                                      storage::Owner::person,
                                      0,
                                      storage::Mutability::mutable_rows};

const storage::KeyedSelect kTelephoneFactorOf{
    "telephone_factor_of",
    "SELECT person_id, password_hash, challenge, challenge_until, challenge_used, recorded_at "
    "FROM telephone_factor WHERE person_id {key} ORDER BY person_id"};

bool is_enquiry_password(const storage::Facts& facts, const storage::Vault& vault, PersonId person,
                         const std::string& digits) {
  const storage::Bytes given = password_hash(vault, person, digits);
  const storage::Rows& rows = facts.rows(kTelephoneFactorOf, person);
  return !rows.empty() && !rows.front()[1].is_null() && rows.front()[1].bytes() == given;
}

std::string telephone_code(const storage::Vault& vault, std::int64_t challenge) {
  const storage::Bytes hash = vault.keyed_hash("telephone.code", std::to_string(challenge));
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = number << 8U | std::uint32_t{static_cast<unsigned char>(hash.data[i])};
  }
  std::string digits = std::to_string(number % 1'000'000);
  return std::string(kDigits - digits.size(), '0') + digits;
}

business::CommandOrRefusal SetEnquiryPassword::parse(const business::Request& request,
                                                     const business::Context& context,
                                                     storage::Session&) {
  auto command = std::make_unique<SetEnquiryPassword>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  const std::string digits = reader.text("password", kDigits);
  if (reader.ok_so_far() && !is_digits(digits, kDigits)) {
    reader.add({"enquiry_password_shape", {{"member", "password"}}, {}});
  } else if (reader.ok_so_far() && is_guessed_first(digits)) {
    reader.add({"enquiry_password_too_simple", {{"member", "password"}}, {}});
  }
  command->sighted_ = casework::read_slots(reader, "sighted");
  if (!command->sighted_.empty() && !context.actor->is_officer()) {
    reader.add({"sighted_by_officers_only", {{"member", "sighted"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->password_hash_ = password_hash(*context.vault, command->person_, digits);
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> SetEnquiryPassword::subjects() const {
  return {storage::Subject::person(person_)};
}

void SetEnquiryPassword::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(kTelephoneFactorOf, person_);
  needs.add(person::kInsuredRegionsOf, person_);
}

Verdict SetEnquiryPassword::authorise(const business::Actor& actor,
                                      const storage::Facts& facts) const {
  if (actor.is_officer()) return person::may_serve(actor, person_, facts);
  return business::may_act_for(actor, person_);
}

Decision<storage::Plan> SetEnquiryPassword::decide(const storage::Facts& facts,
                                                   const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  const business::Actor& actor = *context.actor;
  const bool sighted = std::ranges::find(sighted_, "identity_document") != sighted_.end();
  if (actor.is_officer() && !sighted) {
    return refuse("materials_missing", {{"items", "identity_document"}});
  }
  const storage::Rows& rows = facts.rows(kTelephoneFactorOf, person_);
  storage::Row row = rows.empty() ? storage::Row{person_.value(), {}, {}, {}, 0, 0} : rows.front();
  row[1] = password_hash_;
  row[5] = context.now.milliseconds();
  storage::Plan plan;
  plan.event = "enquiry_password_set";
  plan.save(kTelephoneFactor, std::move(row), rows.empty());
  if (actor.is_officer()) {
    plan.notify(person_, "enquiry_password_set_at_counter", {{"office", actor.region.to_string()}});
  } else {
    plan.notify(person_, "enquiry_password_set", {});
  }
  plan.answer = Tree::object({{"set_on", context.today.to_string()}});
  return plan;
}

business::CommandOrRefusal ActivateByTelephone::parse(const business::Request& request,
                                                      const business::Context& context,
                                                      storage::Session& session) {
  auto command = std::make_unique<ActivateByTelephone>();
  auto reader = business::Reader::body(request, context);
  const RegionCode region = reader.region("region");
  if (!region.is_none()) command->region_ = context.regions->pooling_region(region);
  const std::string identity = dialled(reader.text("identity_number", 30));
  const std::string number = dialled(reader.text("card_number", 20));
  const std::string caller = reader.text("caller", 40);
  const std::string factor = reader.code_or("factor", {"password", "code"}, "");
  command->value_ = reader.text_or("value", 20, "");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->factor_ = factor == "password" ? Factor::password
                     : factor == "code"   ? Factor::code
                                          : Factor::none;
  command->number_ = CardNumber(number);
  // Who withholds their number is no one source: then the number that is asked about is.
  const std::string source = caller == kWithheld ? caller + ":" + identity : caller;
  command->source_day_ = source_day(*context.vault, "telephone:" + source, context.today);
  const auto found = person::find_by_number(identity, context, session);
  if (found) command->person_ = found->person;
  command->phone_in_doubt_ =
      found && person::is_phone_in_doubt(found->person, *context.vault, session);
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ActivateByTelephone::subjects() const {
  if (person_.is_none()) return {storage::Subject::region(region_)};
  return {storage::Subject::person(person_)};
}

void ActivateByTelephone::need(storage::Needs& needs) const {
  needs.add(kAttemptsOfSource, Value(source_day_));
  if (person_.is_none()) return;
  needs.add(kAttemptsOf, person_);
  needs.add(person::kPersonById, person_);
  needs.add(kCardsOf, person_);
  needs.add(hold::kHoldsOf, person_);
  needs.add(kTelephoneFactorOf, person_);
}

Verdict ActivateByTelephone::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is_officer() && actor.channel != "hotline") {
    return refuse(RefusalKind::forbidden, "hotline_only");
  }
  return business::may_act_at(actor, region_);
}

struct ActivateByTelephone::OnFile {
  storage::Row row;
  bool is_new = true;
  bool password = false;
  bool phone = false;
};

storage::Plan ActivateByTelephone::failed(std::string_view outcome, std::string reason, CardId card,
                                          const business::Context& context) const {
  storage::Plan plan;
  plan.event = "activation_attempted";
  plan.answer = Tree::object({{"activated", false}, {"outcome", std::string(outcome)}});
  plan.reasons.push_back({std::move(reason), {}, {}});
  record_attempt(plan, {person_, card, "telephone", source_day_, "failed"}, context);
  return plan;
}

Decision<storage::Plan> ActivateByTelephone::decide(const storage::Facts& facts,
                                                    const business::Context& context) const {
  const policy::ActivationPolicy& policy = context.policies->on(region_, context.today).activation;
  if (const Verdict open = check_channel(ActivationChannel::telephone, policy); !open) {
    return open.refusal();
  }
  const Attempts attempts =
      read_attempts(facts, person_, {}, "telephone", source_day_, context.today);
  if (const Verdict rate = check_rate(attempts, policy); !rate) return rate.refusal();
  const int tries = policy.telephone_tries_max.value;
  if (attempts.failed_from_source_today >= tries || attempts.failed_today >= tries) {
    Refusal refusal = refuse(RefusalKind::limited, "telephone_tries_used");
    refusal.reasons.front().citations = {policy.telephone_tries_max.citation};
    return refusal;
  }
  if (person_.is_none()) return failed("wrong_pair", "telephone_wrong_pair", {}, context);
  return decide_pair(facts, context);
}

// 按语音提示输入身份证号、医保卡号(S2:125). Two wrong numbers and a right one that do not belong
// together are answered alike.
Decision<storage::Plan> ActivateByTelephone::decide_pair(const storage::Facts& facts,
                                                         const business::Context& context) const {
  const Decision<person::Person> person =
      person::require_person(facts, person_, context, person::Open::secrets);
  if (!person) return person.refusal();
  std::optional<Card> card;
  for (const Card& each : read_cards(facts.rows(kCardsOf, person_))) {
    const CardNumber number = open_number(each, *context.vault);
    if (!number.empty() && number == number_) card = each;
  }
  if (!card) return failed("wrong_pair", "telephone_wrong_pair", {}, context);
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  // Its own region decides, whichever hotline was called.
  const policy::ActivationPolicy& policy =
      context.policies->on(card->region, context.today).activation;
  const auto on_card = hold::in_force(
      holds_on(*card, hold::read_holds(facts.rows(hold::kHoldsOf, person_))), context.today);
  const Verdict may = check_activation(*card, on_card, ActivationChannel::telephone, policy);
  if (!may) return may.refusal();
  if (const Verdict own = person::check_own_age(*person, policy, context.today); !own) {
    return own.refusal();
  }
  OnFile on_file;
  const storage::Rows& rows = facts.rows(kTelephoneFactorOf, person_);
  on_file.is_new = rows.empty();
  on_file.row = rows.empty() ? storage::Row{person_.value(), {}, {}, {}, 0, 0} : rows.front();
  on_file.password = !on_file.row[1].is_null();
  on_file.phone = !person->phone.empty() && !phone_in_doubt_;
  if (!on_file.password && !on_file.phone) return refuse("no_second_factor");
  const std::string choice = std::string(on_file.password ? "password" : "") +
                             (on_file.password && on_file.phone ? ", " : "") +
                             (on_file.phone ? "code" : "");
  const bool has = (factor_ == Factor::password && on_file.password) ||
                   (factor_ == Factor::code && on_file.phone);
  if (!has) return refuse("second_factor_needed", {{"factors", choice}});
  if (factor_ == Factor::code && value_.empty()) return send_code(on_file, card->id, context);

  storage::Row row = on_file.row;
  bool right = false;
  if (factor_ == Factor::password) {
    right = row[1].bytes() == password_hash(*context.vault, person_, value_);
  } else if (!row[2].is_null() && row[4].integer() == 0 &&
             context.now.milliseconds() < row[3].integer()) {
    right = value_ == telephone_code(*context.vault, row[2].integer());
  }
  if (!right) return failed("wrong_factor", "telephone_wrong_factor", card->id, context);
  storage::Plan plan = activated(*card, ActivationChannel::telephone, {}, context);
  if (factor_ == Factor::code) {
    row[4] = 1;
    plan.update(kTelephoneFactor, std::move(row));
  }
  record_attempt(plan, {person_, card->id, "telephone", source_day_, "passed"}, context);
  return plan;
}

Decision<storage::Plan> ActivateByTelephone::send_code(const OnFile& on_file, CardId card,
                                                       const business::Context& context) const {
  const policy::ActivationPolicy& policy = context.policies->on(region_, context.today).activation;
  const std::int64_t challenge = context.ids->next();
  storage::Row row = on_file.row;
  row[2] = challenge;
  row[3] = context.now.milliseconds() + std::int64_t{policy.telephone_code_seconds.value} * 1000;
  row[4] = 0;
  row[5] = context.now.milliseconds();
  storage::Plan plan;
  plan.event = "telephone_code_sent";
  plan.save(kTelephoneFactor, std::move(row), on_file.is_new);
  plan.notify(person_, "telephone_code",
              {{"challenge", std::to_string(challenge)},
               {"seconds", std::to_string(policy.telephone_code_seconds.value)}});
  plan.answer = Tree::object({{"activated", false}, {"outcome", "code_sent"}});
  record_attempt(plan, {person_, card, "telephone", source_day_, "code_sent"}, context);
  return plan;
}

}  // namespace yibao::card
