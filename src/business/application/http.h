// The endpoints that every service has, made from the service itself:
//
//   POST /v1/people/{person}/<path>            file (a draft; ?dry_run=true only asks)
//   GET  /v1/people/{person}/<path>            list
//   GET  /v1/<path>/{case}  …/explanation
//   POST /v1/<path>/{case}/confirmation, materials, completion, withdrawal, urging
//   POST /v1/<path>/{case}/return, approval, second-return, refusal, end
//
// On the command line: yibao seal_release file …, yibao seal_release approve …
#pragma once

#include <vector>

#include "business/application/commands_filing.h"
#include "business/application/commands_review.h"
#include "business/application/queries.h"
#include "business/application/service.h"

namespace yibao::application {

// A function that parses a step of one service, as an endpoint wants it.
template<const auto& kService, class C>
business::CommandOrRefusal parse_step(const business::Request& request,
                                      const business::Context& context, storage::Session& session) {
  if constexpr (requires { C::parse(kService, request, context, session); }) {
    return C::parse(kService, request, context, session);
  } else {
    return ApplicationCommand::parse<C>(kService, request, context, session);
  }
}

template<const auto& kService,
         Decision<Tree> (*kAnswer)(const Service&, const business::Request&,
                                   const business::Context&, storage::Session&)>
Decision<Tree> answer_of(const business::Request& request, const business::Context& context,
                         storage::Session& session) {
  return kAnswer(kService, request, context, session);
}

// The parsers and answers of one service, for endpoints_of().
struct Doors {
  using Parse = business::CommandOrRefusal (*)(const business::Request&, const business::Context&,
                                               storage::Session&);
  using Answer = Decision<Tree> (*)(const business::Request&, const business::Context&,
                                    storage::Session&);
  Parse file, confirm, material, complete_materials, withdraw, urge;
  Parse return_for_correction, approve, send_back, refuse, end;
  Answer show, explain, list;
};
std::vector<business::Endpoint> endpoints_of(const Service& service, const Doors& doors);

// kService: an object of static storage, `inline const SealRelease kSealRelease{};`.
template<const auto& kService>
std::vector<business::Endpoint> endpoints_of() {
  return endpoints_of(
      kService, {&parse_step<kService, Draft>, &parse_step<kService, Confirm>,
                 &parse_step<kService, FillSlot>, &parse_step<kService, CompleteMaterials>,
                 &parse_step<kService, Withdraw>, &parse_step<kService, Urge>,
                 &parse_step<kService, ReturnForCorrection>, &parse_step<kService, Approve>,
                 &parse_step<kService, SendBack>, &parse_step<kService, Refuse>,
                 &parse_step<kService, End>, &answer_of<kService, &answer_application>,
                 &answer_of<kService, &answer_explanation>, &answer_of<kService, &answer_list>});
}

}  // namespace yibao::application
