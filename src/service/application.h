// The application: one call in, one answer out, whatever carries it (HTTP, the command line, a
// test). Authenticates, routes, parses, hands commands to the runner and enquiries to a reader.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/language.h"
#include "business/use_case.h"
#include "service/access.h"
#include "service/batch.h"
#include "service/clients.h"
#include "service/clock.h"
#include "service/metrics.h"
#include "service/operations.h"
#include "service/press.h"
#include "service/public_pages.h"
#include "service/router.h"
#include "service/throttle.h"

namespace yibao::enquiry {
struct View;
}

namespace yibao::service {

struct Call {
  std::string method;
  std::string target;  // path and parameters
  std::string authorization;
  std::string idempotency_key;
  std::string traceparent;
  std::string if_match;
  std::string content_type;
  std::string content_encoding;
  std::string accept_encoding;  // of pages only, as the next
  std::string if_none_match;
  std::string body;
  // All of them, in lower case; only where the server was told to keep them.
  std::vector<std::pair<std::string, std::string>> headers;
  std::string cookie;  // the whole header
  std::string origin;
  std::string host;
  std::string client;                     // X-Yibao-Client: the registered client that asks
  std::string source;                     // the address that it comes from; empty: this process
  Language language = Language::chinese;  // that the answer's sentences are wanted in
};

struct Answer {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string_view cache_control = "no-store";
  std::string_view language = {};  // that its sentences are in; empty: it has none
};

// What answers the calls of a port.
class Handler {
 public:
  virtual ~Handler() = default;
  // Calls `done` exactly once: at once, or from the runner's thread after the commit.
  virtual void handle(const Call& call, storage::Session& reader,
                      std::function<void(Answer)> done) = 0;
  // Whether a call seems to be one whose answer waits for a commit: those that are answered at once
  // pass it. Nothing but its turn depends on that.
  virtual bool waits_for_commit(const Call& call) const { return call.method != "GET"; }
};

// The outside world of the application; adapters provide it.
struct Ports {
  const Clock* clock = nullptr;
  // Text to a tree: bounded in depth, strict about numbers, members and UTF-8.
  Decision<Tree> (*parse_json)(std::string_view text) = nullptr;
  // Takes a job to the runner; false when its queue is full.
  std::function<bool(Job)> submit;
  // Why writing has stopped; empty while it goes on.
  std::function<std::string()> writes_stopped;
  // What /healthz tells about the work done so far.
  std::function<Tree()> work_done;
  // What /metrics tells beside the answers, in Prometheus' text form.
  std::function<std::string()> metrics;
  Press* press = nullptr;  // none: papers are not printed
  std::string version;
  // Takes what is slow on purpose (passwords) to threads of its own; false when too much waits.
  std::function<bool(std::function<void()>)> run_slowly;
  // The same for what waits for a network.
  std::function<bool(std::function<void()>)> run_outside;
  // Cookies are for HTTPS only.
  bool behind_tls = false;
  // What the demo shows besides, by path; none: it is no demo.
  std::function<std::optional<Tree>(const std::string& path, const std::string& parameters,
                                    storage::Session& reader)>
      demo;
};

class Application : public Handler {
 public:
  Application(std::vector<business::Endpoint> endpoints, const Surroundings& surroundings,
              Ports ports);

  void handle(const Call& call, storage::Session& reader,
              std::function<void(Answer)> done) override;

  const std::vector<business::Endpoint>& endpoints() const { return endpoints_; }
  Access& access() { return access_; }
  Metrics& metrics() { return metrics_; }
  // What a server offers beside its calls; none: such paths are not there.
  void offer(Operations* operations) { operations_ = operations; }
  // Before the first call only.
  void show_demo(decltype(Ports::demo) demo) { ports_.demo = std::move(demo); }
  // The pages that are shown to people: nothing where no page has this path.
  using Page = std::function<std::optional<Answer>(const Call&, const std::string& path)>;
  // `behind`: why they are not those of this program; empty where they are.
  void offer_pages(Page page, std::string behind = "") {
    page_ = std::move(page);
    pages_behind_ = std::move(behind);
  }

 private:
  struct Turn;  // one call on its way
  // What answers without a token because it says nothing about anybody: health, version, the API.
  bool answer_open(Turn& turn, storage::Session& reader);
  Answer public_page(const Turn& turn, storage::Session& reader);
  std::optional<Answer> page_of(const Turn& turn) const;
  Tree readiness(const std::string& stopped) const;
  void dispatch(Turn& turn, storage::Session& reader);
  // True where there was an answer, false where it was refused.
  bool answer_enquiry(Turn& turn, storage::Session& reader);
  // What is kept is given again before anything else is asked: true where there was an answer.
  bool answer_again(Turn& turn, storage::Session& reader);
  // What is answered now is kept, where it may be.
  void keep_answer(Turn& turn) const;
  // Bytes to be kept: what is there goes out at once, a paper when the press has made it.
  void send_download(Turn& turn, const Tree& told);
  bool answer_in_text(Turn& turn, const business::Context& context, storage::Session& reader);
  void record_view(const Turn& turn);
  void record_view(const enquiry::View& view, const Turn& turn);
  void record_named(const Tree& told, const Turn& turn, const business::Context& context);
  // Whom a participant names in a command: counted, and recorded as looked at. False where they
  // have to wait first; they have their answer then.
  bool take_names(Turn& turn, const business::Context& context, storage::Session& reader);
  bool take_employees(Turn& turn, const business::Context& context, storage::Session& reader);
  // True where it was tried too often; it is answered then under this code, with the seconds to
  // wait.
  bool held_back(const std::vector<business::Limit>& limits, std::string_view code, Turn& turn);
  static std::string_view code_of_wait(const Turn& turn);
  Verdict may_ask(Turn& turn, storage::Session& reader);
  Verdict take_client(Turn& turn, bool changes, storage::Session& reader);
  void run_command(Turn& turn, storage::Session& reader);
  Decision<std::shared_ptr<const business::Actor>> enter(Turn& turn,
                                                         const business::Endpoint* endpoint,
                                                         storage::Session& reader);
  // The request as it came in, without its body where that is not JSON.
  Verdict read_request(Turn& turn) const;
  void export_own(Turn& turn, storage::Session& reader);
  Decision<Tree> answer_for_export(const business::Endpoint& endpoint,
                                   const business::Request& request,
                                   const business::Context& context,
                                   storage::Session& reader) const;
  void choose_whom(Turn& turn, storage::Session& reader);
  void run_proof(Turn& turn, storage::Session& reader);
  struct Proving;  // a proof on its way
  void prove(const std::shared_ptr<Proving>& proving);
  void submit_quietly(std::unique_ptr<business::Command> command, const Turn& turn);
  void operate(Turn& turn);
  Answer not_operated(const Refusal& refusal, const Turn& turn) const;
  Decision<Tree> start_operation(const std::string& name, const Turn& turn);
  Decision<Tree> look_at_operation(const std::string& name, const Turn& turn);
  Answer problem(const Refusal& refusal, const Turn& turn) const;
  // Under another status than the kind of refusal has: 405, 503.
  Answer problem(const Refusal& refusal, const Turn& turn, int status) const;
  Answer incident(const std::string& what, const Turn& turn, bool fault) const;
  business::Context context_of(const Turn& turn) const;
  const Catalogue& words_for(const Turn& turn) const;
  // What the runner answers is Chinese; for who asked in another language it is told anew.
  Outcome told_in(Language language, Outcome outcome) const;

  std::vector<business::Endpoint> endpoints_;
  Router router_;
  const Surroundings& surroundings_;
  Ports ports_;
  Access access_;
  Clients clients_;
  Operations* operations_ = nullptr;
  Page page_;
  std::string pages_behind_;
  Metrics metrics_;
  PublicPages public_pages_;
  Throttle throttle_;
  std::string api_description_;
};

}  // namespace yibao::service
