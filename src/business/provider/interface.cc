#include "business/provider/interface.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/tree_text.h"

namespace yibao::provider {

namespace {

constexpr std::array<std::pair<std::string_view, FieldType>, 9> kTypes{{
    {"string", FieldType::string},
    {"digits", FieldType::digits},
    {"number", FieldType::number},
    {"integer", FieldType::integer},
    {"date", FieldType::date},
    {"datetime", FieldType::datetime},
    {"bytes", FieldType::bytes},
    {"array", FieldType::array},
    {"object", FieldType::object},
}};

constexpr int kNumberMax = 6;  // of infno (R03)

// Names of the interface are ASCII.
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int integer_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->integer() ? static_cast<int>(*member->integer()) : 0;
}

bool flag_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->boolean() != nullptr && *member->boolean();
}

const Tree::Members& members_of(const Tree& tree, std::string_view name) {
  static const Tree::Members kNone;
  const Tree* member = tree.find(name);
  return member != nullptr && member->members() != nullptr ? *member->members() : kNone;
}

std::vector<std::string> texts_in(const Tree* list) {
  std::vector<std::string> texts;
  if (list == nullptr || list->list() == nullptr) return texts;
  for (const Tree& each : *list->list()) {
    if (each.text() != nullptr) texts.push_back(*each.text());
  }
  return texts;
}

const Node* node_of(const std::vector<Node>& nodes, std::string_view name) {
  const auto found =
      std::ranges::find_if(nodes, [&](const Node& each) { return same_name(each.name, name); });
  return found == nodes.end() ? nullptr : &*found;
}

// Reads the file; what it does not understand it remembers, and says all at once.
class Loader {
 public:
  explicit Loader(const Tree& file) : accept_(file.find("accept")) {}

  std::vector<Field> fields(const Tree& parent, const std::string& where) {
    std::vector<Field> all;
    const Tree* list = parent.find("fields");
    if (list == nullptr || list->list() == nullptr) {
      wrong(where);
      return all;
    }
    for (const Tree& each : *list->list()) all.push_back(field(each, where));
    return all;
  }

  std::vector<Node> nodes(const Tree& transaction, std::string_view side,
                          const std::string& where) {
    std::vector<Node> all;
    for (const auto& [name, tree] : members_of(transaction, side)) {
      all.push_back({name, flag_of(tree, "repeated"), fields(tree, where + "." + name)});
    }
    return all;
  }

  void let_be_empty(Transaction& transaction) const {
    if (accept_ == nullptr) return;
    const Tree* all = accept_->find("may_be_empty");
    if (all == nullptr) return;
    for (const std::string& name : texts_in(all->find(transaction.number))) {
      for (Node& node : transaction.input) {
        for (Field& field : node.fields) {
          if (field.name == name) field.required = false;
        }
      }
    }
  }

  void let_come_from(Transaction& transaction) const {
    const Tree* kinds = accept_ == nullptr ? nullptr : accept_->find("also_from");
    if (kinds != nullptr) transaction.also_from = text_of(*kinds, transaction.number);
  }

  // What an answer tells under a second name as well (R14).
  void also_told(Transaction& transaction) const {
    if (accept_ == nullptr) return;
    const Tree* all = accept_->find("also_told");
    if (all == nullptr) return;
    for (const auto& [name, as] : members_of(*all, transaction.number)) {
      for (Node& node : transaction.output) {
        const auto printed = std::ranges::find(node.fields, *as.text(), &Field::name);
        if (printed == node.fields.end()) continue;
        Field second = *printed;
        second.name = name;
        node.fields.insert(printed + 1, std::move(second));
      }
    }
  }

  void add_codes(const std::string& name, Dictionary& dictionary) const {
    if (accept_ == nullptr) return;
    const Tree* codes = accept_->find("codes");
    if (codes == nullptr) return;
    for (const auto& [value, label] : members_of(*codes, name)) {
      if (!dictionary.has(value)) dictionary.codes.push_back({value, *label.text()});
    }
  }

  void wrong(const std::string& where) {
    mistakes_.push_back({"file_not_as_expected", {{"where", where}}, {}});
  }
  const std::vector<Reason>& mistakes() const { return mistakes_; }

 private:
  Field field(const Tree& tree, const std::string& where) {
    Field field;
    field.name = text_of(tree, "name");
    field.label = text_of(tree, "label");
    field.required = flag_of(tree, "required");
    field.printed = std::max(integer_of(tree, "len"), integer_of(tree, "max_len"));
    field.length = field.printed;
    field.scale = integer_of(tree, "scale");
    field.dictionary = text_of(tree, "dict");
    field.required_when = text_of(tree, "required_if");
    field.format = text_of(tree, "format");
    field.note = text_of(tree, "note");
    field.has_time = text_of(tree, "format").find("HH") != std::string::npos;
    const std::string type = text_of(tree, "type");
    const auto known = std::ranges::find(kTypes, type, &decltype(kTypes)::value_type::first);
    if (field.name.empty() || known == kTypes.end()) wrong(where + "." + field.name);
    if (known != kTypes.end()) field.type = known->second;
    for (const auto& [name, value] : members_of(tree, "required_if")) {
      field.required_if = name;
      field.required_for = value.text() != nullptr ? *value.text() : "";
    }
    if (accept_ != nullptr) take_besides(field);
    if (tree.find("fields") != nullptr) field.fields = fields(tree, where + "." + field.name);
    return field;
  }

  void take_besides(Field& field) const {
    const Tree* lengths = accept_->find("lengths");
    if (lengths != nullptr) field.length = std::max(field.length, integer_of(*lengths, field.name));
    const Tree* names = accept_->find("other_names");
    if (names != nullptr) field.other_names = texts_in(names->find(field.name));
    const std::vector<std::string> rounded = texts_in(accept_->find("rounded"));
    field.rounded = std::ranges::find(rounded, field.name) != rounded.end();
  }

  const Tree* accept_;
  std::vector<Reason> mistakes_;
};

Dictionary dictionary_of(const Tree& tree) {
  Dictionary dictionary;
  dictionary.label = text_of(tree, "label");
  dictionary.note = text_of(tree, "note");
  for (const auto& [value, label] : members_of(tree, "values")) {
    dictionary.codes.push_back({value, label.text() != nullptr ? *label.text() : ""});
  }
  return dictionary;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

const Field* Node::find(std::string_view field) const {
  const auto found = std::ranges::find(fields, field, &Field::name);
  return found == fields.end() ? nullptr : &*found;
}

bool Transaction::may_come_from(std::string_view kind) const {
  return sender == "any" || sender == kind || also_from == kind;
}

const Node* Transaction::input_node(std::string_view node) const {
  return node_of(input, node);
}

const Node* Transaction::output_node(std::string_view node) const {
  return node_of(output, node);
}

bool Dictionary::has(std::string_view value) const {
  return std::ranges::find(codes, value, &Code::value) != codes.end();
}

std::optional<std::string> Dictionary::canonical(std::string_view value) const {
  if (has(value)) return std::string(value);
  if (const std::string longer = "0" + std::string(value); has(longer)) return longer;
  if (value.size() > 1 && value.front() == '0' && has(value.substr(1))) {
    return std::string(value.substr(1));
  }
  return std::nullopt;
}

std::string Dictionary::label_of(std::string_view value) const {
  const auto found = std::ranges::find(codes, value, &Code::value);
  return found == codes.end() ? "" : found->label;
}

Decision<Interface> Interface::load(const Tree& file) {
  Interface all;
  Loader loader(file);
  for (const auto& [number, tree] : members_of(file, "transactions")) {
    Transaction transaction;
    transaction.number = number;
    transaction.name = text_of(tree, "name");
    transaction.sender = text_of(tree, "sender");
    transaction.input = loader.nodes(tree, "input", number + ".input");
    transaction.output = loader.nodes(tree, "output", number + ".output");
    transaction.files = loader.nodes(tree, "files", number + ".files");
    transaction.note = text_of(tree, "output_note");
    loader.let_be_empty(transaction);
    loader.let_come_from(transaction);
    loader.also_told(transaction);
    all.transactions_.emplace(number, std::move(transaction));
  }
  for (const auto& [name, tree] : members_of(file, "dictionaries")) {
    Dictionary dictionary = dictionary_of(tree);
    loader.add_codes(name, dictionary);
    all.dictionaries_.emplace(name, std::move(dictionary));
  }
  const Tree* envelope = file.find("envelope");
  const Tree* request = envelope != nullptr ? envelope->find("request") : nullptr;
  if (request != nullptr) all.envelope_ = loader.fields(*request, "envelope.request");
  const Tree* response = envelope != nullptr ? envelope->find("response") : nullptr;
  if (response != nullptr) all.answer_ = loader.fields(*response, "envelope.response");
  for (const Field& field : all.envelope_) {
    if (field.name == "input") continue;
    all.head_.push_back(field);
    if (field.name == "infno") all.head_.back().length = kNumberMax;
  }
  if (all.transactions_.empty()) loader.wrong("transactions");
  if (all.envelope_.empty()) loader.wrong("envelope.request");
  if (!loader.mistakes().empty()) return Refusal{RefusalKind::malformed, loader.mistakes()};
  return all;
}

const Transaction* Interface::find(std::string_view number) const {
  const auto found = transactions_.find(number);
  return found == transactions_.end() ? nullptr : &found->second;
}

const Dictionary* Interface::dictionary(std::string_view name) const {
  if (name.empty()) return nullptr;
  const auto found = dictionaries_.find(name);
  return found == dictionaries_.end() ? nullptr : &found->second;
}

}  // namespace yibao::provider
