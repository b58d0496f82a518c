#include "business/sign_in/checks.h"

#include <optional>

#include "business/person/store.h"
#include "business/scan.h"
#include "business/sign_in/store.h"

namespace yibao::sign_in {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;

constexpr std::size_t kTotpBytesMin = 16;  // RFC 4226

bool is_hash(const std::string& text) {
  return text.starts_with("$argon2id$");
}

// The telephone opens and is found under its own number; a password is kept as nothing else than
// its hash.
void check_people(const CheckContext& context, Findings& findings) {
  business::Scan rows(context, kPersonSignIn);
  while (rows.peek() != nullptr) {
    const Row row = rows.take();
    const auto account = business::read_or_find(kPersonSignIn, row, findings, [&](const Row& each) {
      return read_person_account(each, context.vault);
    });
    if (!account) continue;
    if (!account->phone.empty() && row[1].bytes() != phone_hash(context.vault, account->phone)) {
      findings.add(kPersonSignIn, row, "phone_hash is not that of the sealed telephone");
    }
    if (!account->password_hash.empty() && !is_hash(account->password_hash)) {
      findings.add(kPersonSignIn, row, "password_hash is no hash");
    }
    const storage::Value key[] = {row[0]};
    if (!business::find_row(context, person::kPerson, key)) {
      findings.add(kPersonSignIn, row, "is of a person who is not there");
    }
  }
}

void check_staff(const CheckContext& context, Findings& findings) {
  using business::Role;
  business::Scan rows(context, kStaffSignIn);
  while (rows.peek() != nullptr) {
    const Row row = rows.take();
    const auto account = business::read_or_find(kStaffSignIn, row, findings, [&](const Row& each) {
      return read_staff_account(each, context.vault);
    });
    if (!account) continue;
    const std::optional<Role> role = business::role_of(account->role);
    const bool of_staff =
        role && *role != Role::participant && *role != Role::system && *role != Role::visitor;
    if (!of_staff) findings.add(kStaffSignIn, row, "role is none of the staff's");
    if (!is_hash(account->password_hash)) {
      findings.add(kStaffSignIn, row, "password_hash is no hash");
    }
    if (account->totp_secret.size() < kTotpBytesMin) {
      findings.add(kStaffSignIn, row, "totp_sealed is too short a secret");
    }
  }
}

bool is_there(const CheckContext& context, const Session& session) {
  const storage::Value key[] = {storage::Value(session.holder_id)};
  if (session.holder == Holder::person) {
    return business::find_row(context, person::kPerson, key).has_value();
  }
  return !context.session.select_keyed(kStaffAccountOfId, key).front().empty();
}

// A session gives nobody more than its holder has.
void check_sessions(const CheckContext& context, Findings& findings) {
  business::Scan rows(context, kSession);
  while (rows.peek() != nullptr) {
    const Row row = rows.take();
    const auto session = business::read_or_find(kSession, row, findings, &read_session);
    if (!session) continue;
    if (!is_there(context, *session)) {
      findings.add(kSession, row, "is of a holder who is not there");
      continue;
    }
    const bool participant = session->role == "participant";
    if (participant != (session->holder == Holder::person) ||
        (participant && session->actor_id != session->holder_id)) {
      findings.add(kSession, row, "role is not that of its holder");
    }
    if (session->ended_at && *session->ended_at < session->opened_at) {
      findings.add(kSession, row, "ended_at lies before opened_at");
    }
  }
}

// A code goes to the telephone under which it is found, and serves as long as the policy of its day
// says. How often it was tried passes with it, and no journal tells of that.
void check_codes(const CheckContext& context, Findings& findings) {
  business::Scan rows(context, kCode);
  while (rows.peek() != nullptr) {
    const Row row = rows.take();
    const auto code = business::read_or_find(
        kCode, row, findings, [&](const Row& each) { return read_code(each, context.vault); });
    if (!code) continue;
    if (row[1].bytes() != phone_hash(context.vault, code->phone)) {
      findings.add(kCode, row, "phone_hash is not that of the sealed telephone");
    }
    const policy::SignInPolicy& policy =
        context.policies.on(RegionCode::nation(), code->made_at.date()).sign_in;
    const std::int64_t until = code->made_at.milliseconds() + policy.code_minutes.value * 60'000LL;
    if (code->until.milliseconds() != until) {
      findings.add(kCode, row, business::differs("until_at", code->until.milliseconds(), until));
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"sign_ins", "登录手机与登记一致,密码只存散列", &check_people},
          {"staff_sign_ins", "工作人员账号的角色、密码散列和动态口令密钥", &check_staff},
          {"sign_in_codes", "验证码发往登记的号码,有效期不超过政策", &check_codes},
          {"sessions", "会话属于在册的人,角色不超出本人", &check_sessions}};
}

}  // namespace yibao::sign_in
