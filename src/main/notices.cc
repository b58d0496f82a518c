#include "main/notices.h"

#include <algorithm>

#include "adapters/bank/folder.h"
#include "business/card/telephone.h"
#include "business/notice/outbox.h"
#include "business/sign_in/codes.h"
#include "main/import/flight.h"
#include "service/batch.h"
#include "storage/digest.h"
#include "storage/json.h"

namespace yibao::main {

namespace {

std::vector<Fact> facts_of(const std::string& json) {
  const Decision<Tree> tree = storage::parse_json(json);
  YB_CHECK(tree.ok() && tree->members() != nullptr, "a message whose facts are not JSON");
  std::vector<Fact> facts;
  for (const auto& [name, value] : *tree->members()) {
    if (value.text() != nullptr) facts.push_back({name, *value.text()});
  }
  return facts;
}

std::int64_t challenge_of(const std::vector<Fact>& facts) {
  for (const Fact& fact : facts) {
    if (fact.name == "challenge") return std::stoll(fact.value);
  }
  YB_CHECK(false, "a code without its challenge");
}

// 过期的验证码不再发出: whoever delivers seldom would send codes that serve nobody.
std::vector<notice::Message> due_messages(const notice::Stretch& stretch, storage::Session& reader,
                                          const business::Context& context) {
  std::vector<notice::Message> messages = notice::messages_in(stretch, reader, context);
  std::erase_if(messages, [](const notice::Message& each) { return each.outdated; });
  return messages;
}

// 代收: whom it is about, before what it says.
std::string whose_words(const notice::Message& message, const service::Catalogue& catalogue) {
  if (message.acted_as.empty()) return {};
  return catalogue
      .words("notice_about_another",
             {{"acted_as", message.acted_as}, {"about_name", mask_name(message.about)}})
      .detail;
}

class Notifier {
 public:
  Notifier(Installation& installation, const std::string& folder)
      : installation_(installation), folder_(folder), reader_(installation.database().reader()) {}

  SentNotices run() {
    for (const std::string& name : folder_.unfinished()) finish(name);
    while (take_some()) {
    }
    return std::move(sent_);
  }

 private:
  bool take_some() {
    // Ids are given out before the commit: what is under way now may hold ids below the last one.
    const std::int64_t last = notice::last_message(*reader_);
    installation_.dispatcher().wait_for_batches_under_way();
    const notice::Stretch stretch = notice::next_stretch(last, *reader_);
    if (stretch.empty()) return false;
    std::vector<notice::Message> messages =
        due_messages(stretch, *reader_, context_now(installation_));
    const Instant now = installation_.clock().now();
    const std::string name = "notices-" + now.date().to_string() + "-" +
                             storage::to_hex(storage::random_bytes(6)) + ".jsonl";
    const auto unreached = std::count_if(messages.begin(), messages.end(),
                                         [](const auto& each) { return each.phone.empty(); });
    folder_.begin(name);
    service::Job job;
    job.command = std::make_unique<notice::TakeNotices>(name, stretch, std::move(messages));
    job.actor.role = business::Role::system;
    job.actor.channel = "system";
    job.now = now;
    job.instance = "notices:" + name;
    Flight flight(installation_.dispatcher());
    flight.launch(std::move(job));
    const bool taken = flight.land().front().status == 200;
    if (taken) sent_.undeliverable += unreached;
    finish(name);
    return taken;
  }

  void finish(const std::string& name) {
    const std::optional<notice::Stretch> stretch = notice::stretch_of(name, *reader_);
    if (!stretch) return folder_.abandon(name);
    std::string content;
    for (const notice::Message& each :
         due_messages(*stretch, *reader_, context_now(installation_))) {
      Tree told = told_notice(each, installation_);
      told.set("to", each.phone.reveal());  // whoever delivers it dials it: the only place
      content += told.to_json() + "\n";
      ++sent_.notices;
    }
    folder_.publish(name, content);
    sent_.files.push_back(name);
  }

  Installation& installation_;
  bank::Folder folder_;
  std::unique_ptr<storage::Session> reader_;
  SentNotices sent_;
};

}  // namespace

business::Context context_now(Installation& installation) {
  return service::context_for(installation.surroundings(), installation.clock().now());
}

// The six digits stand in the message alone: no table and no log holds them. The telephone stands
// there as it is shown to people.
Tree told_notice(const notice::Message& message, Installation& installation) {
  const storage::Vault& vault = installation.vault();
  std::vector<Fact> facts = facts_of(message.facts);
  std::string code = message.code;
  if (code == "telephone_code") {
    code = "telephone_code_notice";
    facts.push_back({"code", card::telephone_code(vault, challenge_of(facts))});
  }
  if (code == sign_in::kCodeNotice) {
    code = "sign_in_code_notice";
    facts.push_back({"code", sign_in::code_digits(vault, challenge_of(facts))});
  }
  const service::Catalogue& catalogue = installation.data().catalogue;
  const service::Words words = catalogue.words(code, facts);
  Tree told = Tree::object(
      {{"id", vault.outside_id(storage::IdKind::message, message.id, message.recorded_at)},
       {"channel", "sms"},
       {"to", mask_phone(message.phone)}});
  if (!message.person.is_none()) {  // else a code to a telephone that is on nobody's record yet
    told.set("person", vault.outside_id(storage::IdKind::person, message.person.value(),
                                        message.person_recorded_at));
  }
  told.set("told_at", message.recorded_at.to_string());
  told.set("title", words.title);
  told.set("text", whose_words(message, catalogue) + words.detail + words.next);
  return told;
}

SentNotices send_notices(Installation& installation, const std::string& folder) {
  return Notifier(installation, folder).run();
}

int notices_send(Installation& installation, const Tree& arguments, Console& console) {
  const std::string folder = text_argument(arguments, "folder");
  const SentNotices sent = send_notices(installation, folder);
  if (flag_argument(arguments, "json")) {
    Tree files = Tree(Tree::List{});
    for (const std::string& name : sent.files) files.push(name);
    console.out << Tree::object({{"files", std::move(files)},
                                 {"notices", sent.notices},
                                 {"undeliverable", sent.undeliverable}})
                       .to_json()
                << "\n";
    return kDone;
  }
  for (const std::string& name : sent.files) console.out << folder << "/" << name << "\n";
  console.out << "消息 " << sent.notices << " 条;未能送达 " << sent.undeliverable << " 条\n";
  return kDone;
}

}  // namespace yibao::main
