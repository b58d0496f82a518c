// What the words of the command line do. Each returns the exit code; a Fault is caught by run().
#pragma once

#include <string>
#include <vector>

#include "base/tree.h"
#include "main/settings.h"

namespace yibao::main {

inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;
inline constexpr int kUsage = 2;
inline constexpr int kFault = 3;

struct Output {
  bool json = false;
};

// serve: the HTTP server, until SIGINT or SIGTERM.
enum class Demo { nothing, sign_ins, data_and_sign_ins };
int serve(const Settings& settings, Demo demo);

// calendar add 2025-04-25 10; calendar list --year 2025
int calendar_add(const Settings& settings, const std::string& from, int days, Output output);
int calendar_list(const Settings& settings, int year, Output output);

// policy check; policy show --region 441900 --on 2025-04-27; policy diff
int policy_check(const Settings& settings, Output output);
int policy_show(const Settings& settings, const std::string& region, const std::string& on,
                Output output);
int policy_diff(const Settings& settings, const std::string& region, const std::string& on,
                const std::string& other_region, const std::string& other_day, Output output);

// call GET /v1/…: one request to this installation, through the running server where there is one.
struct CallRequest {
  std::string method;
  std::string target;
  std::string body;
  std::string token;  // or the name of a demo sign-in
  std::string idempotency_key;
  std::string out;  // of a download: the file to write; empty: to the terminal
};
int call(const Settings& settings, const CallRequest& request, Output output);

// The token of a demo sign-in of this name; what is none is a token itself.
std::string named_token(const Settings& settings, const std::string& name);

struct Called {
  int status = 0;
  std::string text;
  Tree body;
  int exit_code() const { return status < 400 ? kDone : status < 500 ? kRefused : kFault; }
};
Called call_installation(const Settings& settings, const CallRequest& request);

// why --case ID: the reasons of its decisions, with rule and source; why --person ID --on DAY: what
// is held, what to do about it, and whether the fund pays.
struct WhyRequest {
  std::string application;
  std::string person;
  std::string on;
  std::string token = "auditor";
};
int why(const Settings& settings, const WhyRequest& request, Output output);

// entitlement everybody: who is covered on a day, in one pass.
struct EverybodyRequest {
  std::string on;
  std::string region;
  std::string out;
};
int entitlement_of_everybody(const Settings& settings, const EverybodyRequest& request,
                             Output output);

// access table: role × ownership × region, one row for each endpoint and role. No database is
// opened.
int access_rows(const Settings& settings, Output output);

// demo: plays the stories on a fresh embedded database.
// Each story on a database of its own, which goes away; `kept`: all of them in the one of the
// settings, which must be empty and stays.
int demo(const Settings& settings, const std::vector<std::string>& files, bool kept, Output output);

}  // namespace yibao::main
