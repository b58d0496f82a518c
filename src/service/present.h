// How reasons and refusals are told: one form for HTTP, the command line and the journal.
#pragma once

#include <string>

#include "base/decision.h"
#include "base/tree.h"
#include "service/catalogue.h"

namespace yibao::service {

int status_of(RefusalKind kind);

// {code, title, detail, facts{}, parameters[], next_step}
Tree present_reason(const Reason& reason, const Catalogue& catalogue);
Tree present_reasons(const std::vector<Reason>& reasons, const Catalogue& catalogue);

// Reasons that were stored, or that a decision hands on as data, carry only code, facts and
// parameters: gives every such object in the tree its words.
void add_words(Tree& tree, const Catalogue& catalogue);

// 免责说明: an answer in which a policy parameter is cited says that it is for reference
// only and that the rules of the place decide. Here, and nowhere else: commands, enquiries and
// problems all pass. What tells of it in words of its own (a guide) is left as it is.
void add_disclaimer(Tree& answer, const Catalogue& catalogue);

// An answer that has its words already gets those of another language, from the codes and facts
// that stand beside them: a command is answered, and its answer kept, in Chinese first.
void retell(Tree& answer, const Catalogue& catalogue);

// RFC 9457 application/problem+json.
Tree present_problem(const Refusal& refusal, const Catalogue& catalogue,
                     const std::string& instance, const std::string& trace_id);

}  // namespace yibao::service
