#include "business/document/queries.h"

#include <algorithm>

#include "business/casework/remedies.h"
#include "business/casework/stored_json.h"
#include "business/document/issue.h"
#include "business/document/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/wording.h"
#include "policy/policy_set.h"

namespace yibao::document {

namespace {

constexpr std::int64_t kListedMax = 10'000;  // of one person, from the first to the last page

Refusal not_found() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "document"}});
}

storage::Rows documents_of(PersonId person, storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  return session.select_keyed(kDocumentsOf, key).front();
}

// The document of the path, where whoever asks may see the person's.
Decision<Document> require_document(business::Reader& reader, const business::Context& context,
                                    storage::Session& session) {
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const DocumentId id(reader.path_id("document", storage::IdKind::document));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = person::may_see(context, person, "enquiry", session); !may) {
    return may.refusal();
  }
  const std::optional<Document> found = find_document(documents_of(person, session), id);
  if (!found) return not_found();
  return *found;
}

std::vector<Reason> remedies_of(const Document& document, const business::Context& context) {
  if (document.kind != Kind::written_decision || !document.served_on) return {};
  const policy::AppealPolicy& policy =
      context.policies->on(document.region, document.issued_on).appeal;
  return {casework::remedies(*document.served_on, policy, *context.calendar)};
}

// What is shown to others proves nothing unless it says whose it is (N-24, N-25): the identity
// number, which is written down masked, is opened for whoever may read the paper. A number that is
// another one by now stays masked. 受理通知书、补正告知书 are for the applicant alone.
bool names_the_person(Kind kind) {
  return kind != Kind::acceptance_notice && kind != Kind::correction_notice;
}

void replace_text(Tree& tree, const std::string& what, const std::string& with) {
  if (Tree::List* list = tree.list()) {
    for (Tree& each : *list) replace_text(each, what, with);
  } else if (tree.members() != nullptr) {
    for (auto& [name, member] : *tree.members()) replace_text(member, what, with);
  } else if (tree.text() != nullptr && *tree.text() == what) {
    tree = Tree(with);
  }
}

// A header of HTTP takes the name of a file in ASCII only.
std::string digits_of(std::string number) {
  std::erase_if(number, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return number;
}

Tree paper_of(const Document& document, const business::Context& context,
              storage::Session& session) {
  Tree paper = casework::read_stored(document.content);
  if (!names_the_person(document.kind)) return paper;
  const storage::Value key[] = {storage::Value(document.person.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  if (rows.empty()) return paper;
  const person::Person person =
      person::read_person(rows.front(), *context.vault, person::Open::secrets);
  replace_text(paper, mask_identity(person.identity_number), person.identity_number.reveal());
  return paper;
}

Line labelled(std::string_view label, std::string value) {
  return {std::string(label), std::move(value)};
}

// What was not known yet when the paper was issued: its service, and the last days that follow.
Tree stamps_of(const Document& document, const business::Context& context) {
  std::vector<Line> lines;
  const auto day = [&](const std::string& text) { return context.wording->shown("day", text); };
  if (document.served_on) {
    lines.push_back(
        labelled("送达", day(document.served_on->to_string()) + "(" +
                             context.wording->word("served_by_way", document.served_by_way) + ")"));
  }
  for (const Reason& reason : remedies_of(document, context)) {
    for (const Fact& fact : reason.facts) {
      if (fact.name == "appeal_until") lines.push_back({"申诉截止", day(fact.value)});
      if (fact.name == "review_until") lines.push_back({"行政复议截止", day(fact.value)});
      if (fact.name == "lawsuit_until") lines.push_back({"行政诉讼截止", day(fact.value)});
    }
  }
  Tree stamps = Tree(Tree::List{});
  for (const Line& line : lines) {
    stamps.push(Tree(Tree::List{Tree(line.label), Tree(line.value)}));
  }
  return stamps;
}

}  // namespace

Decision<Tree> answer_documents(const business::Request& request, const business::Context& context,
                                storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::int64_t limit = reader.integer_or("limit", 1, 200, 50);
  const std::int64_t after = reader.integer_or("after", 1, kListedMax, 0);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = person::may_see(context, person, "enquiry", session); !may) {
    return may.refusal();
  }
  const storage::Rows rows = documents_of(person, session);
  const auto all = static_cast<std::int64_t>(rows.size());
  const std::int64_t end = std::min(after + limit, all);
  Tree list = Tree(Tree::List{});
  for (std::int64_t i = after; i < end; ++i) {
    const storage::Row& row = rows[static_cast<std::size_t>(all - 1 - i)];
    list.push(present_document(read_document(row), context));
  }
  Tree told = Tree::object({{"documents", std::move(list)}});
  if (end < all) told.set("next", end);
  return told;
}

Decision<Tree> answer_document(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const Decision<Document> document = require_document(reader, context, session);
  if (!document) return document.refusal();
  Tree tree = present_document(*document, context);
  tree.set("paper", paper_of(*document, context, session));
  const std::vector<Reason> remedies = remedies_of(*document, context);
  if (!remedies.empty()) tree.set("remedies", casework::reasons_tree(remedies));
  return tree;
}

Decision<Tree> answer_print(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string format = reader.code_or("format", {"pdf", "xlsx"}, "pdf");
  const Decision<Document> document = require_document(reader, context, session);
  if (!document) return document.refusal();
  if (document->state == State::void_) {
    return refuse("document_void", {{"voided_on", document->voided_on->to_string()}});
  }
  Tree print = Tree::object({{"format", format},
                             {"paper", paper_of(*document, context, session)},
                             {"number", document->number},
                             {"check_code", document->check_code},
                             {"verify", verify_path(*document)},
                             {"digest", document->content_digest},
                             {"printed_on", document->issued_on.to_string()},
                             {"stamps", stamps_of(*document, context)}});
  if (document->valid_until) {
    print.set("last_day", (*document->valid_until - 1).to_string());
  }
  return Tree::object(
      {{"name", digits_of(document->number) + "." + format}, {"print", std::move(print)}});
}

Tree unnumbered_print(const Paper& paper, std::string_view name, std::string_view format,
                      Date printed_on) {
  return Tree::object({{"name", std::string(name) + "." + std::string(format)},
                       {"print", Tree::object({{"format", std::string(format)},
                                               {"paper", to_tree(paper)},
                                               {"printed_on", printed_on.to_string()}})}});
}

}  // namespace yibao::document
