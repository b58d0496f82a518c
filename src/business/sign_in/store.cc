#include "business/sign_in/store.h"

#include <array>

#include "business/sign_in/rules.h"
#include "storage/digest.h"

namespace yibao::sign_in {

namespace {

using storage::Bytes;
using storage::Column;
using storage::ColumnType;
using storage::Row;
using storage::Value;

constexpr Column kPersonColumns[] = {
    {"person_id", ColumnType::integer},    {"phone_hash", ColumnType::bytes},
    {"phone_sealed", ColumnType::bytes},   {"password_hash", ColumnType::text},
    {"initial", ColumnType::integer},      {"initial_until", ColumnType::integer},
    {"failures", ColumnType::integer},     {"failed_at", ColumnType::integer},
    {"signed_in_at", ColumnType::integer}, {"recorded_at", ColumnType::integer}};
constexpr Column kStaffColumns[] = {
    {"region", ColumnType::integer},       {"credential_id", ColumnType::integer},
    {"account", ColumnType::text},         {"role", ColumnType::text},
    {"actor_id", ColumnType::integer},     {"name", ColumnType::text},
    {"password_hash", ColumnType::text},   {"initial", ColumnType::integer},
    {"totp_sealed", ColumnType::bytes},    {"totp_step", ColumnType::integer},
    {"failures", ColumnType::integer},     {"failed_at", ColumnType::integer},
    {"signed_in_at", ColumnType::integer}, {"disabled", ColumnType::integer},
    {"recorded_at", ColumnType::integer}};
constexpr Column kCodeColumns[] = {
    {"code_id", ColumnType::integer},    {"phone_hash", ColumnType::bytes},
    {"phone_sealed", ColumnType::bytes}, {"purpose", ColumnType::text},
    {"tries", ColumnType::integer},      {"used", ColumnType::integer},
    {"made_at", ColumnType::integer},    {"until_at", ColumnType::integer}};
constexpr Column kSessionColumns[] = {{"session_id", ColumnType::integer},
                                      {"token_digest", ColumnType::bytes},
                                      {"holder", ColumnType::text},
                                      {"holder_id", ColumnType::integer},
                                      {"role", ColumnType::text},
                                      {"actor_id", ColumnType::integer},
                                      {"region", ColumnType::integer},
                                      {"name", ColumnType::text},
                                      {"channel", ColumnType::text},
                                      {"client", ColumnType::text},
                                      {"kind", ColumnType::text},
                                      {"source_hash", ColumnType::bytes},
                                      {"source_shown", ColumnType::text},
                                      {"device", ColumnType::text},
                                      {"must_change", ColumnType::integer},
                                      {"opened_at", ColumnType::integer},
                                      {"used_at", ColumnType::integer},
                                      {"until_at", ColumnType::integer},
                                      {"idle_milliseconds", ColumnType::integer},
                                      {"ended_at", ColumnType::integer},
                                      {"end_reason", ColumnType::text}};

constexpr std::string_view kPhonePurpose = "sign_in.phone";
constexpr std::string_view kCodePhonePurpose = "sign_in_code.phone";
constexpr std::string_view kTotpPurpose = "sign_in.totp";

std::optional<Instant> instant_of(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Instant::from_milliseconds(value.integer());
}
Value value_of(const std::optional<Instant>& instant) {
  return instant ? Value(instant->milliseconds()) : Value();
}
Value text_or_null(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}
RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

}  // namespace

const storage::Table kPersonSignIn{140,
                                   "person_sign_in",
                                   kPersonColumns,
                                   1,
                                   storage::Owner::person,
                                   0,
                                   storage::Mutability::mutable_rows};
const storage::Table kStaffSignIn{141,
                                  "staff_sign_in",
                                  kStaffColumns,
                                  2,
                                  storage::Owner::region,
                                  0,
                                  storage::Mutability::mutable_rows};
// Gone within minutes, and of people who are on record nowhere: no journal tells of it.
const storage::Table kCode{
    142, "sign_in_code", kCodeColumns, 1, storage::Owner::none, 0, storage::Mutability::derived};
const storage::Table kSession{
    143, "session", kSessionColumns, 1, storage::Owner::none, 0, storage::Mutability::mutable_rows};

const storage::KeyedSelect kPersonAccountOf{
    "person_sign_in_of",
    "SELECT person_id, phone_hash, phone_sealed, password_hash, initial, initial_until, failures, "
    "failed_at, signed_in_at, recorded_at FROM person_sign_in WHERE person_id {key} "
    "ORDER BY person_id"};
const storage::KeyedSelect kPersonOfPhone{
    "person_sign_in_of_phone",
    "SELECT phone_hash, person_id, phone_hash, phone_sealed, password_hash, initial, "
    "initial_until, failures, failed_at, signed_in_at, recorded_at FROM person_sign_in "
    "WHERE phone_hash {key} ORDER BY phone_hash",
    ColumnType::bytes};
const storage::KeyedSelect kStaffAccountOf{
    "staff_sign_in_of",
    "SELECT account, region, credential_id, account, role, actor_id, name, password_hash, initial, "
    "totp_sealed, totp_step, failures, failed_at, signed_in_at, disabled, recorded_at "
    "FROM staff_sign_in WHERE account {key} ORDER BY account",
    ColumnType::text};
const storage::KeyedSelect kStaffAccountOfId{
    "staff_sign_in_of_id",
    "SELECT credential_id, region, credential_id, account, role, actor_id, name, password_hash, "
    "initial, totp_sealed, totp_step, failures, failed_at, signed_in_at, disabled, recorded_at "
    "FROM staff_sign_in WHERE credential_id {key} ORDER BY credential_id"};
const storage::KeyedSelect kCodeOf{
    "sign_in_code_of",
    "SELECT code_id, phone_hash, phone_sealed, purpose, tries, used, made_at, until_at "
    "FROM sign_in_code WHERE code_id {key} ORDER BY code_id"};
const storage::KeyedSelect kSessionOf{
    "session_of",
    "SELECT session_id, token_digest, holder, holder_id, role, actor_id, region, name, channel, "
    "client, kind, source_hash, source_shown, device, must_change, opened_at, used_at, until_at, "
    "idle_milliseconds, ended_at, end_reason FROM session WHERE session_id {key} "
    "ORDER BY session_id"};
// 合并后的编号: a session of the merged number is the kept number's from then on (N-12).
const storage::KeyedSelect kSessionOfDigest{
    "session_of_digest",
    "SELECT s.token_digest, s.session_id, s.token_digest, s.holder, s.holder_id, s.role, "
    "CASE WHEN s.holder = 'person' THEN COALESCE(p.merged_into, s.actor_id) ELSE s.actor_id END, "
    "s.region, s.name, s.channel, s.client, s.kind, s.source_hash, s.source_shown, s.device, "
    "s.must_change, s.opened_at, s.used_at, s.until_at, s.idle_milliseconds, s.ended_at, "
    "s.end_reason "
    "FROM session AS s LEFT JOIN person AS p ON p.person_id = s.actor_id "
    "WHERE s.token_digest {key} ORDER BY s.token_digest",
    ColumnType::bytes};
const storage::KeyedSelect kPersonOfInsuranceNumber{
    "person_of_insurance_number",
    "SELECT c.hash, COALESCE(p.merged_into, c.person_id) "
    "FROM claim AS c JOIN person AS p ON p.person_id = c.person_id "
    "WHERE c.kind = 'insurance_number' AND c.hash {key}",
    ColumnType::bytes};
const storage::Statement kLatestCode{
    "latest_sign_in_code",
    "SELECT code_id, phone_hash, phone_sealed, purpose, tries, used, made_at, until_at "
    "FROM sign_in_code WHERE phone_hash = $1 AND purpose = $2 ORDER BY code_id DESC LIMIT 1"};
const storage::Statement kOpenSessions{
    "open_sessions",
    "SELECT session_id, token_digest, holder, holder_id, role, actor_id, region, name, channel, "
    "client, kind, source_hash, source_shown, device, must_change, opened_at, used_at, until_at, "
    "idle_milliseconds, ended_at, end_reason FROM session "
    "WHERE holder = $1 AND holder_id = $2 AND until_at > $3 AND ended_at IS NULL "
    "ORDER BY session_id LIMIT 200"};
const storage::Statement kCameFrom{
    "sessions_from_source",
    "SELECT session_id FROM session WHERE holder = $1 AND holder_id = $2 AND source_hash = $3 "
    "AND opened_at > $4 ORDER BY session_id DESC LIMIT 1"};

Bytes insurance_claim(const storage::Vault& vault, const std::string& number) {
  return vault.keyed_hash("claim.insurance_number", number);
}

Bytes source_hash(const storage::Vault& vault, const std::string& source) {
  return vault.keyed_hash("sign_in.source", network_of(source));
}

Bytes token_digest(const std::string& token) {
  return {storage::sha256("yibao session " + token)};
}

PersonAccount read_person_account(const Row& row, const storage::Vault& vault) {
  PersonAccount account;
  account.person = PersonId(row[0].integer());
  if (!row[2].is_null()) account.phone = Phone(vault.open(kPhonePurpose, row[2].bytes()));
  account.password_hash = row[3].text_or("");
  account.initial = row[4].integer() == 1;
  account.initial_until = instant_of(row[5]);
  account.failures = static_cast<int>(row[6].integer());
  account.failed_at = instant_of(row[7]);
  account.signed_in_at = instant_of(row[8]);
  account.recorded_at = Instant::from_milliseconds(row[9].integer());
  return account;
}

Row person_account_row(const PersonAccount& account, const storage::Vault& vault) {
  YB_CHECK(!account.person.is_none(), "a way to sign in of nobody");
  const bool phone = !account.phone.empty();
  return {account.person.value(),
          phone ? Value(phone_hash(vault, account.phone)) : Value(),
          phone ? Value(vault.seal(kPhonePurpose, account.phone.reveal())) : Value(),
          text_or_null(account.password_hash),
          account.initial ? 1 : 0,
          value_of(account.initial_until),
          account.failures,
          value_of(account.failed_at),
          value_of(account.signed_in_at),
          account.recorded_at.milliseconds()};
}

StaffAccount read_staff_account(const Row& row, const storage::Vault& vault) {
  StaffAccount account;
  account.region = region_of(row[0]);
  account.credential = row[1].integer();
  account.account = row[2].text();
  account.role = row[3].text();
  account.actor_id = row[4].integer();
  account.name = row[5].text();
  account.password_hash = row[6].text();
  account.initial = row[7].integer() == 1;
  account.totp_secret = vault.open(kTotpPurpose, row[8].bytes());
  account.totp_step = row[9].integer();
  account.failures = static_cast<int>(row[10].integer());
  account.failed_at = instant_of(row[11]);
  account.signed_in_at = instant_of(row[12]);
  account.disabled = row[13].integer() == 1;
  account.recorded_at = Instant::from_milliseconds(row[14].integer());
  return account;
}

Row staff_account_row(const StaffAccount& account, const storage::Vault& vault) {
  YB_CHECK(business::role_of(account.role).has_value(), "a way to sign in of an unknown role");
  return {account.region.value(),
          account.credential,
          account.account,
          account.role,
          account.actor_id,
          account.name,
          account.password_hash,
          account.initial ? 1 : 0,
          vault.seal(kTotpPurpose, account.totp_secret),
          account.totp_step,
          account.failures,
          value_of(account.failed_at),
          value_of(account.signed_in_at),
          account.disabled ? 1 : 0,
          account.recorded_at.milliseconds()};
}

Code read_code(const Row& row, const storage::Vault& vault) {
  constexpr std::array kAll{Purpose::sign_in, Purpose::registration, Purpose::secret,
                            Purpose::phone};
  Code code;
  code.id = row[0].integer();
  code.phone = Phone(vault.open(kCodePhonePurpose, row[2].bytes()));
  for (const Purpose each : kAll) {
    if (to_text(each) == row[3].text()) code.purpose = each;
  }
  code.tries = static_cast<int>(row[4].integer());
  code.used = row[5].integer() == 1;
  code.made_at = Instant::from_milliseconds(row[6].integer());
  code.until = Instant::from_milliseconds(row[7].integer());
  return code;
}

Row code_row(const Code& code, const storage::Vault& vault) {
  return {code.id,
          phone_hash(vault, code.phone),
          vault.seal(kCodePhonePurpose, code.phone.reveal()),
          to_text(code.purpose),
          code.tries,
          code.used ? 1 : 0,
          code.made_at.milliseconds(),
          code.until.milliseconds()};
}

Session read_session(const Row& row) {
  Session session;
  session.id = SessionId(row[0].integer());
  session.token_digest = row[1].bytes().data;
  session.holder = row[2].text() == "person" ? Holder::person : Holder::staff;
  session.holder_id = row[3].integer();
  session.role = row[4].text();
  session.actor_id = row[5].integer();
  session.region = region_of(row[6]);
  session.name = row[7].text();
  session.channel = row[8].text();
  session.client = row[9].text();
  session.kind = row[10].text();
  session.source_hash = row[11].bytes().data;
  session.source_shown = row[12].text();
  session.device = row[13].text();
  session.must_change = row[14].integer() == 1;
  session.opened_at = Instant::from_milliseconds(row[15].integer());
  session.used_at = Instant::from_milliseconds(row[16].integer());
  session.until = Instant::from_milliseconds(row[17].integer());
  session.idle_milliseconds = row[18].integer();
  session.ended_at = instant_of(row[19]);
  session.end_reason = row[20].text_or("");
  return session;
}

Row session_row(const Session& session) {
  return {session.id.value(),
          Bytes{session.token_digest},
          to_text(session.holder),
          session.holder_id,
          session.role,
          session.actor_id,
          session.region.value(),
          session.name,
          session.channel,
          session.client,
          session.kind,
          Bytes{session.source_hash},
          session.source_shown,
          session.device,
          session.must_change ? 1 : 0,
          session.opened_at.milliseconds(),
          session.used_at.milliseconds(),
          session.until.milliseconds(),
          session.idle_milliseconds,
          value_of(session.ended_at),
          text_or_null(session.end_reason)};
}

std::optional<Row> behind_key(const storage::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return Row(rows.front().begin() + 1, rows.front().end());
}

storage::Subject subject_of(Holder holder, std::int64_t holder_id) {
  if (holder == Holder::person) return storage::Subject::person(PersonId(holder_id));
  return storage::Subject::region(RegionCode::nation());
}

}  // namespace yibao::sign_in
