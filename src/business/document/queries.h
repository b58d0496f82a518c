// The documents of a person: the list, one of them, and the paper to keep.
#pragma once

#include "business/document/paper.h"
#include "business/document/types.h"
#include "business/use_case.h"

namespace yibao::document {

// {documents: [...]}, the latest first.
Decision<Tree> answer_documents(const business::Request& request, const business::Context& context,
                                storage::Session& session);
// One, with what may be done against a decision and until when, counted from its service (N-25).
Decision<Tree> answer_document(const business::Request& request, const business::Context& context,
                               storage::Session& session);
// {name, print}: what the press needs. A void document is not printed any more.
Decision<Tree> answer_print(const business::Request& request, const business::Context& context,
                            storage::Session& session);

// What the press is handed: a paper that is no document, for looking only.
Tree unnumbered_print(const Paper& paper, std::string_view name, std::string_view format,
                      Date printed_on);

}  // namespace yibao::document
