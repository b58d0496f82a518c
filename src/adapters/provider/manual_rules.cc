// What holds for every message: its envelope, limits and windows, what may be sent again, and what
// a refusal has left behind.
#include <array>

#include "adapters/provider/gateway.h"
#include "adapters/provider/manual_parts.h"
#include "adapters/provider/manual_tables.h"
#include "business/provider/reading.h"
#include "business/provider/writing.h"
#include "business/visit/doors.h"

namespace yibao::adapters::provider {

namespace {

std::string number(std::size_t value) {
  return std::to_string(value);
}

// What a group of refusals has in common: whether anything was booked, and what to send next.
struct Group {
  const char* name;  // of data/provider_manual.json
  const char* chinese;
  const char* english;
  const char* booked;
  const char* booked_english;
};
constexpr std::array<Group, 5> kGroups{{
    {"nothing", "没有入账", "Nothing was booked",
     "这一报文没有办理任何业务,没有扣款。改正后以新的报文ID重发(同一报文ID、同一内容会得到同样的"
     "拒绝)。",
     "This message did nothing and took no money. Mend it and send it under a new msgid (the same "
     "message again gets the same refusal)."},
    {"reused", "报文ID已用于别的内容", "The msgid was used for something else",
     "这一报文没有办理。同一报文ID 的原报文以当时的应答为准: "
     "办成的仍然有效,被拒绝的没有扣款。不知道原来"
     "结果的,把原报文原样重发,得到当时的应答;确是另一项业务的,才换新的报文ID。",
     "This message did nothing. What became of the first one of that msgid stands in its answer: "
     "what was done stands, what was refused took no money. Whoever does not know sends the first "
     "one again as it was and gets that answer; only what is another matter takes a new msgid."},
    {"earlier", "以前的报文已经办理", "An earlier message stands",
     "这一报文没有办理;它所指的业务以前已经办理,并且仍然有效。不要以新的报文ID再办一次,先查询("
     "5203、"
     "3201)。",
     "This message did nothing; what it speaks of was done by an earlier one, and stands. Do not "
     "do it again under a new msgid: ask first (5203, 3201)."},
    {"again", "暂时不能办理", "Not now",
     "没有入账,或者结果不明。以同一报文ID、同一内容重发: 已经办理的得到当时的应答,没有办理的现在"
     "办理,不会重复。",
     "Nothing was booked, or it is not known. Send the same message under the same msgid: what was "
     "done is answered as then, what was not is done now, and nothing twice."},
    {"hints", "已经办理,另有提示(infcode 0)", "Done, with a hint (infcode 0)",
     "业务已经办理。提示在 exp_content 或者应答之内,告诉收款人员即可。",
     "It was done. The hint stands in exp_content or in the answer: for the cashier to read out."},
}};

void tell_group(Manual& manual, const Teller& teller, const Group& group) {
  manual.heading(3, std::string("refusals-") + group.name,
                 teller.say(group.chinese, group.english));
  manual.paragraph(teller.say(group.booked, group.booked_english));
  Manual::Grid grid{{teller.say("代码", "Code"), teller.say("含义", "What it means"),
                     teller.say("下一步", "Next step")},
                    {}};
  const Tree& refusals = part_of(teller.sources().prose, "refusals");
  for (const std::string& code : texts_of(refusals, group.name)) {
    const service::Words words = teller.sources().words.written(code);
    grid.rows.push_back(
        {Phrase().code(code), words.title + teller.say(":", ": ") + words.detail, words.next});
  }
  manual.grid(std::move(grid));
}

}  // namespace

void tell_limits(Manual& manual, const Teller& teller) {
  manual.heading(2, "limits", teller.say("限制与时间窗", "Limits and time windows"));
  Manual::Grid grid{{teller.say("项目", "What"), teller.say("限制", "Limit")}, {}};
  const auto row = [&](std::string_view chinese, std::string_view english, std::string limit) {
    grid.rows.push_back({teller.say(chinese, english), std::move(limit)});
  };
  row("一个报文(含文件)", "A message, files and all",
      number(teller.sources().message_bytes_max >> 20) + " MiB");
  row("JSON 的层数", "Levels of JSON", "32");
  row("一个节点的行数", "Rows of a node", number(yibao::provider::kRowsMax));
  row("一家机构每秒的报文", "Messages of one institution in a second",
      teller.sources().messages_per_second > 0
          ? std::to_string(teller.sources().messages_per_second)
          : teller.say("不限", "any"));
  row("报文ID", "msgid",
      teller.say("1 至 30 个字符,机构之内不重复", "1 to 30 characters, unique in an institution"));
  row("A、D 的 _api_timestamp 与本系统相差", "_api_timestamp of A and D, apart from ours",
      "±" + std::to_string(kCsbWindowSeconds) + teller.say(" 秒", " seconds"));
  row("B 的 x-tif-timestamp 与本系统相差", "x-tif-timestamp of B, apart from ours",
      "±" + std::to_string(Gateway::kTifWindowSeconds) + teller.say(" 秒", " seconds"));
  row("err_msg", "err_msg",
      number(yibao::provider::kErrorCharactersMax) + teller.say(" 个字符", " characters"));
  row("就诊和费用日期", "Days of visits and of fees",
      teller.say("去年 1 月 1 日起,至今天止;费用不早于就诊开始日",
                 "from 1 January of last year until today; fees not before their visit begins"));
  row("对账期间(3201、3202)", "Days of a reconciliation (3201, 3202)",
      teller.say("最多 366 天", "at most 366"));
  manual.grid(std::move(grid));
}

void tell_envelope(Manual& manual, const Teller& teller) {
  manual.heading(2, "envelope", teller.say("报文", "The envelope"));
  const yibao::provider::Interface& tables = teller.sources().tables;
  manual.heading(3, "envelope-request", teller.say("请求", "Request"));
  manual.grid(fields_grid(teller, tables.envelope(), Side::request));
  manual.heading(3, "envelope-response", teller.say("应答", "Answer"));
  manual.grid(fields_grid(teller, tables.answer(), Side::answer));
  manual.paragraph(
      Phrase(teller.say("失败时 infcode 为 -1,err_msg 写作 ",
                        "Where it fails, infcode is -1 and "
                        "err_msg reads "))
          .code("[code] 说明")
          .words(teller.say(";方括号之内的代码不变,程序凭它判断,见 ",
                            "; the code in brackets does not change and is for programs, see "))
          .link("#refusals", teller.say("拒绝代码", "refusals"))
          .words(teller.say("。", ".")));
  const Tree& rules = part_of(part_of(teller.sources().file, "envelope"), "rules");
  std::vector<Phrase> items;
  for (const char* rule : {"json_keys", "date_only_range", "routing"}) {
    const Tree& text = part_of(rules, rule);
    if (text.text() != nullptr) items.emplace_back(teller.prose(*text.text()));
  }
  items.emplace_back(teller.say(
      "日期可以用斜杠,月、日、时可以是一位(2026/11/28 9:05:03);秒之后可以带小数和 +08:00;也可以"
      "是 13 位的毫秒时间戳。数值可以写成文本或者带指数;浮点误差(15.799999999999999)"
      "照原值算,此外小数位数超过规定的拒绝,注明四舍五入的除外。",
      "Days and times may have slashes, and one digit for month, day and hour "
      "(2026/11/28 9:05:03); parts of a second and +08:00 behind them; or be 13 digits of "
      "milliseconds since 1970. Numbers may be written as texts or with an exponent; what a sum of "
      "doubles is off by "
      "(15.799999999999999) is taken off, and other decimals than the table has are refused, but "
      "where it says that they are rounded."));
  items.emplace_back(teller.say(
      "没有列出的字段不理会;文本前后的空格去掉;代码前多写或者少写一个 0 的照认。",
      "Fields that are not listed are ignored, blanks around texts taken off, and a code is known "
      "with a zero more or less before it."));
  manual.items(std::move(items));
  tell_rulings_of(manual, teller, "envelope", nullptr);
}

void tell_repeats(Manual& manual, const Teller& teller) {
  manual.heading(2, "repeats", teller.say("重发与超时", "Sending again, and no answer"));
  manual.items({
      teller.say("写入的交易按(机构编号, msgid)只办一次: 同一报文再来,得到当时的应答,不再办理;金额"
                 "写法、字段顺序、空格不同的,仍是同一报文。",
                 "What writes is done once per (institution, msgid): the same message again gets "
                 "the stored answer. Another order of fields, blanks, or another way to write the "
                 "same value make no other message."),
      Phrase(teller.say("同一 msgid 而内容不同的拒绝: ",
                        "Another content under a msgid that was "
                        "used is refused: "))
          .code("idempotency_key_reused"),
      teller.say("只读的交易每次重新查询,msgid 相同也是现在的情况。",
                 "What only reads is answered anew, whatever its msgid."),
      teller.say("预结算(2101、2206)只计算,不入账、不占用电子凭证。",
                 "A pre-settlement (2101, 2206) computes, and books nothing."),
      teller.say(
          "发出 2102 或者 2207 而没有收到应答的: 先以同一报文(同一 msgid)重发,得到结果;要放弃"
          "的,用 2601 冲正(omsgid 为原 msgid,oinfno 为原交易编号)。",
          "No answer to a 2102 or 2207: send the same message again, which tells what "
          "became of it; or give it up by 2601 (omsgid the msgid, oinfno the transaction)."),
      Phrase(
          teller.say("2601 查不到原结算的,回答 ", "A 2601 that finds no settlement is answered "))
          .code("nothing_to_reverse")
          .words(teller.say(": 没有扣款,原 msgid 从此作废(",
                            ": no money was taken, and that msgid "
                            "is void from then on ("))
          .code("message_voided")
          .words(teller.say("),晚到的原报文不会再扣款,不论是谁的。",
                            "), should the message still arrive, whoever it names.")),
      teller.say("2103 和 2208 都撤销 setl_id 所指的那一笔,药店的结算用哪一个都可以;"
                 "撤销和冲正都只成功一次;再次撤销得到说明,不会再退。已撤销的结算和"
                 "撤销本身,5203 的 refd_setl_flag 都是 1。",
                 "Both 2103 and 2208 take back what setl_id names, and a pharmacy may send either. "
                 "A settlement is taken back once (2103, 2208 or 2601); after that you are told. "
                 "Both what was taken back and the reversal have refd_setl_flag 1 in 5203."),
  });
  Manual::Grid grid{{teller.say("交易", "Transaction"), teller.say("名称", "Name"),
                     teller.say("同一报文再来", "The same message again")},
                    {}};
  for (const auto& [code, transaction] : teller.sources().tables.transactions()) {
    grid.rows.push_back(
        {Phrase().link("#t" + code, code), teller.name(transaction), repeat_of(teller, code)});
  }
  manual.grid(std::move(grid));
}

void tell_settling(Manual& manual, const Teller& teller) {
  manual.heading(2, "settling", teller.say("结算要知道的", "What to know of settlements"));
  manual.items({
      teller.say(
          "参保地: insuplc_admdvs 填就诊日的参保地(1101 返回);不是本地的也在此结算,由参保地支付。",
          "Where somebody is insured on the day of care (1101 tells) goes into "
          "insuplc_admdvs; care elsewhere is settled here too, and paid from there."),
      teller.say("门诊期间关系转移的: 参保地规定分段的,各段费用分别以各自的 insuplc_admdvs 预结算、"
                 "结算,总额只含该段;不分段的,全部由就诊开始日的参保地结算。",
                 "Where a relation moves during a visit and the place divides the bill, each part "
                 "is settled with its own insuplc_admdvs and its own total; else the place of the "
                 "first day settles all of it."),
      teller.say("不在这些交易结算的医疗类别: 21 开头的住院,22、28、52、71 和 "
                 "9904;门诊慢特病(14)须填病种。",
                 "Not settled by these transactions: med_type beginning with 21, and 22, 28, 52, "
                 "71 and 9904; chronic care (14) must name its disease."),
      teller.say(
          "个人账户: acct_used_flag 为 0 不用,1 用本人的,2 本人的不够时再用共济人的;账户不够的"
          "部分是现金,不拒绝。停止账户支付的原因出现时,acct_used_flag 不为 0 的拒绝(R28)。",
          "acct_used_flag 0 uses no account, 1 the person's own, 2 a relative's besides; "
          "what an account lacks is cash, and no refusal. Where the account may not be "
          "spent, a flag other than 0 is refused (R28)."),
      teller.say(
          "断保、欠费、等待期内的照常结算,fund_pay_sumamt 为 0;原因在 2001 的 trt_chk_rslt。",
          "Who has a gap, arrears or a waiting time is settled all the same, with "
          "fund_pay_sumamt 0; 2001 says why in trt_chk_rslt."),
      teller.say(
          "待遇、认定、备案和年度都按每条费用的发生日(fee_ocur_time): 没有待遇的日子的费用统筹基金"
          "不支付。就诊跨年度的,一笔结算只含一个年度,先结算较早的年度,总额为该年度的部分,再以同一"
          "就诊ID结算其余部分;购药跨年度的分成两笔。",
          "Entitlement, recognition, registration and year are those of the day of each fee "
          "(fee_ocur_time): the fund pays nothing for fees of days without cover. One settlement "
          "is "
          "of one year: of a visit over the new year the earlier year is settled first, with its "
          "part as the total, then the rest under the same mdtrt_id; a sale is sent as two."),
      teller.say(
          "起付线和年度限额按费用所属年度累计;撤销的退回各账户,累计同时恢复。撤销只撤整笔。限额"
          "用完的,2001 答 0,结算时在 exp_content 说明。",
          "Deductible and ceiling are of the year of the fees; a reversal gives each account its "
          "money back and the year its sums. A settlement is taken back as a whole. Where the "
          "ceiling is used up, 2001 answers 0, and a settlement says so in exp_content."),
      teller.say(
          "药店的就诊由 2102 建立: 2203A 的 mdtrt_id 是 2102 返回的,用于补传诊断和处方;药店"
          "不挂号(2201),2101 的 mdtrt_id 不保留。医院的 2203A 与 2203 一样办理。",
          "The visit of a pharmacy is made by its 2102: that mdtrt_id is what 2203A names, to "
          "hand in diagnoses and a prescription. A pharmacy registers no visit (2201), and the "
          "mdtrt_id of a 2101 is not kept. A 2203A of a hospital is taken as its 2203."),
      teller.say(
          "1101 答现在的参保情况,结算所依据的一行在最前,不论 begntime;某一天的待遇由 2001 回答。",
          "1101 tells how somebody is insured now, the row that is settled by first, whatever "
          "begntime; 2001 tells of a day."),
      teller.say(
          "首次使用社保卡: 领取后第一次在本机构刷卡(1101、2201 或者 2102,mdtrt_cert_type "
          "03),医保功能随之激活,exp_content 提示一次;异地的卡当地不许就医地激活的拒绝: "
          "not_activated_home,须先在参保地激活。",
          "The first reading of a card (1101, 2201 or 2102, mdtrt_cert_type 03) activates its "
          "medical function, and exp_content says so once. A card of elsewhere whose place does "
          "not let the place of care do so is refused: not_activated_home."),
      teller.say(
          "门诊慢特病备案(2503): "
          "作出鉴定的医院自己报送的,当地许可时当即生效,别家转报而还在审核的同一认定随之终止;转报"
          "别家鉴定的,由参保地经办机构审核,通过以前 5301 没有这一项。begndate 不早于 "
          "hosp_ide_date。",
          "A recognition of a chronic disease (2503) holds at once where the hospital that made it "
          "sends it and the place lets it, and ends what waits of the same; handed on by another, "
          "it "
          "is reviewed by the agency, and 5301 does not tell it before. begndate is not before "
          "hosp_ide_date."),
      teller.say("成功时参保人立即收到消息,并可以出具结算凭证。",
                 "The person is told at once, and can have a receipt of the settlement."),
  });
}

void tell_refusals(Manual& manual, const Teller& teller) {
  manual.heading(2, "refusals", teller.say("拒绝代码", "Refusals"));
  manual.paragraph(
      teller.say("拒绝的报文没有部分办理: 要么全部入账,要么没有入账。花括号之内的是每次"
                 "不同的内容。",
                 "Nothing is done in part: all of a message is booked, or none. What "
                 "stands in braces differs each time."));
  for (const Group& group : kGroups) tell_group(manual, teller, group);
}

}  // namespace yibao::adapters::provider
