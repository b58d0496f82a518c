// The manual of the provider interface (接口手册), for makers of hospitals' and pharmacies'
// systems: made from the tables that parser, checks and answers are made from, from the gateway's
// own limits and from the words of the refusals, so that it says what this program does.
#pragma once

#include <cstddef>

#include "base/manual.h"
#include "base/tree.h"
#include "business/provider/interface.h"
#include "service/catalogue.h"

namespace yibao::adapters::provider {

struct ManualSources {
  const yibao::provider::Interface& tables;
  const Tree& file;   // data/provider_interface.json: transport, rulings, identities of amounts
  const Tree& prose;  // data/provider_manual.json: the Chinese of what the tables say in English,
                      // where a ruling applies, what each refusal has left behind
  const service::Catalogue& words;  // in the language that it is wanted in
  std::size_t message_bytes_max = 0;
  int messages_per_second = 0;  // of one institution
};

Manual provider_manual(const ManualSources& sources);

}  // namespace yibao::adapters::provider
