// What a demo shows to everybody, so that every page can be tried by one click: how its people and
// its staff sign in, and the messages that were sent to a telephone. Of `serve --demo` only.
#include <algorithm>

#include "adapters/files/read.h"
#include "base/tree_text.h"
#include "business/notice/outbox.h"
#include "business/person/rules.h"
#include "business/sign_in/store.h"
#include "main/installation.h"
#include "main/notices.h"
#include "service/router.h"
#include "storage/json.h"
#include "storage/totp.h"

namespace yibao::main {

namespace {

constexpr std::int64_t kLookedThroughMax = 500;
constexpr std::size_t kShownMax = 20;

// The code that will be taken next: one that has been used serves nobody again.
void add_code(Tree& sign_in, Installation& installation, storage::Session& reader) {
  const auto secret = storage::from_base32(text_of(sign_in, "totp_secret"));
  const storage::Value key[] = {storage::Value(text_of(sign_in, "account"))};
  const auto row = sign_in::behind_key(reader.select_keyed(sign_in::kStaffAccountOf, key).front());
  if (!secret || !row) return;
  const std::int64_t last = sign_in::read_staff_account(*row, installation.vault()).totp_step;
  const Instant now = installation.clock().now();
  const std::int64_t step = std::max(storage::totp_step(now), last + 1);
  const std::int64_t usable = (step - 1) * storage::kTotpStepMilliseconds;
  sign_in.set("totp", storage::totp_code(*secret, step));
  sign_in.set("usable_in_seconds",
              std::max<std::int64_t>(0, (usable - now.milliseconds() + 999) / 1'000));
}

// Of a window the district, which is none of the pooling regions that the pages know by name.
void add_place(Tree& sign_in, Installation& installation) {
  const auto region = RegionCode::parse(text_of(sign_in, "region"));
  if (region) sign_in.set("region_name", installation.data().regions.full_name(*region));
}

Tree sign_ins(Installation& installation, storage::Session& reader) {
  const Decision<Tree> file =
      storage::parse_json(files::read_file(demo_file(installation.settings())));
  Tree shown = Tree(Tree::List{});
  const Tree* list = file ? file->find("sign_ins") : nullptr;
  if (list != nullptr && list->list() != nullptr) {
    for (const Tree& each : *list->list()) {
      Tree sign_in = each;
      if (text_of(sign_in, "kind") == "staff") add_code(sign_in, installation, reader);
      add_place(sign_in, installation);
      shown.push(std::move(sign_in));
    }
  }
  return Tree::object({{"sign_ins", std::move(shown)}});
}

Tree messages_to(const std::string& phone, Installation& installation, storage::Session& reader) {
  const std::int64_t last = notice::last_message(reader);
  std::vector<notice::Message> messages =
      notice::last_messages(last, kLookedThroughMax, reader, context_now(installation));
  Tree list = Tree(Tree::List{});
  std::size_t shown = 0;
  for (auto each = messages.rbegin(); each != messages.rend() && shown < kShownMax; ++each) {
    if (each->phone.reveal() != phone) continue;
    list.push(told_notice(*each, installation));
    ++shown;
  }
  return Tree::object({{"messages", std::move(list)}});
}

}  // namespace

std::optional<Tree> demo_page(Installation& installation, const std::string& path,
                              const std::string& parameters, storage::Session& reader) {
  if (path == "/demo/sign-ins") return sign_ins(installation, reader);
  if (path != "/demo/messages") return std::nullopt;
  const auto given = service::parse_parameters(parameters);
  if (!given) return std::nullopt;
  for (const auto& [name, value] : *given) {
    if (name == "phone" && person::is_mobile_number(value)) {
      return messages_to(value, installation, reader);
    }
  }
  return std::nullopt;
}

}  // namespace yibao::main
