// Consent (同意) to what is done with one's data, as it stands (N-27;
// 个人信息保护法第十四、十五条). One row for each time that somebody agreed or withdrew; the newest
// of a topic counts. Who writes them is sign_in/consent.h; whatever a consent is needed for asks
// here.
//
// What follows from a withdrawal: without `privacy` nobody signs in on line (counters go on
// working) and no messages are sent, without `face` no face is compared, without `messages` no
// messages are sent. Codes are all the same, and what protects the account
// (sign_in::protects_account): a change of telephone or password must not be silent.
#pragma once

#include <array>
#include <string_view>

#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::person {

extern const storage::Table kConsent;
extern const storage::KeyedSelect kConsentsOf;  // by person: whole rows, oldest first

inline constexpr std::array<std::string_view, 3> kConsentTopics{"privacy", "face", "messages"};

// Whether it may be done. What an agency decides is sent to whom it is about without their having
// asked for it, until they say no: to the messages, or to everything.
bool consents_to(const storage::Rows& consents, std::string_view topic);

// 处理人脸信息应当取得个人的单独同意(个人信息保护法第二十九条). Refused as consent_needed.
Verdict check_face_consent(PersonId whose, storage::Session& session);

}  // namespace yibao::person
