#include "business/client/http.h"

#include "business/client/commands.h"
#include "business/client/menu.h"
#include "business/client/store.h"
#include "business/reader.h"

namespace yibao::client {

namespace {

Decision<Tree> answer_client(const business::Request& request, const business::Context& context,
                             storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const std::string* id = request.path_value("client");
  const std::optional<Client> client = find_client(id == nullptr ? "" : *id, session);
  if (!client || !client->active) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "client"}});
  }
  Tree entries = Tree(Tree::List{});
  for (const Entry& entry : menu_of(*client)) {
    Tree names = Tree(Tree::List{});
    for (const std::string_view name : entry.names) names.push(name);
    entries.push(Tree::object({{"entry", entry.code},
                               {"method", entry.method},
                               {"path", entry.path},
                               {"names", std::move(names)}}));
  }
  Tree tree = present_client(*client, context);
  tree.set("entries", std::move(entries));
  return tree;
}

Decision<Tree> answer_clients(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  Tree list = Tree(Tree::List{});
  for (const Client& client : all_clients(session)) {
    Tree tree = present_client(client, context);
    if (!client.recorded_by.empty()) tree.set("recorded_by", client.recorded_by);
    list.push(std::move(tree));
  }
  return Tree::object({{"clients", std::move(list)}});
}

}  // namespace

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  constexpr business::Roles kSecurity = roles({Role::security_admin});
  return {
      {"client.list",
       "GET",
       "/v1/clients",
       "各渠道的接入端",
       kSecurity | roles({Role::system_admin, Role::audit_admin, Role::auditor, Role::operator_}),
       {},
       nullptr,
       &answer_clients},
      {"client.show",
       "GET",
       "/v1/clients/{client}",
       "一个接入端:渠道、限制和菜单",
       business::kEverybody,
       {},
       nullptr,
       &answer_client},
      {"client.register",
       "POST",
       "/v1/clients",
       "登记或者修改接入端",
       kSecurity,
       {{"client", FieldKind::text, true, "接入端代码,小写字母、数字和连字符"},
        {"name", FieldKind::text, true, "名称"},
        {"channel", FieldKind::text, true, "渠道"},
        {"region", FieldKind::region, false, "只为一个参保地服务的,该地"},
        {"roles", FieldKind::list, true, "可以由此登录的角色"},
        {"own_only", FieldKind::flag, false, "只看本人"},
        {"reads_only", FieldKind::flag, false, "只查询,不办理"},
        {"masked_print", FieldKind::flag, false, "打印件隐去证件号码"},
        {"idle_seconds", FieldKind::integer, false, "无人操作多少秒后退出"}},
       &RegisterClient::parse,
       nullptr},
      {"client.block",
       "POST",
       "/v1/clients/{client}/state",
       "停用或者恢复接入端",
       kSecurity,
       {{"state", FieldKind::text, true, "blocked 或 active"},
        {"why", FieldKind::text, true, "原因"}},
       &BlockClient::parse,
       nullptr},
  };
}

}  // namespace yibao::client
