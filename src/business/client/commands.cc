#include "business/client/commands.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/channel.h"
#include "business/client/known.h"
#include "business/client/rules.h"
#include "business/client/store.h"
#include "business/reader.h"

namespace yibao::client {

namespace {

constexpr std::size_t kIdMax = 40;
constexpr std::size_t kNameMax = 40;
constexpr std::size_t kRolesMax = 20;
constexpr std::int64_t kIdleSecondsMax = 3'600;

bool is_client_id(const std::string& id) {
  return !id.empty() && id.size() <= kIdMax && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

business::Roles read_roles(business::Reader& reader) {
  business::Roles roles = 0;
  const Tree::List* list = reader.list("roles", kRolesMax);
  if (list == nullptr) return roles;
  for (const Tree& item : *list) {
    const auto role = item.text() == nullptr ? std::nullopt : business::role_of(*item.text());
    if (!role || (static_cast<business::Roles>(*role) & business::kEverybody) == 0) {
      reader.add({"role_unknown", {{"member", "roles"}}, {}});
      continue;
    }
    roles |= static_cast<business::Roles>(*role);
  }
  return roles;
}

}  // namespace

std::vector<storage::Subject> ClientCommand::subjects() const {
  return {storage::Subject::region(RegionCode::nation())};
}

void ClientCommand::need(storage::Needs& needs) const {
  needs.add(kClientById, storage::Value(id_));
}

Verdict ClientCommand::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::security_admin) || actor.is(business::Role::system)) {
    return Nothing{};
  }
  return refuse(RefusalKind::forbidden, "role_not_allowed",
                {{"role", std::string(business::role_code(actor.role))}});
}

bool ClientCommand::is_registered(const storage::Facts& facts) const {
  return !facts.rows(kClientById, storage::Value(id_)).empty();
}

std::optional<Client> ClientCommand::present_one(const storage::Facts& facts) const {
  const storage::Rows& rows = facts.rows(kClientById, storage::Value(id_));
  if (!rows.empty()) return read_client({rows.front().begin() + 1, rows.front().end()});
  const Client* known = find_known(id_);
  return known == nullptr ? std::nullopt : std::optional(*known);
}

storage::Plan ClientCommand::save(Client client, std::string event, const storage::Facts& facts,
                                  const business::Context& context) const {
  client.recorded_by = context.actor->journal_name();
  client.recorded_at = context.now;
  storage::Plan plan;
  plan.event = std::move(event);
  plan.save(kClient, client_row(client), !is_registered(facts));
  plan.answer = present_client(client, context);
  return plan;
}

business::CommandOrRefusal RegisterClient::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session&) {
  auto command = std::make_unique<RegisterClient>();
  auto reader = business::Reader::body(request, context);
  Client& client = command->client_;
  client.id = reader.text("client", kIdMax);
  if (!client.id.empty() && !is_client_id(client.id)) {
    reader.add({"client_id_shape", {{"member", "client"}}, {}});
  }
  client.name = reader.text("name", kNameMax);
  client.channel = reader.text("channel", kIdMax);
  if (!client.channel.empty() && !business::is_channel(client.channel)) {
    reader.add({"channel_unknown", {{"member", "channel"}}, {}});
  }
  client.bound_to = reader.optional_region("region").value_or(RegionCode());
  client.roles = read_roles(reader);
  client.own_only = reader.flag("own_only");
  client.reads_only = reader.flag("reads_only");
  client.masked_print = reader.flag("masked_print");
  client.idle_seconds = static_cast<int>(reader.integer_or("idle_seconds", 0, kIdleSecondsMax, 0));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->id_ = client.id;
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> RegisterClient::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  if (const Verdict fits = check_registration(client_); !fits) return fits.refusal();
  const bool first = !present_one(facts).has_value();
  return save(client_, first ? "client_registered" : "client_changed", facts, context);
}

business::CommandOrRefusal BlockClient::parse(const business::Request& request,
                                              const business::Context& context, storage::Session&) {
  auto command = std::make_unique<BlockClient>();
  auto reader = business::Reader::body(request, context);
  const std::string* id = request.path_value("client");
  command->id_ = id == nullptr ? "" : *id;
  command->active_ = reader.code("state", {"blocked", "active"}) == "active";
  command->why_ = reader.text("why", 100);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> BlockClient::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  std::optional<Client> client = present_one(facts);
  if (!client) return refuse(RefusalKind::not_found, "not_found", {{"member", "client"}});
  // Who blocks by what they came by could not undo it.
  if (!active_ && context.actor->client == id_) return refuse("client_is_your_own");
  client->active = active_;
  return save(*client, active_ ? "client_unblocked" : "client_blocked", facts, context);
}

Tree present_client(const Client& client, const business::Context& context) {
  Tree roles = Tree(Tree::List{});
  for (const business::Role role : business::all_roles()) {
    if ((client.roles & static_cast<business::Roles>(role)) != 0) {
      roles.push(business::role_code(role));
    }
  }
  Tree tree = Tree::object({{"client", client.id},
                            {"name", client.name},
                            {"channel", client.channel},
                            {"roles", std::move(roles)},
                            {"own_only", client.own_only},
                            {"reads_only", client.reads_only},
                            {"masked_print", client.masked_print},
                            {"state", client.active ? "active" : "blocked"}});
  if (!client.bound_to.is_none()) {
    tree.set("region", client.bound_to.to_string());
    tree.set("region_name", context.regions->full_name(client.bound_to));
  }
  if (client.idle_seconds > 0) tree.set("idle_seconds", client.idle_seconds);
  return tree;
}

}  // namespace yibao::client
