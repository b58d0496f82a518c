// The clients that our own pages are, and the channel of each: where a session is opened.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "business/channel.h"

namespace yibao::business {

// Empty: no client of ours.
constexpr std::string_view channel_of_client(std::string_view client) {
  using Pair = std::pair<std::string_view, std::string_view>;
  constexpr std::array<Pair, 5> kPages{{{"participant-app", "app"},
                                        {"agency-console", "counter"},
                                        {"provider-desk", "provider"},
                                        {"employer-desk", "web"},
                                        {"kiosk", "kiosk"}}};
  for (const auto& [name, channel] : kPages) {
    if (name == client) return channel;
  }
  return is_channel(client) ? client : std::string_view();
}

}  // namespace yibao::business
