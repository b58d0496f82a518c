// Reads the members of a request strictly: every missing, wrong or unknown member is named, all of
// them at once, and nothing is decided on half a request.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "business/use_case.h"

namespace yibao::business {

class Reader {
 public:
  // Reads the body of a command, or the parameters of an enquiry.
  static Reader body(const Request& request, const Context& context);
  static Reader parameters(const Request& request, const Context& context);

  // A value of the path. One that names nothing is answered as not found.
  std::int64_t path_id(std::string_view name, storage::IdKind kind);

  std::string text(std::string_view name, std::size_t characters_max);
  std::string text_or(std::string_view name, std::size_t characters_max, std::string other);
  // A text that has a rule of its own, which tells how it is kept (person/name.h).
  std::string text_by(std::string_view name, Decision<std::string> (*rule)(std::string_view));
  bool has(std::string_view name);  // an absent member is asked for by this
  // One of the codes; the refusal lists them.
  std::string code(std::string_view name, std::initializer_list<std::string_view> codes);
  std::string code_or(std::string_view name, std::initializer_list<std::string_view> codes,
                      std::string other);
  Money fen(std::string_view name);                          // above zero
  std::optional<Money> optional_fen(std::string_view name);  // zero allowed
  std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most);
  std::int64_t integer_or(std::string_view name, std::int64_t least, std::int64_t most,
                          std::int64_t other);
  bool flag(std::string_view name);  // absent is false
  Date date(std::string_view name);
  std::optional<Date> optional_date(std::string_view name);
  Month month(std::string_view name);
  std::optional<Month> optional_month(std::string_view name);
  // A region that exists in the region table.
  RegionCode region(std::string_view name);
  std::optional<RegionCode> optional_region(std::string_view name);
  std::int64_t id(std::string_view name, storage::IdKind kind);
  std::optional<std::int64_t> optional_id(std::string_view name, storage::IdKind kind);
  const Tree::List* list(std::string_view name, std::size_t length_max);
  const Tree::List* optional_list(std::string_view name, std::size_t length_max);

  const Tree* object(std::string_view name);  // to be read by a reader of its own

  // For rules on members that the reader does not know, such as a check digit.
  void add(Reason reason, RefusalKind kind = RefusalKind::malformed);

  // Unknown members are refused here. Call last.
  Verdict finish();
  bool ok_so_far() const { return reasons_.empty(); }

 private:
  Reader(const Request& request, const Context& context, Tree members, bool in_words = false);
  const Tree* take(std::string_view name);
  void ask(std::string_view name);
  const Tree* take_required(std::string_view name);
  const std::string* take_text(std::string_view name, bool required);
  std::int64_t amount(std::string_view name, std::int64_t least);
  void wrong(std::string_view name, std::string code, std::vector<Fact> more = {});

  const Request* request_;
  const Context* context_;
  Tree members_;
  bool in_words_;  // parameters of a URL: numbers and flags come as text; in a body they do not
  std::vector<std::string_view> asked_;
  std::vector<Reason> reasons_;
  RefusalKind kind_ = RefusalKind::malformed;
};

}  // namespace yibao::business
