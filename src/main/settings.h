// Settings: yibao.toml, then YIBAO_* of the environment, then flags; the later wins. An unknown
// key is an error that names the nearest one. Secrets come from files only.
#pragma once

#include <string>
#include <vector>

#include "adapters/provider/networks.h"
#include "base/decision.h"
#include "base/language.h"

namespace yibao::main {

// One per core, as far as that helps: the database has one writer beside them.
int threads_by_default();

struct Settings {
  std::string home;      // where policy/, calendar/, schema/ … are
  std::string state;     // where the database and the keys are: home/var
  std::string database;  // postgresql://… or a file; empty: state/yibao.db
  std::string address = "127.0.0.1";
  int port = 8080;
  int provider_port = 0;       // of hospitals and pharmacies; 0: the next after `port`
  int provider_rate = 10'000;  // messages a second of one institution; 0: no limit
  // Besides loopback and private ones: from where an institution that does not sign is taken.
  adapters::provider::Networks provider_networks;
  int threads = threads_by_default();  // that read requests and answer enquiries
  int writers = 2;                     // of a PostgreSQL pool; more only makes batches smaller
  int kept = 32'768;                   // answers kept for who looks again; 0: none
  std::string notices;                 // the folder that notices go to; empty: by command only
  // Where everybody reaches this service, before "/verify/…" in the code on a paper.
  std::string public_address = "http://127.0.0.1:8080";
  int behind_tls = 0;  // 1: a proxy speaks HTTPS for it
  // 机构统一登录 of staff by OpenID Connect; no issuer: there is none.
  std::string oidc_issuer;
  std::string oidc_client;
  std::string oidc_secret_file;
  std::string oidc_redirect;                      // the page of ours that it comes back to
  std::string oidc_claim = "preferred_username";  // which of its claims is the account's name
  // 服务热线: where Asterisk finds the dialog, and the SIP line that this machine has itself.
  std::string hotline_address = "127.0.0.1";
  int hotline_port = 4573;
  std::string hotline_sip = "127.0.0.1:5060";
  std::string hotline_recordings;  // a folder of <code>.wav; empty: all is synthetic
  std::string hotline_token_file;  // of the telephone system; empty: one of its own
  std::string today;               // a simulated start day; empty: the real clock
  // 1: that the clock stands behind what was written last is told and no more: for who knows that
  // it was ahead before, and for populations that were made ahead of time.
  int clock_may_be_behind = 0;
  // Of what is said at a terminal: only where it was asked for, whatever the system's locale is.
  Language language = Language::chinese;

  // What only looks makes no installation where there is none: a mistyped folder is told.
  bool must_exist = false;
  // What only looks changes nothing in the database: no ids set aside, no tables made or brought up
  // to date. It looks by any clock.
  bool looks_only = false;

  std::string database_file() const;  // empty where it is PostgreSQL
  bool is_postgres() const { return database.starts_with("postgres"); }
  Settings of_what_exists() const {
    Settings same = *this;
    same.must_exist = true;
    return same;
  }
  Settings to_look() const {
    Settings same = of_what_exists();
    same.looks_only = true;
    return same;
  }
};

// `file` may be missing unless it was named by a flag.
Decision<Settings> load_settings(const std::string& file, bool must_exist);

}  // namespace yibao::main
