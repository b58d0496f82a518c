#include "business/client/checks.h"

#include "business/channel.h"
#include "business/client/rules.h"
#include "business/client/store.h"
#include "business/scan.h"

namespace yibao::client {

namespace {

void check_clients(const business::CheckContext& context, business::Findings& findings) {
  for (business::Scan scan(context, kClient); scan.peek() != nullptr;) {
    const storage::Row row = scan.take();
    const auto client = business::read_or_find(kClient, row, findings, read_client);
    if (!client) continue;
    if (!business::is_channel(client->channel)) findings.add(kClient, row, "channel is none");
    if (const Verdict fits = check_registration(*client); !fits) {
      findings.add(kClient, row, "is not what its channel asks: " + fits.refusal().code());
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"clients", "接入端都是其渠道所要求的样子", &check_clients}};
}

}  // namespace yibao::client
