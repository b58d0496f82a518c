#include "main/signing.h"

#include <cstdlib>
#include <functional>
#include <iostream>

#include "main/import/flight.h"
#include "main/keys.h"
#include "main/witness.h"
#include "service/head_signatures.h"
#include "storage/digest.h"
#include "storage/vault.h"

namespace yibao::main {

namespace {

using Perform = std::function<service::Outcome(service::Job)>;

// False: another server of the same database was faster; again next time.
bool write(service::Signing& signing, Instant now, const Perform& perform,
           const std::string& state) {
  service::Job job;
  job.command = std::move(signing.command);
  job.actor.role = business::Role::system;
  job.actor.channel = "system";
  job.now = now;
  job.instance = "signing";
  if (perform(std::move(job)).status != 200) return false;
  write_witness(state, {signing.number, signing.signature});
  return true;
}

Perform in_the_queue(Installation& installation) {
  return [&](service::Job job) {
    Flight flight(installation.dispatcher());
    flight.launch(std::move(job));
    return flight.land().front();
  };
}

int sign_all(Installation& installation, const Perform& perform, service::Others others) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  int heads = 0;
  for (std::int64_t behind = service::kBeforeAllSubjects;;) {
    const Instant now = installation.clock().now();
    service::Signing signing =
        service::sign_moved_heads(behind, *reader, installation.signing_key(), now, others);
    if (signing.command == nullptr ||
        !write(signing, now, perform, installation.settings().state)) {
      return heads;
    }
    heads += signing.heads;
    behind = signing.last;
  }
}

void sign_what_this_process_wrote(Installation& installation, const Perform& perform) {
  const std::vector<std::int64_t> subjects = installation.moved().all();
  if (subjects.empty()) return;
  if (subjects.size() > service::MovedJournals::kMax) {
    sign_all(installation, perform, service::Others::have_ended);
    return;
  }
  const Instant now = installation.clock().now();
  service::Signing signing =
      service::sign_heads_of(subjects, *installation.database().reader(),
                             installation.signing_key(), now, service::Others::have_ended);
  if (signing.command != nullptr) {
    write(signing, now, perform, installation.settings().state);
  }
}

// What was asked for is done and durable: that it is not signed yet is told, and no more.
void or_tell(const std::function<void()>& signing) {
  try {
    signing();
  } catch (const std::exception& error) {
    std::cerr << "yibao: 日志链未能签署,下次再签: " << error.what() << "\n";
  }
}

}  // namespace

int sign_heads(Installation& installation) {
  return sign_all(installation, in_the_queue(installation), service::Others::may_write);
}

void sign_at_end(Installation& installation, Look look) {
  or_tell([&] {
    const Perform perform = in_the_queue(installation);
    look == Look::all
        ? static_cast<void>(sign_all(installation, perform, service::Others::have_ended))
        : sign_what_this_process_wrote(installation, perform);
  });
}

void sign_after_serving(Installation& installation) {
  or_tell([&] {
    sign_all(
        installation,
        [&](service::Job job) { return installation.dispatcher().run_last(std::move(job)); },
        service::Others::have_ended);
  });
}

int sign_heads_when_due(Installation& installation) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  const Instant last = service::last_signature(*reader).signed_at;
  const std::int64_t age = installation.clock().now().milliseconds() - last.milliseconds();
  // A simulated clock may have been put back: then nothing would be signed until it has caught up.
  const bool lately = std::abs(age) < std::int64_t{kSignEveryMinutes} * 60'000;
  return lately ? 0 : sign_heads(installation);
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
