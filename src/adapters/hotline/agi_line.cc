#include "adapters/hotline/agi_line.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "base/text.h"

namespace yibao::adapters {

namespace {

constexpr std::size_t kLineMax = 4'096;
constexpr int kHeadLinesMax = 100;

// A file that is there while it is played.
class Played {
 public:
  explicit Played(std::string name) : name_(std::move(name)) {}
  ~Played() { std::filesystem::remove(name_ + ".wav"); }
  Played(const Played&) = delete;
  Played& operator=(const Played&) = delete;
  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

std::string digits_of(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
  }
  return digits;
}

bool are_keys(const std::string& text) {
  return text.find_first_not_of("0123456789*#") == std::string::npos;
}

}  // namespace

AgiLine::AgiLine(int connection, PromptFile prompt_file)
    : connection_(connection), prompt_file_(std::move(prompt_file)) {}

std::optional<std::string> AgiLine::read_line() {
  while (true) {
    if (const std::size_t end = buffer_.find('\n'); end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
      return line;
    }
    if (buffer_.size() > kLineMax) return std::nullopt;
    char piece[1024];
    const ssize_t count = recv(connection_, piece, sizeof piece, 0);
    if (count <= 0) return std::nullopt;
    buffer_.append(piece, static_cast<std::size_t>(count));
  }
}

bool AgiLine::send(const std::string& line) {
  const std::string text = line + "\n";
  for (std::size_t sent = 0; sent < text.size();) {
    const ssize_t count = ::send(connection_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

std::optional<IncomingCall> AgiLine::read_call() {
  std::map<std::string, std::string> head;
  for (int i = 0; i < kHeadLinesMax; ++i) {
    const std::optional<std::string> line = read_line();
    if (!line) return std::nullopt;
    if (line->empty()) {
      const auto known = [&](const char* name) {
        const std::string& value = head[name];
        return value == "unknown" ? std::string() : value;
      };
      IncomingCall call;
      call.dialled = digits_of(known("agi_dnid"));
      if (call.dialled.empty()) call.dialled = digits_of(known("agi_extension"));
      call.caller = digits_of(known("agi_callerid")).substr(0, 20);
      const std::string region = known("agi_network_script");
      if (region.size() == 6 && parse_integer(region)) call.region = region;
      if (call.dialled.empty()) return std::nullopt;
      return call;
    }
    const std::size_t colon = line->find(": ");
    if (!line->starts_with("agi_") || colon == std::string::npos) continue;
    head[line->substr(0, colon)] = line->substr(colon + 2);
  }
  return std::nullopt;
}

// "200 result=1 (timeout)"; "HANGUP" comes by itself when the caller has gone.
std::optional<AgiLine::Reply> AgiLine::command(const std::string& line) {
  if (!send(line)) return std::nullopt;
  while (true) {
    const std::optional<std::string> told = read_line();
    if (!told || *told == "HANGUP") return std::nullopt;
    if (told->size() < 3 || !parse_integer(told->substr(0, 3))) continue;
    Reply reply;
    reply.code = static_cast<int>(*parse_integer(told->substr(0, 3)));
    if (reply.code != 200) return std::nullopt;  // 511: the channel is dead; 510, 520: not Asterisk
    const std::size_t result = told->find("result=");
    if (result == std::string::npos) return std::nullopt;
    const std::size_t from = result + std::string_view("result=").size();
    reply.result = told->substr(from, told->find(' ', from) - from);
    reply.timeout = told->find("(timeout)", from) != std::string::npos;
    if (reply.result == "-1") return std::nullopt;
    return reply;
  }
}

std::optional<std::string> AgiLine::ask(const Prompt& prompt) {
  if (!answered_ && !command("ANSWER")) return std::nullopt;
  answered_ = true;
  const Played file(prompt_file_(prompt));
  const std::optional<Reply> reply =
      command("GET DATA " + file.name() + " " + std::to_string(prompt.seconds * 1000) + " " +
              std::to_string(prompt.keys_max));
  if (!reply) return std::nullopt;
  if (!are_keys(reply->result)) return std::string();
  // The hash alone ends an empty number; no key at all is a time-out.
  if (reply->result.empty() && !reply->timeout) return std::string("#");
  return reply->result;
}

void AgiLine::end(const Prompt& prompt, const std::string& connect) {
  if (!answered_ && !command("ANSWER")) return;
  const Played file(prompt_file_(prompt));
  if (!command("STREAM FILE " + file.name() + " \"\"")) return;
  if (connect.empty()) {
    command("HANGUP");
  } else {
    command("SET VARIABLE YIBAO_CONNECT \"" + digits_of(connect) + "\"");
  }
}

}  // namespace yibao::adapters
