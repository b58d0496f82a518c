#include "adapters/provider/networks.h"

#include <arpa/inet.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace yibao::adapters::provider {

namespace {

constexpr int kAllBits = 128;
constexpr int kBitsBeforeV4 = 96;

bool is_same(const Network& network, const Network& address) {
  for (int at = 0; at < network.bits; ++at) {
    const auto byte = static_cast<std::size_t>(at / 8);
    const int differs = network.address[byte] ^ address.address[byte];
    if ((differs >> (7 - at % 8) & 1) != 0) return false;
  }
  return true;
}

}  // namespace

std::optional<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string address(text.substr(0, slash));
  Network network;
  const bool is_v4 = address.find(':') == std::string::npos;
  if (is_v4) {
    network.address[10] = network.address[11] = 0xFF;
    if (inet_pton(AF_INET, address.c_str(), &network.address[12]) != 1) return std::nullopt;
  } else if (inet_pton(AF_INET6, address.c_str(), network.address.data()) != 1) {
    return std::nullopt;
  }
  if (slash == std::string_view::npos) return network;
  const int before = is_v4 ? kBitsBeforeV4 : 0;
  const auto bits = parse_integer(text.substr(slash + 1));
  if (!bits || *bits < 0 || *bits > kAllBits - before) return std::nullopt;
  network.bits = before + static_cast<int>(*bits);
  return network;
}

std::optional<Networks> parse_networks(std::string_view text) {
  const auto trimmed = [](std::string_view part) {
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    return part;
  };
  Networks networks;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    std::string_view one = trimmed(text.substr(0, end));
    std::vector<Network>* of = &networks.of_all;
    if (const std::size_t equals = one.find('='); equals != std::string_view::npos) {
      const std::string code(trimmed(one.substr(0, equals)));
      if (code.empty()) return std::nullopt;
      of = &networks.of_institution[code];
      one = trimmed(one.substr(equals + 1));
    }
    const std::optional<Network> network = parse_network(one);
    if (!network) return std::nullopt;
    of->push_back(*network);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return networks;
}

bool Networks::admit(const std::string& institution, std::string_view address) const {
  const auto own = of_institution.find(institution);
  if (own != of_institution.end()) return is_within(own->second, address);
  return is_within(private_networks(), address) || is_within(of_all, address);
}

const std::vector<Network>& private_networks() {
  static const std::vector<Network> kPrivate = [] {
    const auto networks = parse_networks(
        "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,::1,fc00::/7");
    YB_CHECK(networks.has_value(), "a private network that is none");
    return networks->of_all;
  }();
  return kPrivate;
}

bool is_within(const std::vector<Network>& networks, std::string_view address) {
  const std::optional<Network> asked = parse_network(address);
  return asked && asked->bits == kAllBits &&
         std::ranges::any_of(networks, [&](const Network& each) { return is_same(each, *asked); });
}

}  // namespace yibao::adapters::provider
