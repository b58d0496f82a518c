// A registered client (接入端): the program or terminal that a request comes by, and so its channel
// . What a role may do is narrowed by the client it
// comes by, never widened. One case is visible on all of them.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/region_code.h"
#include "business/use_case.h"

namespace yibao::client {

struct Client {
  std::string id;             // "participant-app": what X-Yibao-Client says
  std::string name;           // 医保服务平台 APP
  std::string channel;        // of business/channel.h
  RegionCode bound_to;        // a department's app of one place, a bureau's site
  business::Roles roles;      // who may come by it
  bool own_only = false;      // participants see themselves and nobody they act for
  bool reads_only = false;    // windows, centres and points
  bool masked_print = false;  // what it prints shows no number in full
  int idle_seconds = 0;       // signed out after so long without a touch; 0: as everywhere
  bool active = true;         // false: blocked
  std::string recorded_by;    // empty: came with the program
  Instant recorded_at;
};

}  // namespace yibao::client
