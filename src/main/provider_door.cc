#include "main/provider_door.h"

#include "adapters/files/read.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

template<class T>
T value_or_fault(Decision<T> decision, const std::string& file) {
  if (decision) return std::move(decision).value();
  std::string where;
  for (const Reason& reason : decision.refusal().reasons) {
    for (const Fact& fact : reason.facts) where += " " + fact.value;
  }
  throw Fault(file + ": " + decision.refusal().code() + where);
}

visit::ItemCatalogue load_items(const std::string& home) {
  const std::string file = home + "/data/item_catalogue.csv";
  return value_or_fault(visit::ItemCatalogue::load(files::read_file(file)), file);
}

// Where nothing else is set: the next port, or any where that of people is any.
std::uint16_t port_of(const Settings& settings) {
  if (settings.provider_port > 0) return static_cast<std::uint16_t>(settings.provider_port);
  return static_cast<std::uint16_t>(settings.port == 0 ? 0 : settings.port + 1);
}

}  // namespace

provider::Interface load_tables(const std::string& home) {
  const std::string file = home + "/data/provider_interface.json";
  const Tree tree = value_or_fault(storage::parse_json(files::read_file(file)), file);
  return value_or_fault(provider::Interface::load(tree), file);
}

std::unique_ptr<adapters::provider::Gateway> make_gateway(Installation& installation) {
  const std::string& home = installation.settings().home;
  return std::make_unique<adapters::provider::Gateway>(
      load_tables(home), load_items(home), installation.surroundings(),
      adapters::provider::GatewayPorts{
          &installation.clock(),
          [&installation](service::Job job) {
            return installation.dispatcher().submit(std::move(job));
          },
          installation.settings().provider_rate, installation.settings().provider_networks,
          [&installation](service::Metrics::Message outcome) {
            installation.application().metrics().count_message(outcome);
          },
          [&installation](std::size_t count, bool recorded) {
            installation.application().metrics().count_views(static_cast<std::int64_t>(count),
                                                             recorded);
          }});
}

ProviderDoor::ProviderDoor(Installation& installation)
    : gateway_(make_gateway(installation)), host_(installation.settings().address) {
  adapters::HttpOptions options;
  options.address = host_;
  options.port = port_of(installation.settings());
  options.threads = installation.settings().threads;
  options.body_max = kProviderMessageBytesMax;
  options.keep_headers = true;
  options.fault_body = &adapters::provider::gateway_body;
  options.behind_tls = installation.settings().behind_tls != 0;
  server_ = std::make_unique<adapters::HttpServer>(options, *gateway_, installation.database());
}

std::string ProviderDoor::address() const {
  return "http://" + host_ + ":" + std::to_string(server_->port());
}

}  // namespace yibao::main
