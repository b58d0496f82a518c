// Networks of addresses, as "10.0.0.0/8": whom an institution that does not sign is known by.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yibao::adapters::provider {

// Both kinds of address are one: 10.0.0.1 is ::ffff:10.0.0.1.
struct Network {
  std::array<std::uint8_t, 16> address{};
  int bits = 128;
};

std::optional<Network> parse_network(std::string_view text);  // an address alone is itself
// With commas between; none where one of them is no network.
std::optional<std::vector<Network>> parse_networks(std::string_view text);
// Loopback and private ones: 127/8, 10/8, 172.16/12, 192.168/16, 100.64/10, ::1, fc00::/7.
const std::vector<Network>& private_networks();
bool is_within(const std::vector<Network>& networks, std::string_view address);

}  // namespace yibao::adapters::provider
