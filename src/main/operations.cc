#include "main/operations.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <thread>

#include "adapters/files/read.h"
#include "adapters/http/client.h"
#include "main/backup.h"
#include "main/bank.h"
#include "main/card_maker.h"
#include "main/clearing_month.h"
#include "main/import/import.h"
#include "main/notices.h"
#include "main/reconcile.h"
#include "main/sign_ins.h"
#include "main/signing.h"
#include "main/tick.h"
#include "main/token.h"
#include "main/verify.h"
#include "storage/digest.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

constexpr auto kOperations =
    std::to_array<Operation>({{"verify", &verify_installation, true},
                              {"tick", &tick_installation},
                              {"calendar-recompute", &recompute_installation},
                              {"sign", &sign_installation},
                              {"import", &import_contributions},
                              {"bank-send", &bank_send},
                              {"bank-receive", &bank_receive},
                              {"card-orders-send", &card_orders_send},
                              {"card-orders-receive", &card_orders_receive},
                              {"notices-send", &notices_send},
                              {"reconcile", &reconcile, true},
                              {"clearing-draw-all", &draw_clearing_month},
                              {"token-issue", &issue_token},
                              {"token-revoke", &revoke_tokens},
                              {"backup", &backup_installation, true},
                              {"staff-account", &give_staff_account},
                              {"insurance-accounts", &give_insurance_accounts}});

Tree json_of(const std::string& text, const std::string& from) {
  Decision<Tree> tree = storage::parse_json(text);
  if (!tree) throw Fault("not JSON, from " + from + ": " + text.substr(0, 200));
  return std::move(tree).value();
}

// How far it is, on one line of a terminal; nothing where the output goes to a file.
class ProgressLine {
 public:
  void show(const std::string& line) {
    if (!is_terminal_ || line.empty()) return;
    std::cerr << "\r\033[K" << line << std::flush;
    shown_ = true;
  }
  ~ProgressLine() {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
  }

 private:
  const bool is_terminal_ = isatty(STDERR_FILENO) == 1;
  bool shown_ = false;
};

Tree call_operation(const RunningServer& server, const char* method, const std::string& name,
                    const std::string& body, Language language) {
  service::Call call;
  call.method = method;
  call.target = "/v1/operations/" + name;
  call.authorization = "Bearer " + server.token;
  call.idempotency_key = storage::to_hex(storage::random_bytes(16));
  call.body = body;
  call.language = language;
  const service::Answer answer = adapters::send_http(server.address, call);
  Tree told = json_of(answer.body, server.address);
  if (answer.status == 200) return told;
  const std::string title = text_argument(told, "title");
  throw Fault(title + ": " + text_argument(told, "detail"));
}

int operate_there(const RunningServer& server, std::string_view name, const Tree& arguments) {
  Operated done;
  {
    ProgressLine line;
    done = operate_in_server(server, name, arguments,
                             [&](const std::string& text) { line.show(text); });
  }
  std::cout << done.output << std::flush;
  std::cerr << done.errors << std::flush;
  return done.exit_code;
}

// Accounts and imported files may be the first things of an installation.
bool may_begin(std::string_view name) {
  return name == "token-issue" || name == "staff-account" || name == "import";
}

int operate_here(const Settings& settings, std::string_view name, const Tree& arguments) {
  const auto operation = std::ranges::find(kOperations, name, &Operation::name);
  YB_CHECK(operation != kOperations.end(), "no such operation");
  Installation installation(operation->looks_only ? settings.to_look()
                            : may_begin(name)     ? settings
                                                  : settings.of_what_exists());
  ProgressLine line;
  Console console{std::cout, std::cerr, [&](const std::string& text) { line.show(text); }};
  if (operation->looks_only) return operation->run(installation, arguments, console);
  installation.require_clock_ahead();
  const int code = operation->run(installation, arguments, console);
  sign_at_end(installation);
  return code;
}

}  // namespace

std::span<const Operation> all_operations() {
  return kOperations;
}

int operate(const Settings& settings, std::string_view name, Tree arguments, Output output) {
  // An option that was not given is no member: over HTTP an empty text would be refused.
  if (Tree::Members* members = arguments.members()) {
    std::erase_if(*members, [](const auto& member) {
      return member.second.text() != nullptr && member.second.text()->empty();
    });
  }
  arguments.set("json", output.json);
  arguments.set("language", to_text(settings.language));
  const RunningServer server = running_server(settings);
  return server.address.empty() ? operate_here(settings, name, arguments)
                                : operate_there(server, name, arguments);
}

Operated operate_in_server(const RunningServer& server, std::string_view name,
                           const Tree& arguments,
                           const std::function<void(const std::string&)>& progress) {
  const Language language =
      language_of(text_argument(arguments, "language")).value_or(Language::chinese);
  Tree told = call_operation(server, "POST", std::string(name), arguments.to_json(), language);
  // After this run, and no other: others of the same name may come and go meanwhile.
  const std::string run = std::string(name) + "?run=" + text_argument(told, "run");
  while (text_argument(told, "state") != "done") {
    if (progress) progress(text_argument(told, "progress"));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    told = call_operation(server, "GET", run, "", language);
  }
  return {static_cast<int>(integer_argument(told, "exit_code")), text_argument(told, "output"),
          text_argument(told, "errors")};
}

// A server that was killed leaves its note behind, and another may have its port: only one that
// knows the token is ours.
RunningServer running_server(const Settings& settings) {
  const std::string note = settings.state + "/server.json";
  if (!std::filesystem::exists(note)) return {};
  const Tree told = json_of(files::read_file(note), note);
  const RunningServer server{text_argument(told, "address"), text_argument(told, "token")};
  service::Call call;
  call.method = "GET";
  call.target = "/v1/operations/verify";
  call.authorization = "Bearer " + server.token;
  try {
    if (adapters::send_http(server.address, call).status == 200) return server;
  } catch (const Fault&) {
    // Nobody listens there any more.
  }
  return {};
}

std::string text_argument(const Tree& arguments, std::string_view name) {
  const Tree* member = arguments.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}

std::int64_t integer_argument(const Tree& arguments, std::string_view name) {
  const Tree* member = arguments.find(name);
  return member != nullptr && member->integer() != nullptr ? *member->integer() : 0;
}

const service::Catalogue& words_asked(const Installation& installation, const Tree& arguments) {
  const std::optional<Language> asked = language_of(text_argument(arguments, "language"));
  return asked ? installation.data().words_in(*asked) : installation.words();
}

bool flag_argument(const Tree& arguments, std::string_view name) {
  const Tree* member = arguments.find(name);
  return member != nullptr && member->boolean() != nullptr && *member->boolean();
}

}  // namespace yibao::main
