// call: requests from the command line, through the running server where there is one,
// else in this process, which then owns the database.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "adapters/files/read.h"
#include "adapters/http/client.h"
#include "base/tree_text.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/operations.h"
#include "main/signing.h"
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

service::Answer call_here(const Settings& settings, const service::Call& call) {
  Installation installation(call.method == "GET" ? settings.of_what_exists() : settings);
  installation.require_clock_ahead();
  service::Answer answer = installation.call(call);
  sign_at_end(installation);
  return answer;
}

}  // namespace

std::string named_token(const Settings& settings, const std::string& name) {
  const std::string named = text_of(read_json_file(demo_file(settings)), name);
  return named.empty() ? name : named;
}

Called call_installation(const Settings& settings, const CallRequest& request) {
  service::Call call;
  call.method = request.method;
  call.language = settings.language;
  call.target = request.target;
  call.body = request.body;
  call.idempotency_key = request.idempotency_key.empty() && request.method != "GET"
                             ? storage::to_hex(storage::random_bytes(16))
                             : request.idempotency_key;
  const std::string token = named_token(settings, request.token);
  if (token.empty()) {
    call.client = "web-site";  // a visitor's: signing in
  } else {
    call.authorization = "Bearer " + token;
  }

  const std::string server = running_server(settings).address;
  const service::Answer answer =
      server.empty() ? call_here(settings, call) : adapters::send_http(server, call);
  Called called{answer.status, answer.body, {}};
  Decision<Tree> body = storage::parse_json(answer.body);
  if (body) called.body = std::move(body).value();
  return called;
}

int call(const Settings& settings, const CallRequest& request, Output) {
  const Called called = call_installation(settings, request);
  if (called.status >= 400 || request.out.empty()) {
    std::cout << called.text << "\n";
    return called.exit_code();
  }
  std::ofstream file(request.out, std::ios::binary);
  file << called.text;
  file.close();
  if (!file) throw Fault("cannot write " + request.out);
  std::cout << request.out << "\n";
  return kDone;
}

}  // namespace yibao::main
