// An object inside a body, read by a reader of its own, as strictly as the whole; what is wrong
// with it is the whole's to tell.
#pragma once

#include "business/reader.h"

namespace yibao::business {

// `read` is given the inner reader and the inner request.
template<class Read>
void read_part(Reader& whole, const Request& request, const Context& context, const Tree& part,
               Read read) {
  Request inner = request;
  inner.body = part;
  Reader reader = Reader::body(inner, context);
  read(reader, inner);
  const Verdict verdict = reader.finish();
  if (verdict) return;
  for (const Reason& reason : verdict.refusal().reasons) {
    whole.add(reason, verdict.refusal().kind);
  }
}

}  // namespace yibao::business
