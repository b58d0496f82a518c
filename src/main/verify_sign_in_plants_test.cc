// Goal: violations that the checks on signing in have to find (played by verify_test.cc).
#include "main/test_plants.h"

namespace yibao::main {

namespace {

const std::string kShu = "person_id = (SELECT person_id FROM person WHERE name = '秦舒')";
const std::string kNewestCode = "code_id = (SELECT max(code_id) FROM sign_in_code)";

}  // namespace

std::vector<Plant> sign_in_plants() {
  return {
      {"sign_in_phone_found_under_another_number", "sign_ins", "person_sign_in", kShu,
       "UPDATE person_sign_in SET phone_hash = zeroblob(16) WHERE " + kShu,
       "phone_hash is not that of the sealed telephone"},
      {"password_in_clear", "sign_ins", "person_sign_in", kShu,
       "UPDATE person_sign_in SET password_hash = '123456' WHERE " + kShu,
       "password_hash is no hash"},
      {"staff_account_of_a_participant", "staff_sign_ins", "staff_sign_in", "account = 'officer-a'",
       "UPDATE staff_sign_in SET role = 'participant' WHERE account = 'officer-a'",
       "role is none of the staff's"},
      {"code_that_goes_to_another_telephone", "sign_in_codes", "sign_in_code", kNewestCode,
       "UPDATE sign_in_code SET phone_hash = zeroblob(16) WHERE " + kNewestCode,
       "phone_hash is not that of the sealed telephone"},
      {"code_that_serves_a_day", "sign_in_codes", "sign_in_code", kNewestCode,
       "UPDATE sign_in_code SET until_at = made_at + 86400000 WHERE " + kNewestCode, "until_at is"},
      {"session_with_the_role_of_an_auditor", "sessions", "session", "holder = 'person'",
       "UPDATE session SET role = 'auditor' WHERE holder = 'person'",
       "role is not that of its holder"},
      {"session_of_nobody", "sessions", "session", "holder = 'person'",
       "UPDATE session SET holder_id = 999999999 WHERE holder = 'person'",
       "is of a holder who is not there"},
  };
}

}  // namespace yibao::main
