// Goal: below the help of every endpoint's command stands an example with all that it must have, of
// somebody who may.
#include "main/help_examples.h"

#include <gtest/gtest.h>

#include "main/endpoint_call.h"
#include "main/installation.h"

namespace yibao::main {
namespace {

TEST(HelpExamples, have_all_that_an_endpoint_requires) {
  for (const business::Endpoint& endpoint : all_endpoints()) {
    const std::string example = example_of(endpoint, std::string(endpoint.name));
    for (const std::string& name : path_names(endpoint)) {
      EXPECT_NE(example.find(" " + option_of(name) + " "), std::string::npos) << example;
    }
    for (const business::Field& field : endpoint.fields) {
      if (!field.required) continue;
      EXPECT_NE(example.find(" " + option_of(field.name) + " "), std::string::npos) << example;
    }
    // Who has shown nothing yet signs in with nothing.
    const bool for_somebody =
        (endpoint.allowed & ~static_cast<business::Roles>(business::Role::visitor)) != 0;
    EXPECT_EQ(example.find(" --as ") != std::string::npos, for_somebody) << example;
  }
}

TEST(HelpExamples, of_looking_at_a_person_say_what_for) {
  for (const business::Endpoint& endpoint : all_endpoints()) {
    if (endpoint.name != "enquiry.summary") continue;
    EXPECT_EQ(example_of(endpoint, "enquiry summary"),
              "enquiry summary --person PERSON --purpose 窗口查询 --as officer-441900");
  }
}

}  // namespace
}  // namespace yibao::main
