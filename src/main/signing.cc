#include "main/signing.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "adapters/files/read.h"
#include "main/import/flight.h"
#include "service/head_signatures.h"
#include "storage/digest.h"
#include "storage/vault.h"

namespace yibao::main {

std::string signing_seed(const std::string& state) {
  const std::string path = state + "/signing.key";
  if (!std::filesystem::exists(path)) {
    const mode_t before = umask(0077);
    std::ofstream(path, std::ios::binary) << storage::random_bytes(storage::kSigningSeedSize);
    umask(before);
  }
  const std::string seed = files::read_file(path, 4096);
  if (seed.size() != storage::kSigningSeedSize) throw Fault("not a signing key: " + path);
  return seed;
}

int sign_heads(Installation& installation) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  int heads = 0;
  for (;;) {
    const Instant now = installation.clock().now();
    service::Signing signing = service::sign_moved_heads(*reader, installation.signing_key(), now);
    if (signing.command == nullptr) return heads;
    service::Job job;
    job.command = std::move(signing.command);
    job.actor.role = business::Role::system;
    job.actor.channel = "system";
    job.now = now;
    job.instance = "signing";
    Flight flight(installation.dispatcher());
    flight.launch(std::move(job));
    // Another server of the same database was faster: again next time.
    if (flight.land().front().status != 200) return heads;
    heads += signing.heads;
  }
}

int sign_heads_when_due(Installation& installation) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  const Instant last = service::last_signature(*reader).signed_at;
  const std::int64_t age = installation.clock().now().milliseconds() - last.milliseconds();
  return age < std::int64_t{kSignEveryMinutes} * 60'000 ? 0 : sign_heads(installation);
}

int sign_installation(Installation& installation, const Tree& arguments, Console& console) {
  const int heads = sign_heads(installation);
  const std::string text = "签署了 " + std::to_string(heads) + " 条日志链。";
  console.out << (flag_argument(arguments, "json") ? Tree::object({{"signed", heads}}).to_json()
                                                   : text)
              << "\n";
  return kDone;
}

int print_signing_key(const Settings& settings, Output output) {
  const storage::SigningKey key(signing_seed(settings.state));
  const std::string hex = storage::to_hex(key.public_key());
  std::cout << (output.json
                    ? Tree::object({{"algorithm", "Ed25519"}, {"public_key", hex}}).to_json()
                    : "Ed25519 " + hex)
            << "\n";
  return kDone;
}

}  // namespace yibao::main
