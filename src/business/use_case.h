// What a feature offers to the outside: commands, enquiries, and the endpoints that lead to them.
//
// A command is a plain struct: parsed strictly, it says whose journal it moves on, which facts it
// needs, who may give it, and decides. It never reads a clock, never touches the database, never
// throws for bad input. An endpoint is data; HTTP, the command line, the OpenAPI file and the
// access matrix are all made from it, so that none of them can offer what the others do not know.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/id.h"
#include "base/region_code.h"
#include "base/tree.h"
#include "storage/plan.h"
#include "storage/vault.h"

namespace yibao {
class IdentityVerifier;
class OrganisationSignIn;
class RegionTable;
namespace casework {
class MaterialCleaner;
}
namespace calendar {
class Calendar;
}
namespace policy {
class PolicySet;
}
}  // namespace yibao

namespace yibao::business {

class Wording;

// Who acts. One bit each, so that an endpoint can name several.
enum class Role : std::uint32_t {
  participant = 1,
  employer_officer = 2,
  agency_officer = 4,
  senior_officer = 8,
  provider_cashier = 16,
  bank = 32,
  policy_officer = 64,
  auditor = 128,
  operator_ = 256,        // provincial IT staff
  county_window = 512,    // 区县服务中心窗口: reads only, of one district
  community = 1024,       // 社区服务中心、便民服务点: reads only
  system_admin = 2048,    // 系统管理员: staff, absence, opening hours
  security_admin = 4096,  // 安全管理员: roles, registered clients
  audit_admin = 8192,  // 审计管理员: who looked at what, break-glass; nobody is two of these three
  hotline = 16384,  // the telephone system's own client: calls, and nothing else
  visitor = 32768,  // 未登录的来访者: has shown nothing yet
  system = 65536,   // timers and files: never a token
};
using Roles = std::uint32_t;
constexpr Roles roles(std::initializer_list<Role> all) {
  Roles mask = 0;
  for (const Role role : all) mask |= static_cast<std::uint32_t>(role);
  return mask;
}
inline constexpr Roles kEverybody = static_cast<Roles>(Role::system) - 1;  // who has a token
std::string_view role_code(Role role);
std::optional<Role> role_of(std::string_view code);
std::vector<Role> all_roles();  // in the order above

struct Actor {
  Role role = Role::system;
  std::int64_t id = 0;  // person, staff, employer or provider, by role
  RegionCode region;    // the agency's region; none: every region
  std::string channel;  // a code of and the channels table: "app", "counter", …
  std::string name;     // for the record: never shown to others unmasked
  std::int64_t session = 0;         // the session that it came by; 0: a token of another kind
  bool must_change_secret = false;  // came in by a secret that serves once
  PersonId acts_for = {};    // 代办、监护: whom this one call is made for, as was checked
  std::string client = {};   // the registered client it came by (business/client); empty: none said
  RegionCode bound_to = {};  // the place that this client is for; none: every place

  bool is(Role other) const { return role == other; }
  bool is_officer() const { return is(Role::agency_officer) || is(Role::senior_officer); }
  // Looks things up for those who stand before them, and changes nothing.
  bool only_reads() const { return is(Role::county_window) || is(Role::community); }
  PersonId person() const { return is(Role::participant) ? PersonId(id) : PersonId(); }
  std::string journal_name() const;  // "agency_officer:17"
};

// Where new ids come from: blocks reserved durably, in time order.
class Ids {
 public:
  virtual ~Ids() = default;
  virtual std::int64_t next() = 0;
};

// What every decision may use besides its facts.
struct Context {
  Instant now;
  Date today;
  const Actor* actor = nullptr;
  std::int64_t entry_id = 0;  // this command's entry in the journal
  Ids* ids = nullptr;
  const storage::Vault* vault = nullptr;
  const policy::PolicySet* policies = nullptr;
  const calendar::Calendar* calendar = nullptr;
  const RegionTable* regions = nullptr;
  // Of uploads; a world without one (tests of rules) keeps what came, by its type alone.
  const casework::MaterialCleaner* cleaner = nullptr;
  std::string_view policy_hash;  // of the policy as of today; a case keeps it (N-14)
  // Asked while a request is read, never by a decision. Null: no such service is connected.
  const IdentityVerifier* verifier = nullptr;
  // The words that a written decision keeps (business/wording.h). None in worlds without messages.
  const Wording* wording = nullptr;
  // How staff sign in with their organisation's account. Null: it has none.
  const OrganisationSignIn* organisation = nullptr;
};

// A request as it came in, whatever the transport.
struct Request {
  std::string method;
  std::string path;
  std::vector<std::pair<std::string, std::string>> path_values;  // {person} → text
  std::vector<std::pair<std::string, std::string>> parameters;   // behind the question mark
  Tree body;
  std::string idempotency_key;
  bool dry_run = false;
  std::string if_match;       // the ETag that the caller has seen; empty: whatever it is now
  std::string source;         // the address that it came from; empty: this machine's command line
  std::string session_token;  // that a browser sent along, whatever it is worth; signing in ends it

  const std::string* path_value(std::string_view name) const;
  const std::string* parameter(std::string_view name) const;
};

class Command {
 public:
  virtual ~Command() = default;
  virtual std::vector<storage::Subject> subjects() const = 0;
  virtual void need(storage::Needs& needs) const = 0;
  // Asked once the first needs are met, for what only they can name.
  virtual void need_more(const storage::Facts&, storage::Needs&) const {}
  virtual Verdict authorise(const Actor& actor, const storage::Facts& facts) const = 0;
  virtual Decision<storage::Plan> decide(const storage::Facts& facts,
                                         const Context& context) const = 0;
  // False: nothing that is kept in memory (service/stamps.h) follows from the rows that it writes.
  virtual bool is_followed() const { return true; }
};

using CommandOrRefusal = Decision<std::unique_ptr<Command>>;

// A limit of guessing: after `free` tries each further one waits, twice as long as the one before,
// never longer than wait_max; who stays away for `forgotten_after` begins anew.
struct Limit {
  enum class On { account, source };  // success clears an account's, and takes one off a source's
  std::string key;
  On on = On::account;
  int free = 0;
  std::int64_t wait_milliseconds = 0;
  std::int64_t wait_max_milliseconds = 0;
  std::int64_t forgotten_after_milliseconds = 0;
};

// What comes before a command that lets somebody in: whether they are who they say. A password
// (Argon2id) takes tens of milliseconds, so it is proved on a pool of its own, with a bounded
// queue; what was a fact when it was read is looked at again by the command.
class Proof {
 public:
  virtual ~Proof() = default;
  enum class Takes { no_time, hashing, network };
  virtual Takes takes() const { return Takes::hashing; }
  virtual std::vector<Limit> limits() const = 0;
  // On the thread that it takes. The command, or why there is none.
  virtual CommandOrRefusal prove() = 0;
  // Written down behind the answer where it failed; none: nothing is.
  virtual std::unique_ptr<Command> failure() { return nullptr; }
  // Answered in the same words and at once, whether there is anything to be done or not (202).
  virtual bool answers_first() const { return false; }
  // The token of the session that the command opens; it is stored nowhere. Empty: none.
  struct Token {
    std::string text;
    bool in_answer = false;  // else a cookie
  };
  virtual Token token() const { return {}; }
};

enum class FieldKind { text, integer, fen, date, month, region, id, flag, list, object };

// A member of a request body, or a parameter of an enquiry.
struct Field {
  std::string_view name;
  FieldKind kind;
  bool required;
  std::string_view summary;  // in Chinese, shown by --help and in the OpenAPI file
};

struct Endpoint {
  std::string_view name;     // "account.pay": journal of access, command line (account pay)
  std::string_view method;   // GET, POST or DELETE
  std::string_view path;     // "/v1/people/{person}/payments"
  std::string_view summary;  // in Chinese
  Roles allowed;
  std::vector<Field> fields;
  // One of the three. A reader is at hand for look-ups that never change (which person a case
  // belongs to); everything that may change is a need of the command.
  CommandOrRefusal (*command)(const Request&, const Context&, storage::Session& reader) = nullptr;
  Decision<Tree> (*answer)(const Request&, const Context&, storage::Session& reader) = nullptr;
  // For an answer that is asked for so often that a tree between would show: JSON as it is sent,
  // without reasons to give words to and without a version.
  Decision<std::string> (*text)(const Request&, const Context&, storage::Session& reader) = nullptr;
  // The answer's member `content` goes out as bytes, to be kept and not to be shown: what people
  // have uploaded never comes back under a type of its own.
  bool download = false;
  // Instead of a command: who it is must be proved first.
  Decision<std::unique_ptr<Proof>> (*proof)(const Request&, const Context&,
                                            storage::Session& reader) = nullptr;
};

}  // namespace yibao::business
