// The port of designated providers beside the one of people: tables and catalogue read from data/,
// one gateway, one server.
#pragma once

#include <memory>

#include "adapters/http/server.h"
#include "adapters/provider/gateway.h"
#include "main/installation.h"

namespace yibao::main {

// A file of 9101 in Base64, and room around it.
inline constexpr std::size_t kProviderMessageBytesMax = 4 << 20;

// data/provider_interface.json. Throws Fault with every mistake of it.
provider::Interface load_tables(const std::string& home);

// Throws Fault where a data file is not as it should be. The installation must outlive it.
std::unique_ptr<adapters::provider::Gateway> make_gateway(Installation& installation);

class ProviderDoor {
 public:
  // Throws Fault where a data file is not as it should be, or the port is taken.
  explicit ProviderDoor(Installation& installation);

  std::string address() const;
  // Again and again, and once more before the dispatcher stops (gateway.h).
  void write_looks() const { gateway_->write_looks(); }

 private:
  std::unique_ptr<adapters::provider::Gateway> gateway_;
  std::unique_ptr<adapters::HttpServer> server_;
  std::string host_;
};

}  // namespace yibao::main
