// An object inside a body, and each object of a list, read by a reader of its own, as strictly as
// the whole; what is wrong with it is the whole's to tell.
#pragma once

#include <string>

#include "business/reader.h"

namespace yibao::business {

// `read` is given the inner reader and the inner request.
template<class Read>
Verdict read_object(const Request& request, const Context& context, const Tree& part, Read& read) {
  Request inner = request;
  inner.body = part;
  Reader reader = Reader::body(inner, context);
  read(reader, inner);
  return reader.finish();
}

template<class Read>
void read_part(Reader& whole, const Request& request, const Context& context, const Tree& part,
               Read read) {
  const Verdict verdict = read_object(request, context, part, read);
  if (verdict) return;
  for (const Reason& reason : verdict.refusal().reasons) {
    whole.add(reason, verdict.refusal().kind);
  }
}

// As read_part(), for the items of a list; a reason tells which: "months[1].received_on".
template<class Read>
void read_items(Reader& whole, const Request& request, const Context& context,
                std::string_view name, const Tree::List& list, Read read) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string place = std::string(name) + "[" + std::to_string(i) + "]";
    if (list[i].members() == nullptr) {
      whole.add({"member_not_object", {{"member", place}}, {}});
      continue;
    }
    const Verdict verdict = read_object(request, context, list[i], read);
    if (verdict) continue;
    for (Reason reason : verdict.refusal().reasons) {
      for (Fact& fact : reason.facts) {
        if (fact.name == "member") fact.value = place + "." + fact.value;
      }
      whole.add(std::move(reason), verdict.refusal().kind);
    }
  }
}

}  // namespace yibao::business
