// What the fuzzer feeds, and what must hold of it: nothing that anybody sends makes the reading of
// the provider interface fail, and what was read is written and read again as the same.
//
// The first line says what the rest is: the number of a transaction and then its input; "message";
// an "answer" to a number; "headers", a path and then lines "name: value"; a "form", its content
// type and then its bytes. tests/fuzz/corpus holds examples; ./test replays them, `./test --fuzz`
// goes on from them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/provider/form.h"
#include "adapters/provider/profiles.h"
#include "business/provider/conformance.h"
#include "business/provider/reading.h"
#include "business/provider/test_samples.h"
#include "business/provider/writing.h"
#include "storage/json.h"

namespace yibao::adapters::provider {

namespace fuzzed {

namespace wire = yibao::provider;

inline void check_numbers(const std::vector<wire::Field>& fields, const Tree& object) {
  for (const wire::Field& field : fields) {
    const Tree* value = object.find(field.name);
    if (value == nullptr) continue;
    if (field.type == wire::FieldType::array) {
      for (const Tree& row : *value->list()) check_numbers(field.fields, row);
    } else if (field.type == wire::FieldType::number || field.type == wire::FieldType::integer) {
      // It goes out as a JSON number, and an amount is one.
      YB_CHECK(storage::parse_json_with_texts(*value->text()).ok(), field.name);
      if (field.scale == 2) (void)wire::money_of(*value->text());
    }
  }
}

inline Decision<Tree> read_written(const wire::Transaction& transaction, const Tree& input) {
  const std::string text =
      wire::write_request(wire::delivered_tables(), transaction, Tree(Tree::Members{}), input);
  const Decision<Tree> body = storage::parse_json_with_texts(text);
  YB_CHECK(body.ok(), "what was written is no JSON: " + text);
  return wire::read_input(transaction, wire::delivered_tables(), *body->find("input"));
}

inline void feed_input(const wire::Transaction& transaction, std::string_view text) {
  const Decision<Tree> sent = storage::parse_json_with_texts(text);
  if (!sent) return;
  const Decision<Tree> read = wire::read_input(transaction, wire::delivered_tables(), *sent);
  if (!read) return;
  for (const wire::Node& node : transaction.input) {
    const Tree* found = read->find(node.name);
    if (found == nullptr) continue;
    if (!node.repeated) check_numbers(node.fields, *found);
    if (node.repeated) {
      for (const Tree& row : *found->list()) check_numbers(node.fields, row);
    }
  }
  // An empty number is written as 0, and stays it.
  const Decision<Tree> once = read_written(transaction, *read);
  YB_CHECK(once.ok(), "what was read is refused: " + (once ? "" : once.refusal().code()));
  const Decision<Tree> twice = read_written(transaction, *once);
  YB_CHECK(twice.ok() && *once == *twice, "what was read twice differs");
}

inline void feed_envelope(const Tree& body) {
  const Decision<wire::Message> read = wire::read_message(body, wire::delivered_tables());
  if (!read) return;
  YB_CHECK(!read->msgid.empty() && read->msgid.size() <= 30, "a message without its number");
  YB_CHECK(read->transaction != nullptr, "a message of no transaction");
  (void)read_written(*read->transaction, read->input);
}

inline void feed_message(std::string_view text) {
  const Decision<Tree> body = storage::parse_json_with_texts(text);
  if (body) feed_envelope(*body);
}

// The type of the content on a line, and then the form.
inline void feed_form(std::string_view text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view body = text.substr(std::min(end + 1, text.size()));
  const std::optional<SentForm> form = read_form(text.substr(0, end), body);
  if (!form) return;
  YB_CHECK(form->envelope.size() + form->file.size() <= body.size(), "more than was sent");
  Decision<Tree> envelope = storage::parse_json_with_texts(form->envelope);
  if (!envelope) return;
  Tree tree = std::move(envelope).value();
  put_file(tree, *form);
  feed_envelope(tree);
}

inline void feed_headers(std::string_view text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const auto route = route_of(text.substr(0, end));
  std::vector<Header> headers;
  for (std::size_t at = end + 1; at < text.size();) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    at += line.size() + 1;
    const std::size_t colon = std::min(line.find(": "), line.size());
    headers.push_back({std::string(line.substr(0, colon)),
                       std::string(line.substr(std::min(colon + 2, line.size())))});
  }
  for (const Profile profile : {Profile::csb, Profile::tif, Profile::number}) {
    const auto claim = read_claim(profile, headers);
    if (!claim) continue;
    (void)is_within_window(profile, *claim, Instant::from_milliseconds(1'745'539'262'000), 300);
    YB_CHECK(has_claim(profile, headers), "a claim that nobody made");
    YB_CHECK(!is_signed(profile, *claim, "a secret that nobody has"), "a forged signature");
  }
  if (route) (void)path_of(route->profile, route->number);
}

}  // namespace fuzzed

inline void feed_provider(std::string_view bytes) {
  const std::size_t end = std::min(bytes.find('\n'), bytes.size());
  std::string_view what = bytes.substr(0, end);
  const std::string_view rest = bytes.substr(std::min(end + 1, bytes.size()));
  if (what == "message") return fuzzed::feed_message(rest);
  if (what == "headers") return fuzzed::feed_headers(rest);
  if (what == "form") return fuzzed::feed_form(rest);
  const bool answer = what.starts_with("answer ");
  if (answer) what.remove_prefix(7);
  const auto* transaction = yibao::provider::delivered_tables().find(what);
  if (transaction == nullptr) return;
  if (!answer) return fuzzed::feed_input(*transaction, rest);
  yibao::provider::Conformance conformance(yibao::provider::delivered_tables());
  (void)conformance.check(
      {transaction, "1", yibao::provider::sample_nodes(transaction->input), std::string(rest)});
}

}  // namespace yibao::adapters::provider
