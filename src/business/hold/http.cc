#include "business/hold/http.h"

#include "business/hold/commands.h"

namespace yibao::hold {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  return {
      {"hold.set",
       "POST",
       "/v1/people/{person}/holds",
       "冻结(依决定)",
       roles({Role::senior_officer}),
       {{"cause", FieldKind::text, true, "admin"}, {"note", FieldKind::text, true, "依据"}},
       &SetHold::parse,
       nullptr},
  };
}

}  // namespace yibao::hold
