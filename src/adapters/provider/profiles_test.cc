// The four profiles of transport: paths, and the signatures of the published test vectors.
#include "adapters/provider/profiles.h"

#include <gtest/gtest.h>

namespace yibao::adapters::provider {
namespace {

TEST(ProviderProfiles, each_path_says_its_profile_and_number) {
  struct Case {
    const char* path;
    Profile profile;
    const char* number;
  };
  for (const Case& each : {
           Case{"/fsi/api/rsfComIfsService/callService", Profile::csb, ""},
           Case{"/csb/hn/fsi/api/rsfComIfsService/callService", Profile::csb, ""},
           Case{"/ebus/gdyb_inf/poc/hsa/hgs/1101", Profile::tif, "1101"},
           Case{"/ebus/gdyb_api/prd/hsa/hgs/90100", Profile::tif, "90100"},
           Case{"/mbs-fsi/web/api/fsi/callService", Profile::web, ""},
           Case{"/fsi/api/rsfComIfsService/callService/", Profile::csb, ""},
           Case{"/ebus/gdyb_inf/poc/hsa/hgs/1101/", Profile::tif, "1101"},
           Case{"/mbs-hiIntf-nanning/web/api/fsi/callService", Profile::web, ""},
           Case{"/fsi/api/rsfComIfsService/callService/2203A", Profile::number, "2203A"},
       }) {
    const auto route = route_of(each.path);
    ASSERT_TRUE(route.has_value()) << each.path;
    EXPECT_EQ(route->profile, each.profile) << each.path;
    EXPECT_EQ(route->number, each.number) << each.path;
  }
  for (const char* path : {"/", "/v1/people", "/ebus/a/b/hsa/hgs/11", "/ebus/a/b/hsa/hgs/1101/x",
                           "/fsi/api/rsfComIfsService/callService/..", "/callService"}) {
    EXPECT_FALSE(route_of(path).has_value()) << path;
  }
}

std::vector<Header> csb_headers() {
  return {{"_api_name", "1101"},
          {"_api_version", "1.0.0"},
          {"_api_timestamp", "1745539262000"},
          {"_api_access_key", "AK-EXAMPLE"},
          {"_api_signature", "NqmptSQ5xzb7r/k/cAVg/u7U1Qk="}};
}

TEST(ProviderProfiles, csb_signs_as_published) {
  const auto claim = read_claim(Profile::csb, csb_headers());
  ASSERT_TRUE(claim.has_value());
  EXPECT_EQ(claim->signed_text,
            "_api_access_key=AK-EXAMPLE&_api_name=1101&_api_timestamp=1745539262000&"
            "_api_version=1.0.0");
  EXPECT_TRUE(is_signed(Profile::csb, *claim, "SK-EXAMPLE"));
  EXPECT_FALSE(is_signed(Profile::csb, *claim, "SK-EXAMPLF"));
}

TEST(ProviderProfiles, tif_signs_as_published) {
  const std::vector<Header> headers = {
      {"x-tif-paasid", "somebody"},
      {"x-tif-timestamp", "1745539262"},
      {"x-tif-nonce", "abcdefghijklmnopqrstuvwxyz012345"},
      {"x-tif-signature", "953dba53298dba817c29286b5ded79349406a3a6aff57b7da22cf0eb912178aa"}};
  const auto claim = read_claim(Profile::tif, headers);
  ASSERT_TRUE(claim.has_value());
  EXPECT_TRUE(is_signed(Profile::tif, *claim, "SECRET-EXAMPLE"));
  EXPECT_FALSE(is_signed(Profile::tif, *claim, "SECRET-EXAMPLF"));
}

TEST(ProviderProfiles, what_other_makers_do_is_taken) {
  // Two & as in the printed example.
  std::vector<Header> csb = csb_headers();
  csb.back().second = "owW+8LQEtN9RVGwmuwQP9iVDdLs=";
  const auto doubled = read_claim(Profile::csb, csb);
  EXPECT_TRUE(is_signed(Profile::csb, *doubled, "SK-EXAMPLE"));
  EXPECT_FALSE(is_signed(Profile::csb, *doubled, "SK-EXAMPLF"));
  // Capitals, the older names, milliseconds.
  const std::vector<Header> tif = {
      {"x-rio-paasid", "somebody"},
      {"x-rio-timestamp", "1745539262"},
      {"x-rio-nonce", "abcdefghijklmnopqrstuvwxyz012345"},
      {"x-rio-signature", "953DBA53298DBA817C29286B5DED79349406A3A6AFF57B7DA22CF0EB912178AA"}};
  const auto claim = read_claim(Profile::tif, tif);
  ASSERT_TRUE(claim.has_value());
  EXPECT_TRUE(is_signed(Profile::tif, *claim, "SECRET-EXAMPLE"));
  EXPECT_FALSE(is_signed(Profile::tif, *claim, "SECRET-EXAMPLF"));
  const Instant now = Instant::from_milliseconds(1'745'539'262'000);
  for (const char* time : {"1745539262", "1745539262000"}) {
    std::vector<Header> headers = tif;
    headers[1].second = time;
    EXPECT_TRUE(is_within_window(Profile::tif, *read_claim(Profile::tif, headers), now, 300));
    headers = csb_headers();
    headers[2].second = time;
    EXPECT_TRUE(is_within_window(Profile::csb, *read_claim(Profile::csb, headers), now, 300));
  }
}

TEST(ProviderProfiles, one_header_is_a_claim_and_none_is_none) {
  EXPECT_FALSE(has_claim(Profile::csb, {{"content-type", "text/plain"}}));
  EXPECT_TRUE(has_claim(Profile::csb, {{"_api_name", ""}}));
  EXPECT_FALSE(has_claim(Profile::tif, csb_headers()));
  EXPECT_TRUE(has_claim(Profile::tif, {{"x-tif-nonce", "1"}}));
}

TEST(ProviderProfiles, what_a_client_signs_is_taken) {
  const Instant now = Instant::from_milliseconds(1'745'539'262'000);
  const Credentials credentials{"AK-EXAMPLE", "SK-EXAMPLE"};
  for (const Profile profile : {Profile::csb, Profile::tif, Profile::number}) {
    const std::vector<Header> headers = sign(profile, credentials, "1101", now, "abc");
    const auto claim = read_claim(profile, headers);
    ASSERT_TRUE(claim.has_value()) << to_text(profile);
    EXPECT_TRUE(is_signed(profile, *claim, "SK-EXAMPLE")) << to_text(profile);
    EXPECT_TRUE(is_within_window(profile, *claim, now, 300)) << to_text(profile);
    const auto route = route_of(path_of(profile, "1101"));
    ASSERT_TRUE(route.has_value());
    EXPECT_EQ(route->profile, profile);
  }
  EXPECT_EQ(sign(Profile::csb, credentials, "1101", now, "").back().second,
            "NqmptSQ5xzb7r/k/cAVg/u7U1Qk=");
  EXPECT_TRUE(sign(Profile::web, credentials, "1101", now, "").empty());
}

TEST(ProviderProfiles, a_header_that_is_missing_or_empty_is_no_claim) {
  for (std::size_t i = 0; i < 5; ++i) {
    std::vector<Header> headers = csb_headers();
    headers[i].second.clear();
    EXPECT_FALSE(read_claim(Profile::csb, headers).has_value()) << headers[i].first;
    headers.erase(headers.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(read_claim(Profile::csb, headers).has_value());
  }
}

TEST(ProviderProfiles, the_window_is_closed_on_both_sides) {
  const auto claim = read_claim(Profile::csb, csb_headers());
  const auto at = [&](std::int64_t seconds) {
    return is_within_window(Profile::csb, *claim,
                            Instant::from_milliseconds(1'745'539'262'000 + seconds * 1000), 300);
  };
  EXPECT_TRUE(at(0));
  EXPECT_TRUE(at(1800));
  EXPECT_FALSE(at(1801));
  EXPECT_TRUE(at(-1800));
  EXPECT_FALSE(at(-1801));
}

TEST(ProviderProfiles, number_is_seen_before_it_is_read) {
  EXPECT_EQ(number_said({{"_api_name", "2102"}}, R"({"infno":"1101"})"), "2102");
  EXPECT_EQ(number_said({}, R"({"infno":"1101","msgid":"1"})"), "1101");
  EXPECT_EQ(number_said({}, R"({"msgid":"1", "infno" : "2207" })"), "2207");
  EXPECT_EQ(number_said({}, ""), "");
  EXPECT_EQ(number_said({}, R"({"infno)"), "");
  EXPECT_EQ(number_said({}, R"({"infno")"), "");
  EXPECT_EQ(number_said({}, R"({"infno":"21)"), "21");
  EXPECT_EQ(number_said({}, std::string(2'000, ' ') + R"({"infno":"1101"})"), "");
}

}  // namespace
}  // namespace yibao::adapters::provider
