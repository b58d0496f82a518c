// Networks of addresses, as "10.0.0.0/8": whom an institution that does not sign is known by.
#pragma once

#include <array>
#include <cstdint>
#include <map>
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
// Loopback and private ones: 127/8, 10/8, 172.16/12, 192.168/16, 100.64/10, ::1, fc00::/7.
const std::vector<Network>& private_networks();
bool is_within(const std::vector<Network>& networks, std::string_view address);

// 来源网段: the insurance network is one that all hospitals share, so an institution may have some
// of its own, and is then taken from nowhere else. All others are taken from private ones, and from
// those that are listed for all.
struct Networks {
  std::vector<Network> of_all;
  std::map<std::string, std::vector<Network>> of_institution;  // by its code

  bool admit(const std::string& institution, std::string_view address) const;
};
// "203.0.113.0/24, P44190000001=10.2.3.4": with commas between; none where one of them is no
// network.
std::optional<Networks> parse_networks(std::string_view text);

}  // namespace yibao::adapters::provider
