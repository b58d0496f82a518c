// How a message gets in: the four ways, how each is signed, and one message worked out.
#include <algorithm>

#include "adapters/provider/gateway.h"
#include "adapters/provider/manual_parts.h"
#include "adapters/provider/profiles.h"
#include "base/tree_text.h"
#include "business/provider/reading.h"
#include "business/provider/writing.h"

namespace yibao::adapters::provider {

namespace {

using yibao::provider::Interface;

// The key, secret and moment of the signature examples that are printed in the tables.
struct Worked {
  Credentials credentials;
  std::string nonce;
  Instant moment = Instant::from_milliseconds(1'745'539'262'000);
};

Worked worked(Profile profile, const Tree& vector) {
  if (profile == Profile::tif) {
    return {{"AK-EXAMPLE", text_of(vector, "secret")}, text_of(vector, "nonce")};
  }
  return {{text_of(vector, "access_key"), text_of(vector, "secret_key")}, ""};
}

Tree example_head(Instant moment) {
  const std::string time = moment.to_string();
  return Tree::object(
      {{"infno", "1101"},
       {"msgid", "P44190000001" + yibao::provider::compact_time(moment).substr(0, 14) + "0001"},
       {"mdtrtarea_admvs", "441900"},
       {"insuplc_admdvs", "441900"},
       {"recer_sys_code", "FSI"},
       {"infver", "1.0.0"},
       {"opter_type", "1"},
       {"opter", "0001"},
       {"opter_name", "收费员"},
       {"inf_time", time.substr(0, 10) + " " + time.substr(11, 8)},
       {"fixmedins_code", "P44190000001"},
       {"fixmedins_name", "示例药店"}});
}

Tree example_input() {
  return Tree::object({{"data", Tree::object({{"mdtrt_cert_type", "02"},
                                              {"mdtrt_cert_no", "441900199001010010"},
                                              {"begntime", "2025-04-25 08:01:02"}})}});
}

std::string signed_text(Profile profile, const Worked& worked, const std::vector<Header>& headers) {
  if (profile == Profile::tif) {
    const std::string& time = headers[1].second;
    return time + worked.credentials.secret + worked.nonce + time;
  }
  std::vector<std::string> parts;
  for (const Header& each : headers) {
    if (each.first != "_api_signature") parts.push_back(each.first + "=" + each.second);
  }
  std::ranges::sort(parts);
  std::string text;
  for (const std::string& each : parts) text += (text.empty() ? "" : "&") + each;
  return text;
}

void tell_example(Manual& manual, const Teller& teller, Profile profile, const Tree& vector) {
  const Worked example = worked(profile, vector);
  const std::vector<Header> headers =
      sign(profile, example.credentials, "1101", example.moment, example.nonce);
  if (profile == Profile::csb || profile == Profile::tif) {
    manual.paragraph(
        teller.say("算一遍: 密钥(secret)为 ", "Worked out: the secret is ") +
        example.credentials.secret +
        teller.say(";待签名文本和签名的算法是", "; the text that is signed, and how:"));
    const std::string text = signed_text(profile, example, headers);
    manual.example(profile == Profile::tif
                       ? "printf '%s' '" + text + "' | sha256sum"
                       : "printf '%s' '" + text + "' | openssl dgst -sha1 -hmac '" +
                             example.credentials.secret + "' -binary | base64");
    manual.paragraph(
        Phrase(teller.say("得到 ", "gives "))
            .code(headers.back().second)
            .words(teller.say("。请求正文不在签名之内。", ". The body is not signed.")));
  }
  std::string command = "curl http://127.0.0.1:8081" + path_of(profile, "1101") +
                        " -H 'Content-Type: application/json' --data-binary @message.json";
  for (const Header& each : headers) {
    command += " \\\n  -H '" + each.first + ": " + each.second + "'";
  }
  manual.example(command);
}

void tell_headers(Manual& manual, const Teller& teller, const Tree& profile) {
  const Tree::List& headers = rows_of(profile, "headers");
  if (headers.empty()) return;
  Manual::Grid grid{{teller.say("请求头", "Header"), teller.say("名称", "Label"),
                     teller.say("最多字符", "At most"), teller.say("内容", "What it holds")},
                    {}};
  for (const Tree& each : headers) {
    const Tree& length = part_of(each, "max_len");
    grid.rows.push_back({Phrase().code(text_of(each, "name")), text_of(each, "label"),
                         length.integer() != nullptr ? std::to_string(*length.integer()) : "",
                         teller.prose(text_of(each, "rule"))});
  }
  manual.grid(std::move(grid));
}

struct Way {
  const char* letter;
  const char* member;  // of the tables
  Profile profile;
};
constexpr Way kWays[] = {{"A", "A_csb", Profile::csb},
                         {"B", "B_tif", Profile::tif},
                         {"C", "C_web", Profile::web},
                         {"D", "D_per_number", Profile::number}};

void tell_way(Manual& manual, const Teller& teller, const Way& way) {
  const Tree& profiles = part_of(part_of(teller.sources().file, "transport"), "profiles");
  const Tree& profile = part_of(profiles, way.member);
  const std::string code(to_text(way.profile));
  manual.heading(
      3, "way-" + code,
      std::string(way.letter) + " " + teller.prose(text_of(profile, "name")) + " (" + code + ")");
  manual.paragraph(Phrase(teller.say("地址 ", "Path ")).code(text_of(profile, "path_template")));
  tell_headers(manual, teller, profile);
  const Tree& signature = part_of(profile, "signature");
  const bool as_first = way.profile == Profile::number;
  if (as_first) manual.paragraph(teller.say("签名与 A 相同。", "Signed as A."));
  if (!as_first && signature.members() != nullptr) {
    const int window = way.profile == Profile::tif ? Gateway::kTifWindowSeconds : kCsbWindowSeconds;
    manual.paragraph(Phrase(teller.say("签名 ", "Signature "))
                         .words(text_of(signature, "algorithm") + " (" +
                                teller.say(way.profile == Profile::tif ? "小写十六进制" : "Base64",
                                           text_of(signature, "encoding")) +
                                "): " + teller.prose(text_of(signature, "string_to_sign")))
                         .words(teller.say("。时间与本系统相差不得超过 ",
                                           ". The time may differ from ours by ") +
                                std::to_string(window) +
                                teller.say(" 秒,前后都算。", " seconds at most, either way.")));
  }
  if (way.profile == Profile::web) {
    manual.paragraph(
        teller.prose(text_of(profile, "note")) +
        teller.say(
            "。以此方式登记的机构,也可以不带请求头用 A、B、D 的地址(前置机);只接受来自专用网络"
            "和已登记网段的报文,登记有本机构网段的,只接受来自这些网段的。",
            ". An institution registered so may also use the paths of A, B and D without "
            "headers (front machine); messages are taken from private networks and from "
            "registered ones only, or, where an institution has some of its own on record, "
            "from those alone."));
  }
  tell_example(manual, teller, way.profile,
               part_of(as_first ? part_of(profiles, "A_csb") : profile, "test_vector"));
}

void tell_failures(Manual& manual, const Teller& teller) {
  manual.heading(3, "gateway-failures", teller.say("网关的拒绝", "What the gateway refuses"));
  manual.paragraph(teller.say(
      "没有进入报文处理的,不用报文的形式回答: HTTP 状态是 200,正文如下,没有 infcode,code 是 401;"
      "没有办理任何业务,改正后可以用同一报文重发。地址不对的是 HTTP 404。请求本身不合规的,HTTP 状态"
      "也不是 200: 正文太大 413,请求头太大 431,发得太慢 408,写法有误 400。"
      "以别的方式登记的机构,在这一方式的地址上如同没有这个 access key。",
      "What does not get as far as the message is answered in another form: HTTP 200 with the body "
      "below, which has no infcode, and 401 as its code. Nothing was done; mend it and send the "
      "same message again. Where there is no such path it is HTTP 404. Nor is it 200 where the "
      "request is none: 413 where the body is too large, 431 where the headers are, 408 where they "
      "come too slowly, 400 where they are badly written. An "
      "institution that is registered for another way has no access key at the path of this one."));
  Manual::Grid grid{{teller.say("情形", "When"), teller.say("正文", "Body")}, {}};
  const Tree& first =
      part_of(part_of(part_of(teller.sources().file, "transport"), "profiles"), "A_csb");
  constexpr Failure kFailures[] = {Failure::headers_missing, Failure::timestamp_outside,
                                   Failure::key_unknown, Failure::signature_differs};
  const Tree::List& told = rows_of(first, "failures");
  for (std::size_t i = 0; i < told.size() && i < std::size(kFailures); ++i) {
    grid.rows.push_back(
        {teller.prose(text_of(told[i], "when")), Phrase().code(failure_body(kFailures[i]))});
  }
  manual.grid(std::move(grid));
}

}  // namespace

void tell_transport(Manual& manual, const Teller& teller) {
  manual.heading(2, "transport", teller.say("接入方式与签名", "Ways in, and how to sign"));
  manual.paragraph(teller.say(
      "每家机构登记一种方式(经办机构登记时给出 access key 和 secret,只显示一次)。一律 POST,正文"
      "是 JSON 报文,UTF-8(也接受 GB18030);HTTP 200 之内再看 infcode。地址之前可以有任意前缀。",
      "Each institution is registered for one way; the agency gives it an access key and a secret, "
      "shown once. Always POST; the body is the message as JSON in UTF-8 (GB18030 is taken too). "
      "Within HTTP 200, infcode says how it went. Any prefix may stand before the paths."));
  for (const Way& way : kWays) tell_way(manual, teller, way);
  manual.heading(3, "example-message", teller.say("示例报文", "The message of the examples"));
  const Interface& tables = teller.sources().tables;
  manual.example(write_request(tables, *tables.find("1101"),
                               example_head(Instant::from_milliseconds(1'745'539'262'000)),
                               example_input()));
  tell_failures(manual, teller);
  manual.heading(3, "files", teller.say("文件", "Files"));
  manual.paragraph(teller.say(
      "9101 可以把文件以 Base64 放在 in 之内,也可以用 multipart/form-data: jsonStr 是报文,file 是 "
      "zip。9102 凭 file_qury_no 查找,filename 不核对;成功时返回 application/octet-stream(zip),"
      "失败时返回普通报文,err_msg 的代码之后写有 error。zip 之内是 UTF-8 文本,每行一条,字段以 TAB "
      "分隔,空值写 null。",
      "9101 takes the file as Base64 in the field in, or as multipart/form-data: jsonStr is the "
      "message, file the zip. 9102 finds by file_qury_no, whatever filename says; it answers with "
      "application/octet-stream (zip), or with the usual message where it fails, whose err_msg has "
      "the word error behind its code. In the zip: UTF-8 text, a line for each, fields separated "
      "by TAB, null for nothing."));
}

}  // namespace yibao::adapters::provider
