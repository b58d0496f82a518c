#include "service/operations.h"

#include <algorithm>
#include <array>

#include "business/reader.h"

namespace yibao::service {

namespace {

using business::Endpoint;
using business::Field;
using business::FieldKind;
using business::Role;
using business::Roles;
using business::roles;

constexpr Roles kOperators = roles({Role::operator_});
constexpr Roles kAuditors = kOperators | roles({Role::auditor});
constexpr std::array<std::string_view, 12> kLocal{
    "import",        "bank-send",          "bank-receive",
    "notices-send",  "token-issue",        "token-revoke",
    "backup",        "card-orders-send",   "card-orders-receive",
    "staff-account", "insurance-accounts", "reconcile"};

const Field kJson{"json", FieldKind::flag, false, "结果以 JSON 给出"};
const Field kLanguage{"language", FieldKind::text, false, "结果的语言: zh-CN 或者 en,默认为服务的"};

Endpoint operation(std::string_view name, std::string_view path, std::string_view summary,
                   Roles allowed, std::vector<Field> fields) {
  fields.push_back(kJson);
  fields.push_back(kLanguage);
  return {name, "POST", path, summary, allowed, std::move(fields), nullptr, nullptr};
}

}  // namespace

std::vector<Endpoint> operation_endpoints() {
  const Field file{"file", FieldKind::text, true, "服务所在机器上的文件"};
  const Field report{"report", FieldKind::text, false, "逐行结果,写入此文件"};
  const Field folder{"folder", FieldKind::text, true, "服务所在机器上的目录"};
  const Field region{"region", FieldKind::text, true, "统筹区"};
  std::vector<Endpoint> all;
  all.push_back(operation("operation.verify", "/v1/operations/verify", "从数据行重新计算全部不变量",
                          kAuditors, {}));
  all.push_back(operation("operation.tick", "/v1/operations/tick",
                          "到点处理:超期、升级、应终止的办件", kOperators, {}));
  all.push_back(operation("operation.calendar_recompute", "/v1/operations/calendar-recompute",
                          "放假通知发布或者修改后,重新计算在办件的期限",
                          kOperators | roles({Role::policy_officer}), {}));
  all.push_back(
      operation("operation.sign", "/v1/operations/sign", "签署有变动的日志链", kOperators, {}));
  all.push_back(
      operation("operation.import", "/v1/operations/import", "导入缴费文件", kOperators,
                {file,
                 region,
                 report,
                 {"officer", FieldKind::integer, false, "工号"},
                 {"employers", FieldKind::flag, false, "文件是征收机构按单位转来的到账"}}));
  all.push_back(operation(
      "operation.bank_send", "/v1/operations/bank-send", "把待发送的付款指令写入文件", kOperators,
      {folder,
       {"again", FieldKind::flag, false,
        "不发送新的指令,只把已发送、银行未答复的指令按原文件名和原编号再次写出"}}));
  all.push_back(operation("operation.bank_receive", "/v1/operations/bank-receive",
                          "登记银行回盘结果", kOperators, {file, report}));
  all.push_back(operation("operation.card_orders_send", "/v1/operations/card-orders-send",
                          "把待制作的卡写入送制文件", kOperators, {folder}));
  all.push_back(operation("operation.card_orders_receive", "/v1/operations/card-orders-receive",
                          "登记制卡结果", kOperators, {file, report}));
  all.push_back(operation("operation.notices_send", "/v1/operations/notices-send",
                          "把待发送的消息写入文件", kOperators, {folder}));
  all.push_back(operation("operation.reconcile", "/v1/operations/reconcile",
                          "与医药机构的结算文件对账", kOperators,
                          {file,
                           {"institution", FieldKind::text, false, "定点医药机构编码"},
                           {"against", FieldKind::text, false, "代替数据库中结算的文件"},
                           {"from", FieldKind::text, false, "第一天"},
                           {"to", FieldKind::text, false, "最后一天"},
                           report}));
  all.push_back(operation("operation.clearing_draw_all", "/v1/operations/clearing-draw-all",
                          "编制一个统筹区全部医药机构的月度清算单", kOperators,
                          {region, {"month", FieldKind::month, true, "清算月份"}}));
  all.push_back(
      operation("operation.token_issue", "/v1/operations/token-issue", "签发访问令牌", kOperators,
                {{"role", FieldKind::text, true, "角色"},
                 {"region", FieldKind::text, false, "统筹区"},
                 {"id", FieldKind::integer, false, "工号,工作人员必填"},
                 {"person", FieldKind::text, false, "参保人"},
                 {"employer", FieldKind::text, false, "用人单位"},
                 {"institution", FieldKind::text, false, "收费员所属的定点医药机构"},
                 {"name", FieldKind::text, false, "姓名"},
                 {"channel", FieldKind::text, false, "渠道,默认参保人为 app,其他为 counter"},
                 {"days", FieldKind::integer, false, "有效天数"}}));
  all.push_back(operation(
      "operation.token_revoke", "/v1/operations/token-revoke", "吊销访问令牌", kOperators,
      {{"token", FieldKind::text, false, "要吊销的令牌;不填的,按角色和工号吊销其全部令牌"},
       {"role", FieldKind::text, false, "角色"},
       {"id", FieldKind::integer, false, "工号"},
       {"person", FieldKind::text, false, "参保人"},
       {"employer", FieldKind::text, false, "用人单位"},
       {"institution", FieldKind::text, false, "收费员所属的定点医药机构"}}));
  all.push_back(operation("operation.staff_account", "/v1/operations/staff-account",
                          "工作人员的登录账号", kOperators,
                          {{"account", FieldKind::text, true, "账号"},
                           {"role", FieldKind::text, true, "角色"},
                           {"region", FieldKind::text, false, "统筹区"},
                           {"id", FieldKind::integer, false, "工号"},
                           {"institution", FieldKind::text, false, "收费员所属的定点医药机构"},
                           {"name", FieldKind::text, true, "姓名"}}));
  all.push_back(operation("operation.insurance_accounts", "/v1/operations/insurance-accounts",
                          "原社保网站账号:每个生成一次性初始密码", kOperators, {file, report}));
  all.push_back(
      operation("operation.backup", "/v1/operations/backup", "一致的数据备份", kOperators, {file}));
  all.push_back({"operation.state",
                 "GET",
                 "/v1/operations/{operation}",
                 "运维操作的进度和结果",
                 kAuditors | roles({Role::policy_officer}),
                 {{"run", FieldKind::text, false, "开始时得到的编号;不填为最近开始的一次"}},
                 nullptr,
                 nullptr});
  return all;
}

bool is_operation(const Endpoint& endpoint) {
  return endpoint.command == nullptr && endpoint.answer == nullptr && endpoint.text == nullptr &&
         endpoint.proof == nullptr;
}

bool is_known_operation(std::string_view operation) {
  static const std::vector<Endpoint> all = operation_endpoints();
  return std::ranges::any_of(all, [&](const Endpoint& each) {
    return each.method == "POST" && operation_of(each.path) == operation;
  });
}

bool is_local(std::string_view operation) {
  return std::ranges::find(kLocal, operation) != kLocal.end();
}

std::string operation_of(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

Decision<Tree> read_arguments(const Endpoint& endpoint, const business::Request& request,
                              const business::Context& context) {
  constexpr std::size_t kTextMax = 1'000;
  auto reader = business::Reader::body(request, context);
  Tree arguments = Tree(Tree::Members{});
  for (const Field& field : endpoint.fields) {
    const std::string name(field.name);
    if (field.kind == FieldKind::flag) {
      arguments.set(name, reader.flag(field.name));
    } else if (field.kind == FieldKind::integer) {
      arguments.set(name, reader.integer_or(field.name, 0, INT32_MAX, 0));
    } else {
      arguments.set(name, field.required ? reader.text(field.name, kTextMax)
                                         : reader.text_or(field.name, kTextMax, ""));
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return arguments;
}

}  // namespace yibao::service
