// 原证件: the documents that somebody had before. Their numbers stay claimed, so that
// whoever looks for one is led to the same person.
#pragma once

#include <string>
#include <vector>

#include "business/person/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::person {

extern const storage::Table kFormerIdentity;
extern const storage::KeyedSelect kFormerIdentitiesOf;  // by person: whole rows, oldest first

// The document that a person had until today, as a row. `evidence`: the new one that was seen.
storage::Row former_identity_row(const Person& before, int serial, const std::string& evidence,
                                 const business::Context& context);
// 原证件, as it was shown then.
struct FormerDocument {
  std::string name;
  IdentityNumber number;
};
std::vector<FormerDocument> read_former(const storage::Rows& rows, const storage::Vault& vault);

// The claim that such a row's number made.
storage::Bytes former_claim(const storage::Row& former, const storage::Vault& vault);

}  // namespace yibao::person
