#include "main/hotline_desk.h"

#include "adapters/files/read.h"
#include "adapters/http/client.h"
#include "main/commands.h"
#include "main/operations.h"
#include "main/signing.h"

namespace yibao::main {

namespace {

constexpr std::int64_t kDays = 366;
constexpr std::size_t kTokenFileMax = 4096;

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) {
    text.pop_back();
  }
  return text;
}

}  // namespace

HotlineDesk::HotlineDesk(const Settings& settings, const std::string& token) {
  server_ = running_server(settings).address;
  if (server_.empty()) here_ = std::make_unique<Installation>(settings);
  if (!token.empty()) {
    token_ = named_token(settings, token);
  } else if (!settings.hotline_token_file.empty()) {
    token_ = trimmed(files::read_file(settings.hotline_token_file, kTokenFileMax));
  } else {
    token_ = own_token(settings);
  }
}

HotlineDesk::~HotlineDesk() {
  if (here_) sign_at_end(*here_);
}

std::string HotlineDesk::own_token(const Settings& settings) {
  if (here_) {
    business::Actor actor;
    actor.role = business::Role::hotline;
    actor.channel = "hotline";
    actor.name = "hotline";
    return here_->issue_token(actor, Instant::from_milliseconds(
                                         here_->clock().now().milliseconds() + kDays * 86'400'000));
  }
  const Operated done = operate_in_server(
      running_server(settings), "token-issue",
      Tree::object(
          {{"role", "hotline"}, {"channel", "hotline"}, {"name", "hotline"}, {"days", kDays}}));
  if (done.exit_code != kDone) throw Fault("no token for the hotline: " + done.errors);
  return trimmed(done.output);
}

service::Answer HotlineDesk::exchange(const service::Call& call) {
  if (!here_) return adapters::send_http(server_, call);
  const std::lock_guard lock(mutex_);
  return here_->call(call);
}

}  // namespace yibao::main
