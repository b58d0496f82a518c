// The command line: flags, a group of commands for each thing that people do, and one for each
// endpoint. What a command does lies elsewhere; here are its words.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <list>
#include <map>
#include <string>
#include <vector>

#include "main/bank.h"
#include "main/command_pages.h"
#include "main/commands.h"
#include "main/endpoint_call.h"
#include "main/generate/generate.h"
#include "main/guide_commands.h"
#include "main/help_words.h"
#include "main/hotline.h"
#include "main/import/import.h"
#include "main/installation.h"
#include "main/operations.h"
#include "main/provider_simulate.h"
#include "main/runs.h"

namespace yibao::main {

// 工号: whoever has decided something is told by it.
inline const CLI::Range kStaffNumbers{std::int64_t{1}, std::int64_t{9'999'999'999}};

// The settings that flags may override; empty or zero means "not given".
struct Flags {
  std::string config;
  std::string database;
  std::string state;
  std::string home;
  std::string address;
  std::string today;
  std::string language;
  int port = -1;
  bool json = false;
};

using Action = std::function<int()>;

struct ReconcileRequest {
  std::string file;
  std::string institution;
  std::string against;
  std::string from;
  std::string to;
  std::string report;
};

struct TokenRequest {
  std::string role;
  std::string region;
  std::int64_t id = 0;
  std::string person;       // the outside id of a participant
  std::string employer;     // the outside id of the employer that somebody acts for
  std::string institution;  // the code of the institution that a cashier works for
  std::string name;
  std::string channel;  // empty: app for a participant, else counter
  int days = 365;
  std::string token;  // to be revoked
};

// The server may have been started elsewhere.
std::string absolute(const std::string& path);

class CommandLine {
 public:
  CommandLine();
  int run(int argc, char** argv);

 private:
  Settings settings() const;
  Output output() const { return {flags_.json}; }
  void on(CLI::App* command, Action action);
  void add_serve();
  void add_calendar();
  void add_policy();
  void add_token();
  void add_sign_ins();
  void add_call();
  void add_why();

  // `yibao access table` and `yibao guide --service …`, beside the verbs that the endpoints make.
  void add_access();
  void add_guide();

  // `yibao hotline --console`, beside the verbs that the endpoints make.
  void add_hotline();

  // For makers of hospital and pharmacy systems.
  void add_provider();
  void add_generate();

  // `yibao account pay …`: a noun and a verb for every endpoint.
  void add_endpoints();
  void add_import();
  void add_everybody();

  // Bulk work over a region, in this process.
  void add_runs();
  void add_bank();
  void add_reconcile();

  // `yibao clearing draw-all`, beside the verbs that the endpoints make.
  void add_clearing_month();

  // `yibao card orders send|receive`, beside the verbs that the endpoints make.
  void add_card_orders();
  void add_notices();
  void add_pages();
  void add_examples();

  // Help is printed while the words are parsed: every text of it is put into English before.
  void speak_english(const HelpWords& words);
  static CommandWord word_of(const CLI::App& app);
  void add_checks();

  CLI::App app_;
  Flags flags_;
  Action action_;
  Language help_language_ = Language::chinese;
  bool with_demo_ = false;
  bool with_sign_ins_ = false;
  std::string from_;
  std::string region_;
  std::string on_;
  std::string other_region_;
  std::string other_day_;
  int days_ = 0;
  int year_ = 0;
  TokenRequest token_;
  ReconcileRequest reconcile_;
  std::string account_;
  CallRequest call_;
  WhyRequest why_;
  const std::vector<business::Endpoint>& endpoints_ = all_endpoints();
  std::list<EndpointWords> words_;
  std::map<std::string, CLI::App*> nouns_;
  GuideRequest guide_;
  LintRequest lint_;
  HotlineRequest hotline_;
  int (*hotline_driver_)(const Settings&, const HotlineRequest&) = nullptr;
  GenerateRequest generate_;
  ImportRequest import_;
  RunRequest run_;
  SimulateRequest simulate_;
  EverybodyRequest everybody_;
  std::string bank_folder_;
  bool bank_again_ = false;
  std::string notices_folder_;
  BankResults bank_results_;
  std::vector<std::string> files_;
  std::string backup_file_;
};

}  // namespace yibao::main
