// Goal: the driver speaks to Asterisk as Asterisk expects, whatever Asterisk answers.
#include "adapters/hotline/agi_line.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "adapters/hotline/agi_server.h"

namespace yibao::adapters {
namespace {

// Asterisk, as far as one call needs it: says its head, then answers each command from a list.
class FakeAsterisk {
 public:
  explicit FakeAsterisk(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &where.sin_addr);
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&where), sizeof where), 0);
  }
  ~FakeAsterisk() { close(socket_); }

  void say(const std::string& text) {
    EXPECT_EQ(send(socket_, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
  }
  std::string hear() {
    std::string line;
    char c = 0;
    while (recv(socket_, &c, 1, 0) == 1 && c != '\n') line += c;
    return line;
  }

 private:
  int socket_;
};

const char* const kHead =
    "agi_network: yes\nagi_network_script: 441900\nagi_request: agi://127.0.0.1/441900\n"
    "agi_channel: PJSIP/line-1\nagi_callerid: 13900001111\nagi_dnid: 12393\n"
    "agi_extension: s\n\n";

// Says "ask", keeps what came, ends.
struct Held {
  std::optional<IncomingCall> call;
  std::optional<std::string> keys;
  std::atomic<bool> done = false;
};

class Agi : public testing::Test {
 protected:
  void wait_until_done() {
    for (int i = 0; i < 5'000 && !held_.done; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ASSERT_TRUE(held_.done);
  }
  std::string connect_ = "";
  Held held_;
  AgiServer server_{{"127.0.0.1", 0, 4},
                    [](const Prompt&) { return std::string("/tmp/yibao-no-such-prompt"); },
                    [this](AgiLine& line, const IncomingCall& call) {
                      held_.call = call;
                      held_.keys = line.ask({{{"hotline_menu", "菜单", false}}, 6, 20, false});
                      if (held_.keys) line.end({}, connect_);
                      held_.done = true;
                    }};
};

TEST_F(Agi, takes_a_call_to_its_end) {
  FakeAsterisk asterisk(server_.port());
  asterisk.say(kHead);
  EXPECT_EQ(asterisk.hear(), "ANSWER");
  asterisk.say("200 result=0\n");
  EXPECT_EQ(asterisk.hear(), "GET DATA /tmp/yibao-no-such-prompt 20000 6");
  asterisk.say("200 result=246801\n");
  EXPECT_EQ(asterisk.hear(), "STREAM FILE /tmp/yibao-no-such-prompt \"\"");
  asterisk.say("200 result=0 endpos=8000\n");
  EXPECT_EQ(asterisk.hear(), "HANGUP");
  asterisk.say("200 result=1\n");
  wait_until_done();
  EXPECT_EQ(held_.call->dialled, "12393");
  EXPECT_EQ(held_.call->caller, "13900001111");
  EXPECT_EQ(held_.call->region, "441900");
  EXPECT_EQ(held_.keys, "246801");
}

TEST_F(Agi, hands_the_line_to_a_person) {
  connect_ = "0769-22223333";
  FakeAsterisk asterisk(server_.port());
  asterisk.say(kHead);
  asterisk.hear();
  asterisk.say("200 result=0\n");
  asterisk.hear();
  asterisk.say("200 result=0\n");
  asterisk.hear();
  asterisk.say("200 result=0 endpos=1\n");
  EXPECT_EQ(asterisk.hear(), "SET VARIABLE YIBAO_CONNECT \"076922223333\"");
  asterisk.say("200 result=1\n");
  wait_until_done();
}

TEST_F(Agi, tells_silence_from_the_hash_and_both_from_hanging_up) {
  struct Case {
    const char* reply;
    std::optional<std::string> keys;
  };
  const Case kCases[] = {
      {"200 result= (timeout)\n", ""},
      {"200 result=\n", "#"},
      {"200 result=12 (timeout)\n", "12"},
      {"200 result=44190019900101001*\n", "44190019900101001*"},
      {"200 result=-1\n", std::nullopt},
      {"HANGUP\n", std::nullopt},
      {"511 Command Not Permitted on a dead channel or intercept routine\n", std::nullopt},
      {"200 result=<script>\n", ""},
      {"noise\n200 result=7\n", "7"},
  };
  for (const Case& each : kCases) {
    held_.done = false;
    {
      FakeAsterisk asterisk(server_.port());
      asterisk.say(kHead);
      asterisk.hear();
      asterisk.say("200 result=0\n");
      asterisk.hear();
      asterisk.say(each.reply);
    }
    wait_until_done();
    EXPECT_EQ(held_.keys, each.keys) << each.reply;
  }
}

TEST_F(Agi, is_not_impressed_by_who_is_no_asterisk) {
  for (const std::string& noise :
       {std::string("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), std::string(10'000, 'a'),
        std::string("\n"), std::string("agi_dnid: unknown\nagi_extension: s\n\n")}) {
    FakeAsterisk asterisk(server_.port());
    asterisk.say(noise);
    EXPECT_EQ(asterisk.hear(), "");  // closed
  }
  FakeAsterisk asterisk(server_.port());
  asterisk.say(kHead);
  EXPECT_EQ(asterisk.hear(), "ANSWER");
}

TEST_F(Agi, takes_so_many_calls_and_no_more) {
  std::list<FakeAsterisk> lines;
  for (int i = 0; i < 4; ++i) {
    lines.emplace_back(server_.port()).say(kHead);
    EXPECT_EQ(lines.back().hear(), "ANSWER");
  }
  FakeAsterisk one_more(server_.port());
  EXPECT_EQ(one_more.hear(), "");
}

}  // namespace
}  // namespace yibao::adapters
