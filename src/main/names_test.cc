// Goal: every word that the machines, roles, kinds and parameters can say has a name for people.
#include <gtest/gtest.h>

#include "business/application/machine.h"
#include "business/casework/material_kinds.h"
#include "business/document/types.h"
#include "business/enrolment/kinds.h"
#include "business/transfer/machine.h"
#include "business/use_case.h"
#include "main/endpoint_call.h"
#include "main/installation.h"
#include "main/services.h"
#include "policy/parameter_table.h"
#include "service/nouns.h"

namespace yibao::main {
namespace {

class ShippedNames : public testing::Test {
 protected:
  void expect(const char* list, std::string_view word) {
    EXPECT_TRUE(data_.catalogue.names().has(list, word)) << list << ": " << word;
  }
  const Data data_ = load_data(YIBAO_SOURCE_DIR);
};

TEST_F(ShippedNames, name_every_state_and_event) {
  for (std::size_t i = 0; i < transfer::kRelationStates; ++i) {
    expect("state", transfer::to_text(static_cast<transfer::RelationState>(i)));
  }
  for (std::size_t i = 0; i < transfer::kMoneyStates; ++i) {
    expect("state", transfer::to_text(static_cast<transfer::MoneyState>(i)));
  }
  for (std::size_t i = 0; i < application::kStates; ++i) {
    expect("state", application::to_text(static_cast<application::State>(i)));
  }
  for (const auto& transition : transfer::kRelationTable) {
    expect("event", transfer::to_text(transition.event));
  }
  for (const auto& transition : transfer::kMoneyTable) {
    expect("event", transfer::to_text(transition.event));
  }
}

TEST_F(ShippedNames, tell_what_each_group_of_commands_is_about) {
  for (const business::Endpoint& endpoint : all_endpoints()) {
    EXPECT_FALSE(service::noun_title(service::noun_of(endpoint.name)).empty()) << endpoint.name;
    for (const std::string& name : path_names(endpoint)) {
      EXPECT_FALSE(service::path_words(name).empty()) << endpoint.path;
    }
  }
}

TEST_F(ShippedNames, name_every_kind_role_and_service) {
  for (const std::string_view kind : casework::kMaterialKindTexts) expect("material", kind);
  for (const auto& [kind, text] : enrolment::kEnrolmentKindTexts) expect("enrolment_kind", text);
  for (const auto& [scheme, text] : enrolment::kSchemeTexts) expect("scheme", text);
  for (const business::Role role : business::all_roles()) {
    expect("role", business::role_code(role));
  }
  for (const application::Service* service : all_services()) expect("service", service->name());
  for (const std::string_view kind : document::kKindTexts) expect("document_kind", kind);
  for (const std::string_view way : document::kServiceWays) expect("served_by_way", way);
}

// The members that an answer about bad input can name.
TEST_F(ShippedNames, name_every_member_of_every_endpoint) {
  for (const business::Endpoint& endpoint : all_endpoints()) {
    for (const business::Field& field : endpoint.fields) expect("member", field.name);
  }
}

TEST_F(ShippedNames, name_every_parameter_and_every_word_it_may_hold) {
  for (const policy::Parameter& parameter : policy::parameters()) {
    expect("parameter", std::string(parameter.topic) + "." + std::string(parameter.key));
    expect("must_be", parameter.expected());
    for (const std::string_view choice : parameter.choices) expect("parameter_value", choice);
  }
}

}  // namespace
}  // namespace yibao::main
