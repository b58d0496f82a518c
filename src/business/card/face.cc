#include "business/card/face.h"

#include "business/person/consent.h"
#include "business/person/store.h"

namespace yibao::card {

void FaceCheck::ask(const std::string& proof, PersonId whose, business::Reader& reader,
                    const business::Context& context, storage::Session& session) {
  if (!reader.ok_so_far() || context.verifier == nullptr) return;
  if (const Verdict agreed = person::check_face_consent(whose, session); !agreed) {
    for (const Reason& each : agreed.refusal().reasons) reader.add(each, RefusalKind::refused);
    return;
  }
  outcome_ = VerificationCode::failed;
  const storage::Value key[] = {storage::Value(whose.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  if (rows.empty()) return;
  const person::Person person =
      person::read_person(rows.front(), *context.vault, person::Open::secrets);
  outcome_ = context.verifier->check(proof, person.name, person.identity_number);
}

}  // namespace yibao::card
