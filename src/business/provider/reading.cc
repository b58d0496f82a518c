#include "business/provider/reading.h"

#include <algorithm>
#include <cctype>
#include <span>

#include "base/decimal_text.h"
#include "base/text.h"
#include "business/provider/moments.h"
#include "storage/encoding.h"
#include "storage/json.h"

namespace yibao::provider {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Columns of a fixed width come with blanks behind them.
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Empty in one of the ways in which senders write it (R09, R10).
bool is_nothing(const Tree& value) {
  if (value.is_null()) return true;
  if (value.text() == nullptr) return false;
  const std::string_view text = trimmed(*value.text());
  return text.empty() || text == "null" || text == "NULL";
}

bool is_number(const Field& field) {
  return field.type == FieldType::number || field.type == FieldType::integer;
}

// As text, whether it was written as one or as a number; none of anything else.
std::optional<std::string> plain(const Tree& value) {
  if (const std::string* text = value.text()) {
    std::string one_line(trimmed(*text));
    std::ranges::replace_if(one_line, is_blank, ' ');
    return one_line;
  }
  if (const std::int64_t* integer = value.integer()) return std::to_string(*integer);
  return std::nullopt;
}

// Bytes as Base64, or as the list of numbers that Java's serialisers make of them (-128 to 255).
std::optional<std::string> bytes_text(const Tree& value) {
  if (value.list() == nullptr) {
    std::optional<std::string> text = plain(value);
    if (text) std::erase_if(*text, is_blank);  // many encoders break it into lines
    return text;
  }
  std::string bytes;
  for (const Tree& each : *value.list()) {
    const std::optional<std::int64_t> byte = parse_integer(plain(each).value_or(""));
    if (!byte || *byte < -128 || *byte > 255) return std::nullopt;
    bytes += static_cast<char>(*byte);
  }
  return storage::encode_base64(bytes);
}

// A text has no more characters than bytes.
bool is_longer(std::string_view text, const Field& field) {
  const auto most = static_cast<std::size_t>(field.length);
  return field.length > 0 && text.size() > most && count_characters(text) > most;
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

// "1.25E3" → "1250": a number may be written so in JSON, and some makers' libraries do it above ten
// million. What is none stays what it was.
std::string without_exponent(const std::string& text) {
  constexpr int kExponentMax = 20;
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string::npos) return text;
  const std::size_t signed_from = e + 1 < text.size() && text[e + 1] == '+' ? e + 2 : e + 1;
  const auto exponent = parse_integer(text.substr(signed_from));
  const bool negative = text.starts_with('-');
  const std::string number = text.substr(negative ? 1 : 0, e - (negative ? 1 : 0));
  const std::size_t point = std::min(number.find('.'), number.size());
  std::string digits = number.substr(0, point);
  if (point < number.size()) digits += number.substr(point + 1);
  if (!exponent || *exponent > kExponentMax || *exponent < -kExponentMax || !is_digits(digits) ||
      digits.size() > std::size_t{2} * kExponentMax || point == 0) {
    return text;
  }
  auto place = static_cast<std::int64_t>(point) + *exponent;
  if (place <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - place), '0');
    place = 1;
  }
  if (static_cast<std::size_t>(place) > digits.size()) {
    digits.append(static_cast<std::size_t>(place) - digits.size(), '0');
  }
  const std::size_t zeros =
      std::min(digits.find_first_not_of('0'), static_cast<std::size_t>(place) - 1);
  digits.erase(0, zeros);
  const std::size_t whole = static_cast<std::size_t>(place) - zeros;
  if (whole < digits.size()) digits.insert(whole, ".");
  return (negative ? "-" : "") + digits;
}

// 16.2 of the tables: at most sixteen digits, two of them behind the point. Told in one form
// however it was written, 8 for 8.00: whether a message came with the same content is told by it,
// and a system that writes its first message from a double repeats it from a column with two
// decimals. None where it is no such number.
std::optional<std::string> decimal(std::string_view text, const Field& field) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view part = point == std::string_view::npos ? "" : text.substr(point + 1);
  if (!is_digits(whole) || (point != std::string_view::npos && !is_digits(part))) {
    return std::nullopt;
  }
  const auto scale = static_cast<std::size_t>(field.scale);
  while (!part.empty() && part.back() == '0') part.remove_suffix(1);
  while (whole.size() > 1 && whole.front() == '0') whole.remove_prefix(1);
  const int most = field.length == 0 ? 16 : field.length;
  if (part.size() > scale || static_cast<int>(whole.size()) > std::max(1, most - field.scale)) {
    return std::nullopt;
  }
  std::string told(whole);
  if (!part.empty()) told += "." + std::string(part);
  return negative && told != "0" ? "-" + told : told;
}

// What has two decimals is an amount, and must be one that we can keep.
bool is_in_range(std::string_view text, const Field& field) {
  if (field.scale != 2) return true;
  if (text.starts_with('-')) text.remove_prefix(1);
  return Money::parse_yuan(text).has_value();
}

// Where a field stands. Its name is put together only where something is wrong with it.
struct Place {
  std::string_view name;
  const Place* within = nullptr;
  std::size_t row = 0;  // of a list, from 1; 0: of none

  std::string text() const {
    std::string all = within == nullptr ? std::string() : within->text() + ".";
    all += name;
    if (row > 0) all += "[" + std::to_string(row) + "]";
    return all;
  }
};

// The members of an object, asked for by the names of the tables. Most senders write them in that
// order: what is asked for next is looked for behind what was found last.
class Sent {
 public:
  explicit Sent(const Tree& object) {
    if (object.members() != nullptr) members_ = *object.members();
  }

  const Tree* find(std::string_view name) {
    for (std::size_t tried = 0; tried < members_.size(); ++tried) {
      if (next_ == members_.size()) next_ = 0;
      const auto& [each, value] = members_[next_++];
      if (each == name) return &value;
    }
    for (const auto& [each, value] : members_) {
      if (same_name(each, name)) return &value;
    }
    return nullptr;
  }

  const Tree* find(const Field& field) {
    const Tree* value = find(field.name);
    for (const std::string& other : field.other_names) {
      if (value == nullptr) value = find(other);
    }
    return value;
  }

 private:
  std::span<const Tree::Member> members_;
  std::size_t next_ = 0;
};

class InputReader {
 public:
  InputReader(const Interface& tables, std::vector<Reason>& mistakes)
      : tables_(tables), mistakes_(mistakes) {}

  Tree object(const std::vector<Field>& fields, const Tree& given, const Place& where) {
    Sent sent(given);
    Tree::Members read;
    read.reserve(fields.size());
    for (const Field& field : fields) {
      const Tree* value = sent.find(field);
      const Place place{field.name, &where};
      if (value == nullptr || is_nothing(*value)) {
        const bool required = field.required || is_required_here(field, fields, sent);
        if (required && value != nullptr && is_number(field)) {
          read.emplace_back(field.name, "0");  // an empty number is nought (R09)
        } else if (required) {
          wrong("field_missing", place, field);
        }
        continue;
      }
      if (field.type == FieldType::array) {
        read.emplace_back(field.name, rows(field.fields, *value, place));
      } else if (std::optional<std::string> text = take(field, *value, place)) {
        read.emplace_back(field.name, *std::move(text));
      }
    }
    return Tree(std::move(read));
  }

  Tree rows(const std::vector<Field>& fields, const Tree& sent, const Place& where) {
    Tree::List read;
    if (const Tree::List* list = sent.list()) {
      if (list->size() > kRowsMax) {
        mistakes_.push_back(
            {"node_too_long", {{"node", where.text()}, {"most", std::to_string(kRowsMax)}}, {}});
        return Tree(std::move(read));
      }
      read.reserve(list->size());
      for (std::size_t i = 0; i < list->size(); ++i) {
        read.push_back(object(fields, (*list)[i], {where.name, where.within, i + 1}));
      }
    } else if (sent.members() != nullptr) {
      read.push_back(object(fields, sent, where));  // one row, sent without its list
    } else {
      mistakes_.push_back({"node_shape", {{"node", where.text()}}, {}});
    }
    return Tree(std::move(read));
  }

 private:
  void wrong(const char* code, const Place& where, const Field& field, std::string more = "") {
    std::vector<Fact> facts{{"field", where.text()}, {"label", field.label}};
    if (!more.empty()) facts.push_back({"expected", std::move(more)});
    mistakes_.push_back({code, std::move(facts), {}});
  }

  // By the value of another field of the object: of its code, however that was written (3 for 03).
  bool is_required_here(const Field& field, const std::vector<Field>& fields, Sent& sent) const {
    if (field.required_if.empty()) return false;
    const Tree* value = sent.find(field.required_if);
    std::optional<std::string> text = value == nullptr ? std::nullopt : plain(*value);
    if (!text) return false;
    const auto other = std::ranges::find(fields, field.required_if, &Field::name);
    const Dictionary* codes =
        other == fields.end() ? nullptr : tables_.dictionary(other->dictionary);
    if (codes != nullptr) text = codes->canonical(*text).value_or(*text);
    return text == field.required_for;
  }

  // Rounded where a quotient may stand; what is settled by is no guess of ours, and its sender is
  // told how many decimals it may have.
  std::optional<std::string> take_number(const Field& field, const std::string& sent,
                                         const Place& where) {
    const std::string text = without_rounding_error(without_exponent(sent), field.scale);
    std::optional<std::string> number = decimal(rounded(text, field.scale), field);
    if (!number || !is_in_range(*number, field)) {
      wrong("field_not_number", where, field,
            std::to_string(field.length) + "," + std::to_string(field.scale));
      return std::nullopt;
    }
    if (!field.rounded && !decimal(text, field)) {
      wrong("field_too_fine", where, field, std::to_string(field.scale));
      return std::nullopt;
    }
    return number;
  }

  // None where something is wrong with it, which was said.
  std::optional<std::string> take(const Field& field, const Tree& value, const Place& where) {
    // Text that a client sends as an object stays what it is (R29).
    std::optional<std::string> text =
        field.type == FieldType::bytes ? bytes_text(value) : plain(value);
    if (!text && field.name == "exp_content") text = value.to_json();
    const auto fail = [&](const char* code, std::string more = "") {
      wrong(code, where, field, std::move(more));
      return std::nullopt;
    };
    // What is no UTF-8 counts as a control character.
    if (!text || has_control_characters(*text)) return fail("field_shape");
    const Dictionary* codes = tables_.dictionary(field.dictionary);
    std::optional<std::string> code = codes != nullptr ? codes->canonical(*text) : std::nullopt;
    const bool is_known = code.has_value();
    if (is_known) text = std::move(code);
    switch (field.type) {
      case FieldType::number:
      case FieldType::integer:
        text = take_number(field, *text, where);
        if (!text) return std::nullopt;
        break;
      case FieldType::digits:
        // A serial of a line of fees: 1 to 15 digits, not 0 (R12).
        if (!is_digits(*text) || text->size() > 15 ||
            text->find_first_not_of('0') == std::string::npos) {
          return fail("field_not_digits");
        }
        break;
      case FieldType::date:
      case FieldType::datetime: {
        std::optional<std::string> when = read_moment(*text, field);
        if (!when) return fail("field_not_date");
        text = std::move(when);
        break;
      }
      case FieldType::string:
      case FieldType::bytes:
      case FieldType::object:
      case FieldType::array:
        if (is_longer(*text, field)) {
          return fail("field_too_long", std::to_string(field.length));
        }
        break;
    }
    if (codes != nullptr && !is_known && !codes->has(*text)) {
      return fail("field_code_unknown", field.dictionary);
    }
    return text;
  }

  const Interface& tables_;
  std::vector<Reason>& mistakes_;
};

// The envelope is one object more, with rules of its own on the number and the message id.
Verdict check_envelope(const Tree& head) {
  const std::string number = text_of(head, "infno");
  const bool number_shaped =
      number.size() >= 4 && number.size() <= 6 &&
      std::ranges::all_of(number, [](unsigned char c) { return std::isalnum(c) != 0; });
  if (!number_shaped)
    return refuse(RefusalKind::malformed, "transaction_unknown", {{"infno", number}});
  const std::string msgid = text_of(head, "msgid");
  const bool plain_msgid =
      std::ranges::all_of(msgid, [](unsigned char c) { return c > 0x20 && c < 0x7F; });
  if (!plain_msgid) return refuse(RefusalKind::malformed, "msgid_shape");
  if (!names_a_day(text_of(head, "inf_time"))) {
    return refuse(RefusalKind::malformed, "field_not_date",
                  {{"field", "envelope.inf_time"}, {"label", "交易时间"}});
  }
  return Nothing{};
}

// The fields of the one node that there is, sent without it.
bool is_bare(const Transaction& transaction, const Tree& input) {
  if (transaction.input.size() != 1 || input.members() == nullptr) return false;
  const Node& node = transaction.input.front();
  Sent sent(input);
  if (sent.find(node.name) != nullptr) return false;
  return std::ranges::any_of(node.fields,
                             [&](const Field& field) { return sent.find(field) != nullptr; });
}

// The input, which may be sent as a text that holds JSON.
Decision<Tree> read_input_of(const Tree& body, const Transaction& transaction,
                             const Interface& tables) {
  const Tree* sent = Sent(body).find("input");
  if (sent == nullptr || is_nothing(*sent)) {
    return read_input(transaction, tables, Tree(Tree::Members{}));
  }
  if (sent->text() == nullptr) return read_input(transaction, tables, *sent);
  const Decision<Tree> parsed = storage::parse_json_with_texts(*sent->text());
  return parsed ? read_input(transaction, tables, *parsed) : parsed;
}

}  // namespace

std::optional<RegionCode> read_region(std::string text) {
  if (text.size() == 4) text += "00";
  return RegionCode::parse(text);
}

Money money_of(const std::string& text) {
  const bool negative = text.starts_with('-');
  const std::optional<Money> money = Money::parse_yuan(text.substr(negative ? 1 : 0));
  YB_CHECK(money.has_value(), "an amount that was read is none");
  return negative ? Money() - *money : *money;
}

std::string Message::text(std::string_view node, std::string_view field) const {
  const Tree* found = input.find(node);
  return found == nullptr ? "" : text_of(*found, field);
}

const Tree::List& Message::rows(std::string_view node) const {
  static const Tree::List kNone;
  const Tree* found = input.find(node);
  return found == nullptr || found->list() == nullptr ? kNone : *found->list();
}

Decision<Tree> read_input(const Transaction& transaction, const Interface& tables,
                          const Tree& input) {
  std::vector<Reason> mistakes;
  InputReader reader(tables, mistakes);
  Tree read = Tree(Tree::Members{});
  const bool bare = is_bare(transaction, input);
  for (const Node& node : transaction.input) {
    const Tree* sent = bare ? &input : Sent(input).find(node.name);
    if (sent == nullptr || is_nothing(*sent)) {
      // A list may be left out; an object with fields that must be there may not.
      const bool needed = !node.repeated && std::ranges::any_of(node.fields, &Field::required);
      if (needed) mistakes.push_back({"node_missing", {{"node", node.name}}, {}});
      continue;
    }
    // One object, sent as a list of one.
    const bool wrapped = !node.repeated && sent->list() != nullptr && sent->list()->size() == 1;
    const Tree& content = wrapped ? sent->list()->front() : *sent;
    if (!node.repeated && content.members() == nullptr) {
      mistakes.push_back({"node_shape", {{"node", node.name}}, {}});
      continue;
    }
    read.set(node.name, node.repeated ? reader.rows(node.fields, content, {node.name})
                                      : reader.object(node.fields, content, {node.name}));
  }
  if (!mistakes.empty()) return Refusal{RefusalKind::malformed, std::move(mistakes)};
  return read;
}

std::string institution_said(const Tree& body) {
  const Tree* code = Sent(body).find("fixmedins_code");
  return code == nullptr ? "" : plain(*code).value_or("");
}

Decision<Message> read_message(const Tree& body, const Interface& tables) {
  if (body.members() == nullptr) return refuse(RefusalKind::malformed, "body_not_object");
  std::vector<Reason> mistakes;
  const Tree head = InputReader(tables, mistakes).object(tables.head(), body, {"envelope"});
  if (!mistakes.empty()) return Refusal{RefusalKind::malformed, std::move(mistakes)};
  if (const Verdict verdict = check_envelope(head); !verdict) return verdict.refusal();
  Message message;
  message.transaction = tables.find(text_of(head, "infno"));
  if (message.transaction == nullptr) {
    return refuse(RefusalKind::not_found, "transaction_unknown",
                  {{"infno", text_of(head, "infno")}});
  }
  message.msgid = text_of(head, "msgid");
  message.institution = text_of(head, "fixmedins_code");
  message.operator_type = text_of(head, "opter_type");
  message.operator_id = text_of(head, "opter");
  message.operator_name = text_of(head, "opter_name");
  message.sign_number = text_of(head, "sign_no");
  message.version = text_of(head, "infver");
  const auto place = read_region(text_of(head, "mdtrtarea_admvs"));
  const std::string insured = text_of(head, "insuplc_admdvs");
  const auto insured_place = insured.empty() ? place : read_region(insured);
  if (!place || !insured_place) {
    return refuse(RefusalKind::malformed, "envelope_region_unknown",
                  {{"region", place ? insured : text_of(head, "mdtrtarea_admvs")}});
  }
  message.place_of_care = *place;
  message.insured_place = *insured_place;
  Decision<Tree> input = read_input_of(body, *message.transaction, tables);
  if (!input) return input.refusal();
  message.input = std::move(input).value();
  return message;
}

}  // namespace yibao::provider
