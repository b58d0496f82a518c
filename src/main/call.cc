// call and token: requests from the command line, through the running server where there is one,
// else in this process, which then owns the database.
#include <filesystem>
#include <iostream>

#include "adapters/files/read.h"
#include "adapters/http/client.h"
#include "business/channel.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/tick.h"
#include "storage/digest.h"
#include "storage/json.h"
#include "storage/vault.h"

namespace yibao::main {

namespace {

Tree read_json_file(const std::string& path) {
  if (!std::filesystem::exists(path)) return {};
  Decision<Tree> tree = storage::parse_json(files::read_file(path));
  if (!tree) throw Fault("cannot read " + path);
  return std::move(tree).value();
}

std::string text_member(const Tree& tree, const std::string& name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}

// Where the server of this installation listens; empty where none runs.
std::string running_server(const Settings& settings) {
  return text_member(read_json_file(settings.state + "/server.json"), "address");
}

}  // namespace

Called call_installation(const Settings& settings, const CallRequest& request) {
  service::Call call;
  call.method = request.method;
  call.target = request.target;
  call.body = request.body;
  call.idempotency_key = request.idempotency_key.empty() && request.method != "GET"
                             ? storage::to_hex(storage::random_bytes(16))
                             : request.idempotency_key;
  const std::string named = text_member(read_json_file(demo_file(settings)), request.token);
  const std::string token = named.empty() ? request.token : named;
  if (!token.empty()) call.authorization = "Bearer " + token;

  const std::string server = running_server(settings);
  const service::Answer answer =
      server.empty() ? Installation(settings).call(call) : adapters::send_http(server, call);
  Called called{answer.status, answer.body, {}};
  Decision<Tree> body = storage::parse_json(answer.body);
  if (body) called.body = std::move(body).value();
  return called;
}

int call(const Settings& settings, const CallRequest& request, Output) {
  const Called called = call_installation(settings, request);
  std::cout << called.text << "\n";
  return called.exit_code();
}

int tick_once(const Settings& settings, Output output) {
  Installation installation(settings);
  const int done = tick(installation);
  std::cout << (output.json ? Tree::object({{"carried_out", done}}).to_json()
                            : "到点处理 " + std::to_string(done) + " 项。")
            << "\n";
  return kDone;
}

int calendar_recompute(const Settings& settings, Output output) {
  Installation installation(settings);
  const int done = recompute_deadlines(installation);
  std::cout << (output.json ? Tree::object({{"recomputed", done}}).to_json()
                            : "重新计算了 " + std::to_string(done) + " 个办件的期限。")
            << "\n";
  return kDone;
}

int token_issue(const Settings& settings, const TokenRequest& request, Output) {
  const std::optional<business::Role> role = business::role_of(request.role);
  if (!role || *role == business::Role::system) {
    std::cerr << "未知的角色: " << request.role << "\n";
    return kUsage;
  }
  if (!business::is_channel(request.channel)) {
    std::cerr << "未知的渠道: " << request.channel << "\n";
    return kUsage;
  }
  Installation installation(settings);
  business::Actor actor;
  actor.role = *role;
  actor.id = request.id;
  actor.region = RegionCode::parse(request.region).value_or(RegionCode());
  actor.channel = request.channel;
  actor.name = request.name;
  if (!request.person.empty()) {
    const auto person = installation.vault().inside_id(storage::IdKind::person, request.person);
    if (!person) {
      std::cerr << "没有这个参保人编号: " << request.person << "\n";
      return kUsage;
    }
    actor.id = person->id;
  }
  const Instant until = Instant::from_milliseconds(installation.clock().now().milliseconds() +
                                                   std::int64_t{request.days} * 86'400'000);
  std::cout << installation.issue_token(actor, until) << "\n";
  return kDone;
}

}  // namespace yibao::main
