#include "service/nouns.h"

#include <array>
#include <utility>

namespace yibao::service {

namespace {

constexpr auto kTitles = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"access", "谁可以问什么"},
    {"account", "个人账户:余额、账户支付、还款与调账"},
    {"agency", "经办机构:名录、联系方式、热线"},
    {"aid", "家庭共济:支付、代缴、解除"},
    {"aid_application", "家庭共济绑定的申请"},
    {"appeal", "申诉:对封存和不予办理的决定"},
    {"bank", "银行付款指令与回盘"},
    {"bill", "未享受待遇期间的费用,追溯后手工报销"},
    {"card", "社保卡:制卡、领卡、激活、挂失"},
    {"card_order", "申领、补换社保卡的申请"},
    {"care", "就医备案:已登记的与取消"},
    {"cash_out", "个人账户一次性支取的申请"},
    {"casework", "待办队列与办件材料"},
    {"certificate", "参保凭证:出具与核验"},
    {"chronic_disease", "门诊慢特病认定的申请"},
    {"clearing", "与医药机构、地区之间的月度清算"},
    {"client", "各渠道的接入端"},
    {"company_move", "成建制转移"},
    {"complaint", "投诉、举报、建议"},
    {"contribution", "缴费:到账、明细、累计月数"},
    {"contribution_correction", "更正缴费记录的申请"},
    {"contribution_refund", "退还多缴、误缴费用的申请"},
    {"late_leaving", "更正减员日期的申请(迟报的减员)"},
    {"death_correction", "死亡登记更正的申请"},
    {"death-report", "死亡申报:待复核的与已复核的"},
    {"document", "文书:出具、核验、送达"},
    {"e_certificate", "医保电子凭证:激活、动态码、停用"},
    {"employer", "用人单位:登记、增减员、月度文件"},
    {"employer-debt", "单位欠费:核定、通知、补缴"},
    {"enquiry", "查询:概览、每月返钱、缴费记录、进度、谁看过"},
    {"enrolment", "参保关系:参保、停保、续保、终止"},
    {"entitlement", "待遇:某日、区间、假设"},
    {"guide", "办事指南,由政策参数生成"},
    {"hold", "依决定的冻结与解冻"},
    {"hold_correction", "封存差错的更正"},
    {"hotline", "服务热线 12393、12333 的语音导航"},
    {"identity", "身份信息变更与证件更新"},
    {"inheritance", "个人账户继承的申请"},
    {"institution", "定点医药机构:登记、暂停、密钥"},
    {"late-record", "补录申请:待复核的与已复核的"},
    {"me", "我:登录、密码、手机、同意、数据副本"},
    {"notice", "未能送达的消息"},
    {"operation", "运行:核对、到点处理、导入、银行文件"},
    {"parameter", "政策参数:一地一日的值,两地两日的不同"},
    {"payout", "付款指令:结果与退汇后重付"},
    {"person", "参保人:登记、查找、授权、监护"},
    {"person_merge", "合并参保人编号的申请"},
    {"place", "参保地:展示的与法定的"},
    {"place_change", "参保地变更的申请"},
    {"provider", "定点医药机构接口"},
    {"remote_care", "异地就医备案的申请"},
    {"runs", "批量办理及其进度"},
    {"seal", "封存查询:原因、解封次序、材料"},
    {"seal_release", "解封的申请"},
    {"session", "登录、注册、退出"},
    {"settlement", "收费窗口:核验、撤销、当日合计"},
    {"staff", "工作人员:角色、请假、交接"},
    {"transfer", "医保关系转移接续"},
    {"visit", "就医待遇的比例与可以补报的结算"},
});

constexpr auto kPathWords = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"authorisation", "授权编号"},
    {"binding", "共济绑定编号"},
    {"call", "通话编号"},
    {"card", "卡的编号(card list 可查)"},
    {"case", "办件编号"},
    {"client", "接入端代码"},
    {"document", "文书编号"},
    {"employer", "单位编号"},
    {"hold", "冻结编号"},
    {"institution", "定点医药机构编码,例如 P44190000001"},
    {"month", "月份,例如 2025-04"},
    {"move", "成建制转移编号"},
    {"operation", "运行操作"},
    {"ordinal", "参保关系的序号"},
    {"payment", "支付编号"},
    {"payout", "付款指令编号"},
    {"person", "参保人编号"},
    {"provider", "定点医药机构编码,例如 P44190000001"},
    {"region", "六位行政区划代码,例如 441900"},
    {"registration", "备案编号"},
    {"remittance", "到账编号"},
    {"service", "事项,例如 transfer"},
    {"session", "登录编号"},
    {"settlement", "结算编号"},
    {"slot", "材料,例如 identity_card_front"},
    {"staff", "工号"},
    {"statement", "清算单编号"},
    {"visit", "就诊登记编号"},
});

}  // namespace

std::string_view noun_of(std::string_view endpoint_name) {
  return endpoint_name.substr(0, endpoint_name.find('.'));
}

std::string_view noun_title(std::string_view noun) {
  for (const auto& [name, title] : kTitles) {
    if (name == noun) return title;
  }
  return {};
}

std::string_view kind_words(business::FieldKind kind) {
  switch (kind) {
    case business::FieldKind::text:
      return "文字";
    case business::FieldKind::integer:
      return "整数";
    case business::FieldKind::fen:
      return "金额(分)";
    case business::FieldKind::date:
      return "日期,例如 2025-04-25";
    case business::FieldKind::month:
      return "月份,例如 2025-04";
    case business::FieldKind::region:
      return "六位行政区划代码";
    case business::FieldKind::id:
      return "编号";
    case business::FieldKind::flag:
      return "true 或 false";
    case business::FieldKind::list:
      return "列表";
    case business::FieldKind::object:
      return "对象";
  }
  return "";
}

std::string_view path_words(std::string_view name) {
  for (const auto& [known, words] : kPathWords) {
    if (known == name) return words;
  }
  return {};
}

}  // namespace yibao::service
