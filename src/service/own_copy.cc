#include "service/own_copy.h"

#include <algorithm>

#include "base/reason_tree.h"

namespace yibao::service {

namespace {

using business::Endpoint;
using business::Request;

constexpr std::string_view kOfPerson = "/v1/people/{person}";
constexpr std::string_view kOfMe = "/v1/me/";
constexpr std::string_view kItself = "me.export";
constexpr std::size_t kPage = 200;  // the most that every list gives at once
constexpr int kPagesMax = 200;

bool has_field(const Endpoint& endpoint, std::string_view name) {
  return std::ranges::find(endpoint.fields, name, &business::Field::name) != endpoint.fields.end();
}

bool names_more(std::string_view path, std::size_t from) {
  return path.find('{', from) != std::string_view::npos;
}

// The list that an answer is about: its first one.
Tree::List* rows_of(Tree& answer) {
  Tree::Members* members = answer.members();
  if (members == nullptr) return nullptr;
  for (Tree::Member& member : *members) {
    if (Tree::List* list = member.second.list()) return list;
  }
  return nullptr;
}

std::optional<std::string> word_of(const Tree* value) {
  if (value == nullptr) return std::nullopt;
  if (const std::string* text = value->text()) return *text;
  if (value->integer() != nullptr) return value->to_json();
  return std::nullopt;
}

// Where the next page begins: as the answer says, or behind its last row.
std::optional<std::string> next_of(Tree& page) {
  if (auto next = word_of(page.find("next"))) return next;
  const Tree::List* rows = rows_of(page);
  if (rows == nullptr || rows->size() < kPage) return std::nullopt;
  for (const char* name : {"id", "call", "month"}) {
    if (auto next = word_of(rows->back().find(name))) return next;
  }
  return std::nullopt;
}

// True where there was anything.
bool append(Tree& whole, Tree& page) {
  Tree::List* rows = rows_of(page);
  Tree::List* all = rows_of(whole);
  if (rows == nullptr || all == nullptr || rows->empty()) return false;
  std::ranges::move(*rows, std::back_inserter(*all));
  return true;
}

}  // namespace

OwnCopy::OwnCopy(const std::vector<Endpoint>& endpoints, std::string person, Ask ask)
    : endpoints_(endpoints), person_(std::move(person)), ask_(std::move(ask)) {}

bool OwnCopy::is_own(const Endpoint& endpoint) const {
  const bool asked_by_people =
      (endpoint.allowed & static_cast<business::Roles>(business::Role::participant)) != 0;
  if (endpoint.method != "GET" || endpoint.download || !asked_by_people) return false;
  if (endpoint.path.starts_with(kOfPerson)) return !names_more(endpoint.path, kOfPerson.size());
  return endpoint.path.starts_with(kOfMe) && endpoint.name != kItself &&
         !names_more(endpoint.path, kOfMe.size());
}

Decision<Tree> OwnCopy::ask_whole(const Endpoint& endpoint) {
  Request request;
  request.method = "GET";
  request.path_values.emplace_back("person", person_);
  if (has_field(endpoint, "all_years")) request.parameters.emplace_back("all_years", "true");
  if (!has_field(endpoint, "limit")) return ask_(endpoint, request);
  request.parameters.emplace_back("limit", std::to_string(kPage));
  Decision<Tree> told = ask_(endpoint, request);
  if (!told) return told;
  Tree whole = std::move(told).value();
  const char* cursor = has_field(endpoint, "after") ? "after" : "before";
  std::optional<std::string> next = next_of(whole);
  for (int pages = 1; next && pages < kPagesMax && has_field(endpoint, cursor); ++pages) {
    Request more = request;
    more.parameters.emplace_back(cursor, *next);
    Decision<Tree> page = ask_(endpoint, more);
    if (!page) return page;
    Tree rows = std::move(page).value();
    next = next_of(rows);
    if (!append(whole, rows)) next.reset();
  }
  if (next) left_out_.push_back({"export_cut", {{"what", std::string(endpoint.summary)}}, {}});
  std::erase_if(*whole.members(), [](const Tree::Member& each) { return each.first == "next"; });
  return whole;
}

// Of a list of cases: what each of them says when it is looked at.
std::optional<Tree> OwnCopy::ask_each_case(const Endpoint& listing, const Tree& listed) const {
  if (!listing.path.starts_with(kOfPerson)) return std::nullopt;
  const std::string path = "/v1" + std::string(listing.path.substr(kOfPerson.size())) + "/{case}";
  const auto one = std::ranges::find_if(endpoints_, [&](const Endpoint& each) {
    return each.method == "GET" && each.path == path && each.answer != nullptr;
  });
  Tree copy = listed;
  const Tree::List* rows = rows_of(copy);
  if (one == endpoints_.end() || rows == nullptr) return std::nullopt;
  Tree cases = Tree(Tree::List{});
  for (const Tree& row : *rows) {
    const auto number = word_of(row.find("case"));
    if (!number) continue;
    Request request;
    request.method = "GET";
    request.path_values.emplace_back("case", *number);
    if (Decision<Tree> told = ask_(*one, request)) cases.push(std::move(told).value());
  }
  return cases;
}

void OwnCopy::add_to(Tree& all) {
  for (const Endpoint& each : endpoints_) {
    if (!is_own(each)) continue;
    Decision<Tree> part = ask_whole(each);
    if (!part) continue;
    auto cases = ask_each_case(each, *part);
    all.set(std::string(each.name), std::move(part).value());
    if (cases) all.set(std::string(each.name) + ".cases", std::move(*cases));
  }
  left_out_.insert(left_out_.begin(), {"export_without_files", {}, {}});
  all.set("reasons", to_tree(left_out_));
}

}  // namespace yibao::service
