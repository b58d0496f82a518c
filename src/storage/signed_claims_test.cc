// Goal: what somebody else has signed is believed where the signature holds, and nowhere else.
#include "storage/signed_claims.h"

#include <gtest/gtest.h>

#include "storage/json.h"

namespace yibao::storage {
namespace {

Tree json(const std::string& text) {
  return parse_json(text).value();
}

// The example of RFC 7515, appendix A.2: RS256.
const char* const kRsaKeys =
    R"({"keys":[{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}]})";
const char* const kRsaToken =
    "eyJhbGciOiJSUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVl"
    "fQ"
    ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5"
    "jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1"
    "L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYE"
    "UipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
// Appendix A.3: ES256.
const char* const kEllipticKeys =
    R"({"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";
const char* const kEllipticToken =
    "eyJhbGciOiJFUzI1NiJ9"
    ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVl"
    "fQ"
    ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

TEST(SignedClaims, believe_the_examples_of_the_standard) {
  for (const auto& [token, keys] :
       {std::pair(kRsaToken, kRsaKeys), std::pair(kEllipticToken, kEllipticKeys)}) {
    const auto claims = signed_claims(token, json(keys));
    ASSERT_TRUE(claims);
    EXPECT_EQ(*claims->find("iss")->text(), "joe");
  }
}

TEST(SignedClaims, believe_nothing_that_was_changed) {
  const Tree keys = json(kRsaKeys);
  const std::string token = kRsaToken;
  for (const std::size_t at : {std::size_t{3}, token.find('.') + 5, token.rfind('.') + 5}) {
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(signed_claims(changed, keys)) << at;
  }
  EXPECT_FALSE(signed_claims(token.substr(0, token.rfind('.')), keys));
  EXPECT_FALSE(signed_claims(token.substr(0, token.rfind('.') + 1), keys));
  EXPECT_FALSE(signed_claims(token + ".x", keys));
  EXPECT_FALSE(signed_claims("", keys));
  EXPECT_FALSE(signed_claims(token, json(kEllipticKeys)));
  EXPECT_FALSE(signed_claims(token, json("{}")));
}

// "none", and a public key used as if it were a shared secret.
TEST(SignedClaims, never_let_the_token_choose_how_it_is_believed) {
  const std::string body = "." + to_base64url(R"({"iss":"joe"})") + ".";
  const Tree keys = json(kRsaKeys);
  for (const char* header :
       {R"({"alg":"none"})", R"({"alg":"HS256"})", R"({"alg":"RS256","crit":["x"]})",
        R"({"alg":"RS256","kid":"another"})"}) {
    EXPECT_FALSE(signed_claims(to_base64url(header) + body, keys)) << header;
    EXPECT_FALSE(signed_claims(to_base64url(header) + body + "AAAA", keys)) << header;
  }
}

}  // namespace
}  // namespace yibao::storage
