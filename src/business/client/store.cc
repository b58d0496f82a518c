#include "business/client/store.h"

#include <map>

#include "business/client/known.h"

namespace yibao::client {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {{"kept_at", ColumnType::integer},
                               {"client_id", ColumnType::text},
                               {"name", ColumnType::text},
                               {"channel", ColumnType::text},
                               {"bound_to", ColumnType::integer},
                               {"roles", ColumnType::text},
                               {"own_only", ColumnType::integer},
                               {"reads_only", ColumnType::integer},
                               {"masked_print", ColumnType::integer},
                               {"idle_seconds", ColumnType::integer},
                               {"active", ColumnType::integer},
                               {"recorded_by", ColumnType::text},
                               {"recorded_at", ColumnType::integer}};

constexpr std::int64_t kClientsMax = 1'000;
constexpr storage::Statement kAllClients{
    "client_all",
    "SELECT kept_at, client_id, name, channel, bound_to, roles, own_only, reads_only, "
    "masked_print, "
    "idle_seconds, active, recorded_by, recorded_at FROM client ORDER BY client_id LIMIT $1"};

// One code a line.
std::string roles_text(business::Roles roles) {
  std::string text;
  for (const business::Role role : business::all_roles()) {
    if ((roles & static_cast<business::Roles>(role)) == 0) continue;
    text += std::string(business::role_code(role)) + "\n";
  }
  return text;
}

business::Roles roles_of(const std::string& text) {
  business::Roles roles = 0;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    const auto role = business::role_of(text.substr(from, end - from));
    YB_CHECK(role.has_value(), "a client for an unknown role");
    roles |= static_cast<business::Roles>(*role);
    from = end + 1;
  }
  return roles;
}

}  // namespace

const storage::Table kClient{
    150, "client", kColumns, 2, storage::Owner::region, 0, storage::Mutability::mutable_rows};

const storage::KeyedSelect kClientById{
    "client_by_id",
    "SELECT client_id, kept_at, client_id, name, channel, bound_to, roles, own_only, reads_only, "
    "masked_print, idle_seconds, active, recorded_by, recorded_at FROM client "
    "WHERE client_id {key} ORDER BY client_id",
    ColumnType::text};

Client read_client(const storage::Row& row) {
  Client client;
  client.id = row[1].text();
  client.name = row[2].text();
  client.channel = row[3].text();
  client.bound_to = RegionCode(static_cast<std::int32_t>(row[4].integer()));
  client.roles = roles_of(row[5].text());
  client.own_only = row[6].integer() == 1;
  client.reads_only = row[7].integer() == 1;
  client.masked_print = row[8].integer() == 1;
  client.idle_seconds = static_cast<int>(row[9].integer());
  client.active = row[10].integer() == 1;
  client.recorded_by = row[11].text();
  client.recorded_at = Instant::from_milliseconds(row[12].integer());
  return client;
}

storage::Row client_row(const Client& client) {
  YB_CHECK(!client.id.empty() && !client.recorded_by.empty(), "a client without an id");
  return {RegionCode::nation().value(),
          client.id,
          client.name,
          client.channel,
          client.bound_to.value(),
          roles_text(client.roles),
          client.own_only ? 1 : 0,
          client.reads_only ? 1 : 0,
          client.masked_print ? 1 : 0,
          client.idle_seconds,
          client.active ? 1 : 0,
          client.recorded_by,
          client.recorded_at.milliseconds()};
}

std::optional<Client> find_client(const std::string& id, storage::Session& reader) {
  const storage::Value key[] = {storage::Value(id)};
  const storage::Rows rows = reader.select_keyed(kClientById, key).front();
  if (!rows.empty()) return read_client({rows.front().begin() + 1, rows.front().end()});
  const Client* known = find_known(id);
  return known == nullptr ? std::nullopt : std::optional(*known);
}

std::vector<Client> all_clients(storage::Session& reader) {
  std::map<std::string, Client> all;
  for (const Client& known : known_clients()) all[known.id] = known;
  for (const storage::Row& row : reader.select(kAllClients, {kClientsMax})) {
    Client client = read_client(row);
    all[client.id] = client;
  }
  std::vector<Client> list;
  for (auto& [id, client] : all) list.push_back(std::move(client));
  return list;
}

}  // namespace yibao::client
