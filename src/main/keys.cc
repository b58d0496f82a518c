#include "main/keys.h"

#include <filesystem>
#include <iostream>

#include "adapters/files/read.h"
#include "adapters/files/write.h"
#include "adapters/paper/signature.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/witness.h"
#include "storage/digest.h"
#include "storage/schema.h"
#include "storage/signature.h"
#include "storage/vault.h"

namespace yibao::main {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyBytesMax = 4'096;
constexpr std::string_view kMaster = service::kMasterKey;
constexpr std::string_view kSigning = service::kSigningKey;
constexpr std::string_view kDocument = "document";

std::string file_of(const std::string& state, std::string_view name) {
  return state + "/" + std::string(name) + ".key";
}

// Whole on the disk before anything is sealed with it.
void make_key(const std::string& path, std::size_t size) {
  files::write_whole(path, storage::random_bytes(size));
}

std::string read_key(const std::string& path, std::size_t size) {
  if (!fs::exists(path)) throw Fault("没有密钥 " + path + "(请核对 --state)");
  std::string key = files::read_file(path, kKeyBytesMax);
  if (key.size() != size) {
    throw Fault("密钥文件已损坏: " + path + " 应为 " + std::to_string(size) + " 字节,现为 " +
                std::to_string(key.size()) + " 字节:请放回原来的密钥");
  }
  return key;
}

std::string fingerprint_of_master(const std::string& key) {
  return service::fingerprint_of_master(storage::Vault(key));
}
std::string fingerprint_of_signing(const std::string& seed) {
  return service::fingerprint_of_signing(storage::SigningKey(seed).public_key());
}

[[noreturn]] void refuse_missing(const std::string& path) {
  throw Fault("没有密钥 " + path +
              ",而数据库已有数据:请放回原来的密钥(备份文件不含密钥)。"
              "没有写入任何数据,也没有另造密钥。");
}

void require_known(const service::KeyFingerprints& known, std::string_view name,
                   const std::string& path, const std::string& fingerprint,
                   const std::string& next) {
  const auto found = known.find(name);
  if (found == known.end() || found->second == fingerprint) return;
  throw Fault("密钥 " + path + " 不是这个数据库的密钥:" + next + "没有写入任何数据。");
}

constexpr const char* kPutBack = "请放回原来的密钥,或者核对 --state 和 --db。";

bool has_data(storage::Database& database, storage::Session& session) {
  return storage::newest_applied(database, session) > 0;
}

void check_own_keys(const std::string& state, const service::KeyFingerprints& known) {
  for (const std::string_view name : {kMaster, kSigning}) {
    if (!fs::exists(file_of(state, name))) refuse_missing(file_of(state, name));
  }
  require_known(known, kMaster, file_of(state, kMaster), fingerprint_of_master(master_key(state)),
                kPutBack);
  require_known(known, kSigning, file_of(state, kSigning),
                fingerprint_of_signing(signing_seed(state)), kPutBack);
}

// Both are written down in one transaction: where one alone is known, the other's row was taken
// away, and whatever key lies beside the database would be taken for its own.
void require_complete(const std::string& state, const service::KeyFingerprints& known) {
  if (known.contains(kMaster) == known.contains(kSigning)) return;
  const std::string_view gone = known.contains(kMaster) ? kSigning : kMaster;
  throw Fault("数据库不再知道密钥 " + file_of(state, gone) +
              ":key_fingerprint 中缺少它的指纹,其他密钥的还在,是被人删去的。请用 yibao verify 核验,"
              "并恢复备份。没有写入任何数据。");
}

// Made with the first paper that is printed: none is there before.
void check_document_key(const std::string& state, const service::KeyFingerprints& known) {
  const std::string document = file_of(state, kDocument);
  const std::optional<std::string> fingerprint = adapters::document_key_fingerprint(state);
  if (!fingerprint) {
    if (known.contains(kDocument)) refuse_missing(document);
    return;
  }
  require_known(known, kDocument, document, *fingerprint,
                "请放回原来的密钥;确需更换的(例如改用认证机构签发的),请运行 "
                "yibao keys accept-document。");
}

}  // namespace

std::string master_key(const std::string& state) {
  return read_key(file_of(state, kMaster), storage::Vault::kKeySize);
}

std::string signing_seed(const std::string& state) {
  return read_key(file_of(state, kSigning), storage::kSigningSeedSize);
}

Keys Keys::open(const Settings& settings, storage::Database& database, storage::Session& session) {
  Keys keys;
  keys.state_ = settings.state;
  if (has_data(database, session)) {
    keys.known_ = service::read_key_fingerprints(database, session);
    check_own_keys(settings.state, keys.known_);
    check_document_key(settings.state, keys.known_);
    // Verify names the row that is missing.
    if (!settings.looks_only) require_complete(settings.state, keys.known_);
  } else {
    const std::string master = file_of(settings.state, kMaster);
    const std::string signing = file_of(settings.state, kSigning);
    if (!fs::exists(master)) make_key(master, storage::Vault::kKeySize);
    if (!fs::exists(signing)) make_key(signing, storage::kSigningSeedSize);
    forget_witness(settings.state);  // of a database that was here before
  }
  keys.master_ = master_key(settings.state);
  keys.signing_seed_ = main::signing_seed(settings.state);
  return keys;
}

void Keys::remember(storage::Session& writer) {
  const auto save = [&](std::string_view name, const std::string& fingerprint) {
    if (!known_.emplace(name, fingerprint).second) return;
    service::save_key_fingerprint(writer, std::string(name), fingerprint, true);
  };
  save(kMaster, fingerprint_of_master(master_));
  save(kSigning, fingerprint_of_signing(signing_seed_));
  if (const auto document = adapters::document_key_fingerprint(state_)) save(kDocument, *document);
}

bool Keys::has_new_document_key() const {
  return !has_document_key() && fs::exists(file_of(state_, kDocument));
}

std::string look_at_keys(const Settings& settings, storage::Database& database,
                         storage::Session& reader) {
  if (!has_data(database, reader)) return "首次运行时生成";
  const service::KeyFingerprints known = service::read_key_fingerprints(database, reader);
  check_own_keys(settings.state, known);
  check_document_key(settings.state, known);
  require_complete(settings.state, known);
  return "是这个数据库的密钥";
}

void require_key_files(const Settings& settings) {
  for (const std::string_view name : {kMaster, kSigning}) {
    const std::string path = file_of(settings.state, name);
    if (!fs::exists(path)) {
      throw Fault("没有密钥 " + path + ",服务下次启动时将被拒绝:请在停止服务之前放回原来的密钥");
    }
  }
}

int accept_document_key(const Settings& settings) {
  if (!settings.is_postgres() && !fs::exists(settings.database_file())) {
    throw Fault("这里没有医保服务的数据: " + settings.database_file());
  }
  const std::unique_ptr<storage::Database> database = open_database(settings);
  const std::unique_ptr<storage::Session> writer = database->writer();
  const auto known = service::read_key_fingerprints(*database, *writer);
  check_own_keys(settings.state, known);
  const std::optional<std::string> fingerprint = adapters::document_key_fingerprint(settings.state);
  if (!fingerprint) throw Fault("没有密钥 " + file_of(settings.state, kDocument));
  if (known.empty()) throw Fault("数据库还没有记下密钥:请先启动一次服务");
  writer->begin();
  service::save_key_fingerprint(*writer, std::string(kDocument), *fingerprint,
                                !known.contains(kDocument));
  writer->commit();
  std::cout << "今后的文书以 " << file_of(settings.state, kDocument)
            << " 签名;以前的文书仍以各自所附的证书核验。\n";
  return kDone;
}

}  // namespace yibao::main
