#include "business/notice/outbox.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "business/access.h"
#include "business/person/authorisation.h"
#include "business/person/consent.h"
#include "business/person/phone.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/sign_in/codes.h"
#include "business/sign_in/entrusted.h"
#include "business/sign_in/phone.h"
#include "policy/policy_set.h"
#include "storage/json.h"

namespace yibao::notice {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;
using storage::Value;

constexpr const char* kCursorName = "notices";
constexpr std::string_view kTelephoneCode = "telephone_code";

constexpr Column kOutboxCursorColumns[] = {{"name", ColumnType::text},
                                           {"message_id", ColumnType::integer}};
constexpr Column kNoticeBatchColumns[] = {{"name", ColumnType::text},
                                          {"after_id", ColumnType::integer},
                                          {"up_to", ColumnType::integer},
                                          {"recorded_at", ColumnType::integer}};
constexpr Column kUndeliverableColumns[] = {{"message_id", ColumnType::integer},
                                            {"person_id", ColumnType::integer},
                                            {"region", ColumnType::integer},
                                            {"why", ColumnType::text},
                                            {"recorded_at", ColumnType::integer}};

constexpr storage::KeyedSelect kCursorOf{
    "outbox_cursor_of", "SELECT name, message_id FROM outbox_cursor WHERE name {key}",
    ColumnType::text};
constexpr storage::Statement kLastMessage{
    "last_message", "SELECT message_id FROM message ORDER BY message_id DESC LIMIT 1"};
constexpr storage::Statement kIdsBehind{
    "messages_behind",
    "SELECT message_id FROM message WHERE message_id > $1 AND message_id <= $2 "
    "ORDER BY message_id LIMIT $3"};
constexpr storage::Statement kIdsUpTo{
    "messages_up_to",
    "SELECT message_id FROM message WHERE message_id <= $1 ORDER BY message_id DESC LIMIT $2"};
constexpr storage::Statement kBatchOfName{
    "notice_batch_of_name", "SELECT after_id, up_to FROM notice_batch WHERE name = $1"};
constexpr storage::Statement kMessagesIn{
    "messages_to_deliver",
    "SELECT m.message_id, m.person_id, m.code, m.facts, m.recorded_at FROM message m "
    "LEFT JOIN undeliverable_notice u ON u.message_id = m.message_id "
    "WHERE m.message_id > $1 AND m.message_id <= $2 AND u.message_id IS NULL "
    "ORDER BY m.message_id"};
constexpr storage::Statement kUndeliverableOf{
    "undeliverable_notices",
    "SELECT u.message_id, u.person_id, u.why, m.code, m.recorded_at, p.recorded_at, m.facts "
    "FROM undeliverable_notice u JOIN message m ON m.message_id = u.message_id "
    "JOIN person p ON p.person_id = u.person_id "
    "WHERE u.region = $1 AND u.message_id < $2 ORDER BY u.message_id DESC LIMIT $3"};

Value cursor_name() {
  return Value(std::string(kCursorName));
}

std::int64_t cursor_in(const storage::Rows& rows) {
  return rows.empty() ? 0 : rows.front()[1].integer();
}

// Who is told: the agency of the latest enrolment.
std::int64_t region_of(const storage::Rows& enrolled) {
  return enrolled.empty() ? std::int64_t{RegionCode::nation().value()}
                          : enrolled.back()[1].integer();
}

std::int64_t number_in(const std::string& facts, std::string_view name) {
  const Decision<Tree> told = storage::parse_json(facts);
  const Tree* number = told ? told->find(name) : nullptr;
  if (number == nullptr || number->text() == nullptr) return 0;
  return parse_integer(*number->text()).value_or(0);
}

// A code goes to the telephone that it was asked for, which may be on nobody's record yet, and only
// while it serves.
void address_code(Message& message, storage::Session& reader, const business::Context& context) {
  if (message.code == kTelephoneCode) {
    const std::int64_t lasts = number_in(message.facts, "seconds") * 1000;
    message.outdated = message.recorded_at.milliseconds() + lasts <= context.now.milliseconds();
  }
  if (message.code != sign_in::kCodeNotice) return;
  const Value key[] = {Value(number_in(message.facts, "challenge"))};
  const storage::Rows rows = reader.select_keyed(sign_in::kCodeOf, key).front();
  if (rows.empty()) return;
  const sign_in::Code code = sign_in::read_code(rows.front(), *context.vault);
  message.phone = code.phone;
  message.outdated = code.until <= context.now;
}

// 可以不接收的: a code is what somebody is waiting for, and what becomes of an account is told
// whoever says no to the rest: else who takes it over would first make it silent.
bool may_be_declined(std::string_view code) {
  return code != sign_in::kCodeNotice && code != kTelephoneCode && !sign_in::protects_account(code);
}

std::string_view why_undelivered(const Message& message) {
  if (message.declined) return "declined";
  return message.in_doubt ? "phone_in_doubt" : "no_phone";
}

std::optional<std::int64_t> case_of(const Message& message, const storage::Vault& vault) {
  const Decision<Tree> facts = storage::parse_json(message.facts);
  const Tree* number = facts ? facts->find("case") : nullptr;
  if (number == nullptr || number->text() == nullptr) return std::nullopt;
  const auto inside = vault.inside_id(storage::IdKind::application, *number->text());
  return inside ? std::optional(inside->id) : std::nullopt;
}

// The same message to who acts for the person: a guardian, or the proxy who filed its case.
std::vector<Message> to_agents(const Message& message, const person::Person& person,
                               const storage::Rows& given, storage::Session& reader,
                               const business::Context& context) {
  std::vector<Message> more;
  const policy::ActivationPolicy& ages =
      context.policies->on(RegionCode::nation(), context.today).activation;
  const std::optional<std::int64_t> about = case_of(message, *context.vault);
  for (const sign_in::Agent& each :
       sign_in::agents_of(person, given, ages, context.today, *context.vault, reader)) {
    const bool guardian = each.by.kind == person::AuthorisationKind::guardian;
    const bool filed =
        about && sign_in::cases_filed_by(each.person.id, person.id, reader).contains(*about);
    const Phone theirs = person::usable_phone(each.person, *context.vault, reader);
    const bool same_phone = theirs.reveal() == message.phone.reveal();
    if ((!guardian && !filed) || theirs.empty() || same_phone) continue;
    const Value key[] = {Value(each.person.id.value())};
    const storage::Rows consents = reader.select_keyed(person::kConsentsOf, key).front();
    if (!person::consents_to(consents, "messages")) continue;
    Message told = message;
    told.phone = theirs;
    told.declined = false;
    told.in_doubt = false;
    told.acted_as = person::to_text(each.by.kind);
    told.about = person.name;
    more.push_back(std::move(told));
  }
  return more;
}

// 手机变更: the number that the person had until then is told as well. Who loses an account by it
// hears of it nowhere else. Not where somebody else has that number by now.
std::vector<Message> to_former_phones(const Message& message, const person::Person& person,
                                      const storage::Rows& former, storage::Session& reader,
                                      const business::Context& context) {
  std::vector<Message> more;
  const bool tells = message.code == "sign_in_phone_changed" ||
                     message.code == "account_registered" ||
                     message.code == "contact_phone_confirmed";
  if (!tells) return more;
  for (Phone& phone : sign_in::phones_left_at(former, message.recorded_at, *context.vault)) {
    person::Person as_before = person;
    as_before.phone = std::move(phone);
    Message told = message;
    told.phone = person::usable_phone(as_before, *context.vault, reader);
    told.in_doubt = false;
    if (!told.phone.empty()) more.push_back(std::move(told));
  }
  return more;
}

// Each message, then to whom else it goes. One that does not reach the person, and reaches
// somebody who acts for them, has been delivered.
std::vector<Message> with_agents(std::vector<Message> messages,
                                 const std::vector<storage::Rows>& known, storage::Session& reader,
                                 const business::Context& context) {
  std::vector<Value> people;
  people.reserve(messages.size());
  for (const Message& each : messages) people.emplace_back(each.person.value());
  const std::vector<storage::Rows> given = reader.select_keyed(person::kAuthorisationsOf, people);
  const std::vector<storage::Rows> former = reader.select_keyed(sign_in::kFormerPhonesOf, people);
  std::vector<Message> all;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    std::vector<Message> more;
    if (!known[i].empty() && !(former[i].empty() && given[i].empty())) {
      const auto person =
          person::read_person(known[i].front(), *context.vault, person::Open::nothing);
      more = sign_in::is_for_person_alone(messages[i].code)
                 ? to_former_phones(messages[i], person, former[i], reader, context)
                 : to_agents(messages[i], person, given[i], reader, context);
    }
    if (!messages[i].phone.empty() || more.empty()) all.push_back(std::move(messages[i]));
    std::ranges::move(more, std::back_inserter(all));
  }
  return all;
}

Decision<Tree> answer_undeliverable(const business::Request& request,
                                    const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string* text = request.path_value("region");
  const auto region = text == nullptr ? std::nullopt : RegionCode::parse(*text);
  if (!region) reader.add({"not_found", {{"member", "region"}}, {}}, RefusalKind::not_found);
  const std::optional<std::int64_t> before = reader.optional_id("before", storage::IdKind::message);
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_at(*context.actor, *region); !own) {
    return own.refusal();
  }
  constexpr std::int64_t kAll = std::int64_t{1} << 62;
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row :
       session.select(kUndeliverableOf, {region->value(), before.value_or(kAll), limit})) {
    const Instant told_at = Instant::from_milliseconds(row[4].integer());
    Decision<Tree> facts = storage::parse_json(row[6].text());
    YB_CHECK(facts.ok(), "a message whose facts are not JSON");
    list.push(Tree::object(
        {{"id", context.vault->outside_id(storage::IdKind::message, row[0].integer(), told_at)},
         {"person", context.vault->outside_id(storage::IdKind::person, row[1].integer(),
                                              Instant::from_milliseconds(row[5].integer()))},
         {"told_at", told_at.to_string()},
         {"rule", row[3].text()},
         {"facts", std::move(facts).value()},
         {"why", row[2].text()}}));
  }
  return Tree::object({{"region", region->to_string()}, {"notices", std::move(list)}});
}

}  // namespace

const storage::Table kNoticeBatch{135, "notice_batch",         kNoticeBatchColumns, 1, Owner::none,
                                  0,   Mutability::append_only};
const storage::Table kUndeliverableNotice{
    136, "undeliverable_notice", kUndeliverableColumns, 1, Owner::none, 0, Mutability::append_only};
const storage::Table kOutboxCursor{
    137, "outbox_cursor", kOutboxCursorColumns, 1, Owner::none, 0, Mutability::mutable_rows};

std::int64_t last_message(storage::Session& reader) {
  const storage::Rows rows = reader.select(kLastMessage, {});
  return rows.empty() ? 0 : rows.front()[0].integer();
}

Stretch next_stretch(std::int64_t last, storage::Session& reader) {
  const Value key[] = {cursor_name()};
  Stretch stretch;
  stretch.after = cursor_in(reader.select_keyed(kCursorOf, key).front());
  stretch.up_to = stretch.after;
  const storage::Rows ids = reader.select(kIdsBehind, {stretch.after, last, kNoticesMax});
  if (!ids.empty()) stretch.up_to = ids.back()[0].integer();
  return stretch;
}

std::optional<Stretch> stretch_of(const std::string& name, storage::Session& reader) {
  const storage::Rows rows = reader.select(kBatchOfName, {Value(name)});
  if (rows.empty()) return std::nullopt;
  return Stretch{rows.front()[0].integer(), rows.front()[1].integer()};
}

std::vector<Message> last_messages(std::int64_t last, std::int64_t count, storage::Session& reader,
                                   const business::Context& context) {
  const storage::Rows ids = reader.select(kIdsUpTo, {last, count});
  if (ids.empty()) return {};
  return messages_in({ids.back()[0].integer() - 1, last}, reader, context);
}

std::vector<Message> messages_in(const Stretch& stretch, storage::Session& reader,
                                 const business::Context& context) {
  const storage::Vault& vault = *context.vault;
  std::vector<Message> messages;
  std::vector<Value> people;
  for (const storage::Row& row : reader.select(kMessagesIn, {stretch.after, stretch.up_to})) {
    messages.push_back({row[0].integer(),
                        PersonId(row[1].integer()),
                        row[2].text(),
                        row[3].text(),
                        Instant::from_milliseconds(row[4].integer()),
                        {},
                        {},
                        false});
    people.push_back(row[1]);
  }
  const std::vector<storage::Rows> known = reader.select_keyed(person::kPersonById, people);
  const std::vector<storage::Rows> consents = reader.select_keyed(person::kConsentsOf, people);
  std::vector<person::Person> whom(messages.size());
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (known[i].empty()) continue;
    whom[i] = person::read_person(known[i].front(), vault, person::Open::secrets);
  }
  const std::vector<Phone> phones = person::usable_phones(whom, vault, reader);
  for (std::size_t i = 0; i < messages.size(); ++i) {
    address_code(messages[i], reader, context);
    if (known[i].empty()) continue;
    messages[i].person_recorded_at = whom[i].recorded_at;
    messages[i].declined =
        may_be_declined(messages[i].code) && !person::consents_to(consents[i], "messages");
    if (messages[i].declined || !messages[i].phone.empty()) continue;
    messages[i].phone = phones[i];
    messages[i].in_doubt = phones[i].empty() && !whom[i].phone.empty();
  }
  return with_agents(std::move(messages), known, reader, context);
}

std::vector<storage::Subject> TakeNotices::subjects() const {
  return {storage::Subject::region(RegionCode::nation())};
}

void TakeNotices::need(storage::Needs& needs) const {
  needs.add(kCursorOf, cursor_name());
  for (const Message& each : messages_) {
    if (each.phone.empty()) needs.add(person::kInsuredRegionsOf, each.person);
  }
}

Verdict TakeNotices::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::system)) return Nothing{};
  return refuse(RefusalKind::forbidden, "role_not_allowed",
                {{"role", std::string(business::role_code(actor.role))}});
}

Decision<storage::Plan> TakeNotices::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const storage::Rows& cursor = facts.rows(kCursorOf, cursor_name());
  if (cursor_in(cursor) != stretch_.after) return refuse("notices_taken");
  storage::Plan plan;
  plan.event = "notices_taken";
  plan.save(kOutboxCursor, {cursor_name(), stretch_.up_to}, cursor.empty());
  plan.insert(kNoticeBatch, {name_, stretch_.after, stretch_.up_to, context.now.milliseconds()});
  for (const Message& each : messages_) {
    if (!each.phone.empty()) continue;
    plan.insert(kUndeliverableNotice,
                {each.id, each.person.value(),
                 region_of(facts.rows(person::kInsuredRegionsOf, each.person)),
                 why_undelivered(each), context.now.milliseconds()});
  }
  return plan;
}

std::vector<business::Endpoint> endpoints() {
  using business::Role;
  return {{"notice.undeliverable",
           "GET",
           "/v1/agencies/{region}/undeliverable-notices",
           "未能送达的消息:没有登记手机号,登记的号码须重新确认,或者本人不接收",
           business::roles({Role::agency_officer, Role::senior_officer, Role::auditor}),
           {{"before", business::FieldKind::id, false, "上一页最后一条"},
            {"limit", business::FieldKind::integer, false, "每页条数,1 至 200"}},
           nullptr,
           &answer_undeliverable}};
}

}  // namespace yibao::notice
