// What the public check page may know of a document: whether it is genuine and still holds, and
// what stands on it, so that an altered paper is seen; the person's name is masked all the same. A
// wrong number and a wrong code look alike.
#pragma once

#include <optional>
#include <string>

#include "business/document/paper.h"
#include "business/document/types.h"
#include "business/use_case.h"

namespace yibao::document {

struct Checked {
  std::string number;
  std::string title;
  std::string issuer;
  std::string name;          // masked
  bool of_employer = false;  // and not of a person
  Date issued_on;
  std::optional<Date> last_day;
  Standing standing = Standing::valid;
  VoidReason void_reason = VoidReason::none;
  std::optional<Date> voided_on;
  std::string lifted_by;  // the number of the document that ended what this one decided
  std::string digest;
  std::optional<Paper> paper;  // what stands on it, with the person's name masked
};

// Letters and digits as people type them: capitals made small, everything else taken out.
std::string as_typed(std::string_view text);

// Is what was typed the code? Takes as long for a right beginning as for a wrong one.
bool is_same_code(std::string_view typed, std::string_view expected);

std::optional<Checked> check(std::string_view number, std::string_view code,
                             const business::Context& context, storage::Session& session);

}  // namespace yibao::document
