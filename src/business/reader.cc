#include "business/reader.h"

#include <algorithm>

#include "base/region_table.h"
#include "base/text.h"
#include "business/horizon.h"

namespace yibao::business {

namespace {

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

Reader::Reader(const Request& request, const Context& context, Tree members, bool in_words)
    : request_(&request), context_(&context), members_(std::move(members)), in_words_(in_words) {
  if (!members_.is_null() && members_.members() == nullptr) {
    reasons_.push_back({"body_not_an_object", {}, {}});
  }
}

Reader Reader::body(const Request& request, const Context& context) {
  return Reader(request, context, request.body);
}

Reader Reader::parameters(const Request& request, const Context& context) {
  Tree members;
  for (const auto& [name, value] : request.parameters) members.set(name, value);
  return Reader(request, context, std::move(members), true);
}

void Reader::ask(std::string_view name) {
  if (std::ranges::find(asked_, name) == asked_.end()) asked_.push_back(name);
}

const Tree* Reader::take(std::string_view name) {
  ask(name);
  const Tree* member = members_.find(name);
  return member == nullptr || member->is_null() ? nullptr : member;
}

const Tree* Reader::take_required(std::string_view name) {
  const Tree* member = take(name);
  if (member == nullptr) wrong(name, "member_missing");
  return member;
}

void Reader::wrong(std::string_view name, std::string code, std::vector<Fact> more) {
  std::vector<Fact> facts = {{"member", std::string(name)}};
  facts.insert(facts.end(), more.begin(), more.end());
  reasons_.push_back({std::move(code), std::move(facts), {}});
}

const std::string* Reader::take_text(std::string_view name, bool required) {
  const Tree* member = required ? take_required(name) : take(name);
  if (member == nullptr) return nullptr;
  if (member->text() == nullptr) wrong(name, "member_not_text");
  return member->text();
}

std::int64_t Reader::path_id(std::string_view name, storage::IdKind kind) {
  const std::string* text = request_->path_value(name);
  const auto inside = text != nullptr ? context_->vault->inside_id(kind, *text) : std::nullopt;
  if (inside) return inside->id;
  add({"not_found", {{"member", std::string(name)}}, {}}, RefusalKind::not_found);
  return 0;
}

std::string Reader::text(std::string_view name, std::size_t characters_max) {
  const std::string* value = take_text(name, true);
  if (value == nullptr) return {};
  const std::size_t length = count_characters(*value);
  if (without_blanks_around(*value).empty()) wrong(name, "member_empty");
  if (length > characters_max) {
    wrong(name, "member_too_long", {{"characters_max", std::to_string(characters_max)}});
  }
  if (has_control_characters(*value)) wrong(name, "member_control_characters");
  return *value;
}

std::string Reader::text_or(std::string_view name, std::size_t characters_max, std::string other) {
  const Tree* member = members_.find(name);
  if (member != nullptr && !member->is_null()) return text(name, characters_max);
  ask(name);
  return other;
}

std::string Reader::text_by(std::string_view name,
                            Decision<std::string> (*rule)(std::string_view)) {
  const std::string* value = take_text(name, true);
  if (value == nullptr) return {};
  Decision<std::string> kept = rule(*value);
  if (kept) return std::move(kept).value();
  for (const Reason& reason : kept.refusal().reasons) wrong(name, reason.code, reason.facts);
  return {};
}

bool Reader::has(std::string_view name) {
  return take(name) != nullptr;
}

std::string Reader::code(std::string_view name, std::initializer_list<std::string_view> codes) {
  const std::string* value = take_text(name, true);
  if (value == nullptr) return {};
  if (std::find(codes.begin(), codes.end(), *value) == codes.end()) {
    std::string known;
    for (const std::string_view each : codes)
      known += (known.empty() ? "" : ", ") + std::string(each);
    wrong(name, "member_unknown_code", {{"known", known}});
  }
  return *value;
}

std::string Reader::code_or(std::string_view name, std::initializer_list<std::string_view> codes,
                            std::string other) {
  const Tree* member = members_.find(name);
  if (member != nullptr && !member->is_null()) return code(name, codes);
  ask(name);
  return other;
}

Money Reader::fen(std::string_view name) {
  return Money::fen(amount(name, 1));
}

std::optional<Money> Reader::optional_fen(std::string_view name) {
  if (take(name) == nullptr) return std::nullopt;
  return Money::fen(amount(name, 0));
}

// As an integer, but told in yuan: nobody counts zeros of fen.
std::int64_t Reader::amount(std::string_view name, std::int64_t least) {
  const std::size_t before = reasons_.size();
  const std::int64_t value = integer(name, least, Money::kMaxFen);
  if (reasons_.size() > before && reasons_.back().code == "member_out_of_range") {
    reasons_.back() = {"amount_out_of_range",
                       {{"member", std::string(name)},
                        {"least", Money::fen(least).to_display()},
                        {"most", Money::fen(Money::kMaxFen).to_display()}},
                       {}};
  }
  return value;
}

std::int64_t Reader::integer(std::string_view name, std::int64_t least, std::int64_t most) {
  const Tree* member = take_required(name);
  if (member == nullptr) return least;
  std::int64_t value = 0;
  if (const std::int64_t* number = member->integer()) {
    value = *number;
  } else if (const auto parsed = in_words_ ? parse_integer(*member->text()) : std::nullopt) {
    value = *parsed;
  } else {
    wrong(name, "member_not_integer");
    return least;
  }
  if (value < least || value > most) {
    wrong(name, "member_out_of_range",
          {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
    return least;
  }
  return value;
}

std::int64_t Reader::integer_or(std::string_view name, std::int64_t least, std::int64_t most,
                                std::int64_t other) {
  const Tree* member = members_.find(name);
  if (member != nullptr && !member->is_null()) return integer(name, least, most);
  ask(name);
  return other;
}

bool Reader::flag(std::string_view name) {
  const Tree* member = take(name);
  if (member == nullptr) return false;
  if (const bool* value = member->boolean()) return *value;
  if (in_words_ && (*member->text() == "true" || *member->text() == "false")) {
    return *member->text() == "true";
  }
  wrong(name, "member_not_flag");
  return false;
}

std::optional<Date> Reader::optional_date(std::string_view name) {
  const std::string* value = take_text(name, false);
  if (value == nullptr) return std::nullopt;
  const std::optional<Date> day = Date::parse(*value);
  if (!day) {
    wrong(name, "member_not_date");
  } else if (is_beyond_horizon(*day)) {
    wrong(name, "member_day_out_of_range",
          {{"least", first_day_of_all().to_string()}, {"most", last_day_of_all().to_string()}});
    return std::nullopt;
  }
  return day;
}

Date Reader::date(std::string_view name) {
  if (take_text(name, true) == nullptr) return {};
  return optional_date(name).value_or(Date());
}

std::optional<Month> Reader::optional_month(std::string_view name) {
  const std::string* value = take_text(name, false);
  if (value == nullptr) return std::nullopt;
  const std::optional<Month> parsed = Month::parse(*value);
  if (!parsed) {
    wrong(name, "member_not_month");
  } else if (is_beyond_horizon(parsed->first_day())) {
    wrong(name, "member_month_out_of_range",
          {{"least", Month::containing(first_day_of_all()).to_string()},
           {"most", Month::containing(last_day_of_all()).to_string()}});
    return std::nullopt;
  }
  return parsed;
}

Month Reader::month(std::string_view name) {
  if (take_text(name, true) == nullptr) return {};
  return optional_month(name).value_or(Month());
}

std::optional<RegionCode> Reader::optional_region(std::string_view name) {
  const std::string* value = take_text(name, false);
  if (value == nullptr) return std::nullopt;
  const std::optional<RegionCode> code = RegionCode::parse(*value);
  if (!code) {
    wrong(name, "member_not_region");
  } else if (!context_->regions->exists(*code)) {
    wrong(name, "region_unknown", {{"region", *value}});
  }
  return code;
}

RegionCode Reader::region(std::string_view name) {
  if (take_text(name, true) == nullptr) return {};
  return optional_region(name).value_or(RegionCode());
}

std::optional<std::int64_t> Reader::optional_id(std::string_view name, storage::IdKind kind) {
  const std::string* value = take_text(name, false);
  if (value == nullptr) return std::nullopt;
  const auto inside = context_->vault->inside_id(kind, *value);
  if (!inside) {
    wrong(name, "member_not_id");
    return std::nullopt;
  }
  return inside->id;
}

std::int64_t Reader::id(std::string_view name, storage::IdKind kind) {
  if (take_text(name, true) == nullptr) return 0;
  return optional_id(name, kind).value_or(0);
}

const Tree::List* Reader::list(std::string_view name, std::size_t length_max) {
  const Tree* member = take_required(name);
  if (member == nullptr) return nullptr;
  if (member->list() == nullptr) {
    wrong(name, "member_not_list");
    return nullptr;
  }
  if (member->list()->size() > length_max) {
    wrong(name, "list_too_long", {{"most", std::to_string(length_max)}});
    return nullptr;
  }
  return member->list();
}

const Tree::List* Reader::optional_list(std::string_view name, std::size_t length_max) {
  if (take(name) == nullptr) return nullptr;
  return list(name, length_max);
}

const Tree* Reader::object(std::string_view name) {
  const Tree* member = take_required(name);
  if (member == nullptr) return nullptr;
  if (member->members() == nullptr) {
    wrong(name, "member_not_object");
    return nullptr;
  }
  return member;
}

void Reader::add(Reason reason, RefusalKind kind) {
  if (reasons_.empty()) kind_ = kind;
  reasons_.push_back(std::move(reason));
}

Verdict Reader::finish() {
  if (const Tree::Members* all = members_.members()) {
    for (const auto& [name, value] : *all) {
      if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
      const std::vector<std::string> known(asked_.begin(), asked_.end());
      const std::string nearest = nearest_word(name, known);
      wrong(name, "member_unknown", {{"nearest", nearest.empty() ? listed(known) : nearest}});
    }
  }
  if (reasons_.empty()) return Nothing{};
  return Refusal{kind_, std::move(reasons_)};
}

}  // namespace yibao::business
