// The door of designated providers: one handler for all profiles of transport.
//
//   profile by path · signature · envelope · institution · transaction · answer
//
// Where the profile signs and no header says who it is, an institution that is registered as one
// that does not sign is known by its code: its requests come through a front machine (前置机).
//
// What the gateway itself refuses (no header, out of time, unknown key, wrong signature) is
// answered in its own form; everything behind it in the envelope of the interface, with HTTP 200
// and infcode -1. A writing transaction is done once per msgid of an institution: the same message
// again gets the stored answer, another message under the same msgid is refused. What only reads is
// answered anew each time.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/provider/looks.h"
#include "adapters/provider/networks.h"
#include "adapters/provider/profiles.h"
#include "adapters/provider/rate.h"
#include "adapters/provider/senders.h"
#include "adapters/provider/zip.h"
#include "business/provider/institution.h"
#include "business/provider/interface.h"
#include "business/provider/reading.h"
#include "business/visit/doors.h"
#include "service/application.h"
#include "service/batch.h"
#include "service/metrics.h"

namespace yibao::adapters::provider {

struct GatewayPorts {
  const service::Clock* clock = nullptr;
  std::function<bool(service::Job)> submit;
  int per_second = 0;  // messages of one institution; 0: as many as come
  Networks networks;   // from where an institution that does not sign is taken
  std::function<void(service::Metrics::Message)> count_message = [](service::Metrics::Message) {};
  // Of looks at people's data (N-16): written down, or lost to a fault.
  std::function<void(std::size_t count, bool recorded)> count_views = [](std::size_t, bool) {};
};

class Gateway : public service::Handler {
 public:
  Gateway(yibao::provider::Interface tables, visit::ItemCatalogue items,
          const service::Surroundings& surroundings, GatewayPorts ports)
      : tables_(std::move(tables)),
        items_(std::move(items)),
        surroundings_(surroundings),
        ports_(std::move(ports)),
        senders_(surroundings.stamps, *surroundings.vault),
        rate_(ports_.per_second),
        serial_(ports_.clock->now().milliseconds()) {}

  void handle(const service::Call& call, storage::Session& reader,
              std::function<void(service::Answer)> done) override;
  bool waits_for_commit(const service::Call& call) const override;

  // Hands on what has been looked at since the last time: again and again, and before the writer
  // stops.
  void write_looks();

  // Of profile B, for which no window is published.
  static constexpr int kTifWindowSeconds = 300;

 private:
  struct Turn;
  bool authenticate(Turn& turn, const service::Call& call, storage::Session& reader);
  bool is_within_rate(Turn& turn);
  bool is_known_network(const std::string& institution, const std::string& source) const;
  static Decision<Tree> read_body(Turn& turn);
  void transact(const std::shared_ptr<Turn>& turn, storage::Session& reader);
  static service::Job job_of(const Turn& turn, std::unique_ptr<business::Command> command);
  static std::unique_ptr<business::Command> numbered(const Turn& turn,
                                                     std::unique_ptr<business::Command> command);
  void preview(Turn& turn, std::unique_ptr<business::Command> command,
               storage::Session& reader) const;
  void submit(const std::shared_ptr<Turn>& turn, std::unique_ptr<business::Command> command) const;
  void void_first(const std::shared_ptr<Turn>& turn, const std::string& msgid, storage::Bytes key,
                  std::unique_ptr<business::Command> command) const;
  void record_look(const Turn& turn, const visit::Asked::Look& look);
  template<class Action>
  void guarded(Turn& turn, Action action) const;
  static void tell(Turn& turn, const service::Outcome& outcome);
  std::string sentence(const Refusal& refusal) const;

  yibao::provider::Interface tables_;
  visit::ItemCatalogue items_;
  Zip zip_;
  const service::Surroundings& surroundings_;
  GatewayPorts ports_;
  Senders senders_;
  Rate rate_;
  std::shared_ptr<Looks> looks_ = std::make_shared<Looks>();  // jobs may outlive the door
  // Of answers that no command numbers: odd ones, those of commands are even. It begins where no
  // server before this one can have been.
  std::atomic<std::int64_t> serial_;
};

}  // namespace yibao::adapters::provider
