#include "adapters/hotline/conversation.h"

#include "base/spoken.h"
#include "base/tree_text.h"
#include "storage/digest.h"
#include "storage/json.h"
#include "storage/vault.h"

namespace yibao::adapters {

namespace {

constexpr int kStepsMax = 1'000;  // the server ends a call long before

int integer_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->integer() != nullptr ? static_cast<int>(*member->integer())
                                                           : 0;
}

bool flag_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->boolean() != nullptr && *member->boolean();
}

Spoken spoken_of(const Tree& line) {
  const std::string text = text_of(line, "detail") + text_of(line, "next_step");
  const Tree* facts = line.find("facts");
  const bool personal =
      facts != nullptr && facts->members() != nullptr && !facts->members()->empty();
  return {text_of(line, "rule"), read_aloud(text), personal};
}

Prompt prompt_of(const Tree& step) {
  Prompt prompt;
  prompt.slow = flag_of(step, "slow");
  if (const Tree* lines = step.find("say"); lines != nullptr && lines->list() != nullptr) {
    for (const Tree& line : *lines->list()) prompt.sentences.push_back(spoken_of(line));
  }
  if (const Tree* collect = step.find("collect"); collect != nullptr) {
    prompt.keys_max = integer_of(*collect, "keys_max");
    prompt.seconds = integer_of(*collect, "seconds");
  }
  return prompt;
}

// The problem's own words: the caller hears why, and not a dead line.
Prompt apology(const Tree& problem) {
  const std::string why = text_of(problem, "detail");
  return {{{text_of(problem, "code"), read_aloud(why), true}}, 0, 0, false};
}

struct Told {
  int status = 0;
  Tree body;
};

Told send(const Exchange& exchange, const std::string& token, const std::string& target,
          const std::string& key, const Tree& body) {
  service::Call call;
  call.method = "POST";
  call.target = target;
  call.authorization = "Bearer " + token;
  call.idempotency_key = key;
  call.body = body.to_json();
  const service::Answer answer = exchange(call);
  Decision<Tree> told = storage::parse_json(answer.body);
  return {answer.status, told ? std::move(told).value() : Tree()};
}

Tree step_body(int step, const std::optional<std::string>& keys) {
  Tree body = Tree::object({{"step", step}});
  if (!keys) {
    body.set("hang_up", true);
  } else if (!keys->empty()) {
    body.set("keys", *keys);
  }
  return body;
}

}  // namespace

bool converse(TelephoneLine& line, const IncomingCall& incoming, const std::string& token,
              const Exchange& exchange) {
  Tree body = Tree::object({{"dialled", incoming.dialled}});
  if (!incoming.caller.empty()) body.set("caller", incoming.caller);
  if (!incoming.region.empty()) body.set("region", incoming.region);
  const std::string key = storage::to_hex(storage::random_bytes(12));
  Told told = send(exchange, token, "/v1/hotline-calls", key, body);
  for (int i = 0; i < kStepsMax; ++i) {
    if (told.status != 200) {
      line.end(apology(told.body), "");
      return false;
    }
    const Prompt prompt = prompt_of(told.body);
    if (flag_of(told.body, "ended")) {
      line.end(prompt, text_of(told.body, "connect"));
      return true;
    }
    const std::optional<std::string> keys = line.ask(prompt);
    const int step = integer_of(told.body, "step");
    told = send(exchange, token, "/v1/hotline-calls/" + text_of(told.body, "call") + "/steps",
                key + "-" + std::to_string(step), step_body(step, keys));
    if (!keys) return told.status == 200;
  }
  return false;
}

}  // namespace yibao::adapters
