// Factors, codes and sessions in the database (schema/015_sign_in.sql).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/person/phone.h"
#include "business/sign_in/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::sign_in {

extern const storage::Table kPersonSignIn;
extern const storage::Table kStaffSignIn;
extern const storage::Table kCode;
extern const storage::Table kSession;

extern const storage::KeyedSelect kPersonAccountOf;   // by person: whole row
extern const storage::KeyedSelect kPersonOfPhone;     // by hash: hash, then the whole row
extern const storage::KeyedSelect kStaffAccountOf;    // by account: account, then the whole row
extern const storage::KeyedSelect kStaffAccountOfId;  // by credential: id, then the whole row
extern const storage::KeyedSelect kCodeOf;            // by id: whole row
extern const storage::KeyedSelect kSessionOf;         // by id: whole row
extern const storage::KeyedSelect kSessionOfDigest;   // by digest: digest, then the whole row
extern const storage::KeyedSelect kPersonOfInsuranceNumber;  // by claim hash: hash, person
extern const storage::Statement kLatestCode;    // phone hash, purpose: whole row, the newest one
extern const storage::Statement kOpenSessions;  // holder, its id, now: whole rows, oldest first
extern const storage::Statement kCameFrom;  // holder, its id, source hash, since: a session's id

inline constexpr std::string_view kInsuranceClaim = "insurance_number";

using person::phone_hash;
storage::Bytes insurance_claim(const storage::Vault& vault, const std::string& number);
storage::Bytes source_hash(const storage::Vault& vault, const std::string& source);
storage::Bytes token_digest(const std::string& token);

PersonAccount read_person_account(const storage::Row& row, const storage::Vault& vault);
storage::Row person_account_row(const PersonAccount& account, const storage::Vault& vault);
StaffAccount read_staff_account(const storage::Row& row, const storage::Vault& vault);
storage::Row staff_account_row(const StaffAccount& account, const storage::Vault& vault);
Code read_code(const storage::Row& row, const storage::Vault& vault);
storage::Row code_row(const Code& code, const storage::Vault& vault);
Session read_session(const storage::Row& row);
storage::Row session_row(const Session& session);

// The row behind its key.
std::optional<storage::Row> behind_key(const storage::Rows& rows);

// Whose journal tells of a session.
storage::Subject subject_of(Holder holder, std::int64_t holder_id);

}  // namespace yibao::sign_in
