// A person as a request names one: by `person`, our own id, or by `identity_kind` and
// `identity_number`. Numbers stand in bodies only, never in an address.
#pragma once

#include <string>

#include "base/id.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::person {

// None where the reader has refused: nothing said, both said, a broken or an unknown number.
PersonId read_reference(business::Reader& reader, const business::Context& context,
                        storage::Session& session);

// The same, as it stands in a form that names other people: outside id and masked name.
struct Named {
  PersonId person;  // none where the reader has refused
  std::string id;
  std::string name;
};
Named read_named(business::Reader& reader, const business::Context& context,
                 storage::Session& session);

}  // namespace yibao::person
