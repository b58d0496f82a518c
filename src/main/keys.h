// The keys beside the database (密钥): made together with it, and known by it ever after.
//
// What is sealed with a key opens with no other, and identity numbers are found by keyed hashes: a
// program that went on with another key would register everybody a second time. So keys are made
// only where the database is new; a missing key, and one that is not the database's, are refused
// before anything is written.
#pragma once

#include <string>

#include "main/settings.h"
#include "service/key_fingerprints.h"
#include "storage/database.h"

namespace yibao::main {

class Keys {
 public:
  // Reads the keys of settings.state; makes them where the database is new. Throws Fault where one
  // is missing beside a database with data, or is another than the database knows. Writes no row.
  static Keys open(const Settings& settings, storage::Database& database,
                   storage::Session& session);

  const std::string& master() const { return master_; }
  const std::string& signing_seed() const { return signing_seed_; }
  // Whether the papers' key was made once: then none is made in its place.
  bool has_document_key() const { return known_.contains("document"); }

  // Writes down what the database does not know yet; within a transaction of the caller's.
  void remember(storage::Session& writer);
  // The papers' key is made with the first paper: whether it has been since.
  bool has_new_document_key() const;

 private:
  std::string state_;
  std::string master_;
  std::string signing_seed_;
  service::KeyFingerprints known_;
};

// For doctor: throws Fault as Keys::open() does, and makes nothing. What it found, in words.
std::string look_at_keys(const Settings& settings, storage::Database& database,
                         storage::Session& reader);
// For doctor while a server has the database: whether the files are there.
void require_key_files(const Settings& settings);

// keys accept-document: the papers are signed with another key from now on, as the operator says.
int accept_document_key(const Settings& settings);

// The keys of an installation that is there. Throws Fault where there is none.
std::string master_key(const std::string& state);
std::string signing_seed(const std::string& state);

}  // namespace yibao::main
