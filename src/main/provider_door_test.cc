// What the door keeps across an update: the answers of messages that were sent before it.
#include "main/provider_door.h"

#include <gtest/gtest.h>

#include <future>

#include "adapters/provider/gateway.h"
#include "adapters/test_databases.h"
#include "business/provider/test_samples.h"
#include "main/installation.h"
#include "service/tables.h"
#include "storage/digest.h"

namespace yibao::main {
namespace {

class Door : public testing::Test {
 protected:
  Door() {
    settings_.home = YIBAO_SOURCE_DIR;
    settings_.state = folder_.file("state");
    settings_.today = "2025-05-12";
  }

  static provider::Institution pharmacy() {
    provider::Institution institution;
    institution.region = RegionCode(441900);
    institution.id = provider::InstitutionId(900'001);
    institution.code = "P44190000001";
    institution.name = "示例药店";
    institution.kind = provider::Kind::pharmacy;
    institution.credit_code = "91441900MADEM00017";
    institution.profile = "web";
    return institution;
  }

  // 2103 of somebody whom nobody knows.
  static service::Call reversal(const std::string& msgid) {
    const provider::Transaction* transaction = provider::delivered_tables().find("2103");
    Tree message = Tree::object({{"infno", "2103"},
                                 {"msgid", msgid},
                                 {"mdtrtarea_admvs", "441900"},
                                 {"insuplc_admdvs", "441900"},
                                 {"recer_sys_code", "POS"},
                                 {"infver", "V1.0"},
                                 {"opter_type", "1"},
                                 {"opter", "0007"},
                                 {"opter_name", "收费员"},
                                 {"inf_time", "2025-05-12 09:00:00"},
                                 {"fixmedins_code", "P44190000001"},
                                 {"fixmedins_name", "示例药店"}});
    message.set("input", provider::sample_nodes(transaction->input));
    service::Call call;
    call.method = "POST";
    call.target = "/mbs-fsi/web/api/fsi/callService";
    call.content_type = "application/json";
    call.body = message.to_json();
    return call;
  }

  test::TemporaryFolder folder_;
  Settings settings_;
};

// Keys were digests once. Who repeats such a message after an update is told what it was told.
TEST_F(Door, a_message_answered_under_a_digest_is_answered_so_still) {
  const std::string before = "P44190000001202505110900000001";
  const std::string since = "P44190000001202505120900000001";
  { const Installation made(settings_); }
  {
    const auto database = open_database(settings_);
    const auto writer = database->writer();
    writer->begin();
    writer->insert_row(provider::kInstitution, provider::institution_row(pharmacy()));
    const storage::Bytes digest{storage::short_digest("provider P44190000001 " + before)};
    writer->insert_row(service::kIdempotency, {digest, storage::Bytes{}, 409,
                                               R"({"code":"message_voided","detail":"此前已作废"})",
                                               900'002, 0, storage::Value()});
    writer->commit();
  }
  Installation installation(settings_);
  const auto gateway = make_gateway(installation);
  const auto reader = installation.database().reader();
  const auto ask = [&](const std::string& msgid) {
    std::promise<std::string> told;
    gateway->handle(reversal(msgid), *reader,
                    [&](const service::Answer& answer) { told.set_value(answer.body); });
    return told.get_future().get();
  };
  EXPECT_NE(ask(before).find("[message_voided] 此前已作废"), std::string::npos) << ask(before);
  EXPECT_NE(ask(since).find("[person_unknown]"), std::string::npos) << ask(since);
}

}  // namespace
}  // namespace yibao::main
