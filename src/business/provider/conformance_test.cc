// The checker of answers, both ways: every answer that we can write passes, and whatever is wrong
// in any field of any transaction is found.
#include "business/provider/conformance.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "business/provider/test_samples.h"
#include "business/provider/writing.h"

namespace yibao::provider {
namespace {

constexpr const char* kMsgid = "P44190000002202504250930000007";

std::string enveloped(const std::string& output, const std::string& serial = "0000000001") {
  return "{\"infcode\":0,\"inf_refmsgid\":\"44190020250425080103" + serial +
         "\",\"refmsg_time\":\"20250425080102980\",\"respond_time\":\"20250425080103001\","
         "\"err_msg\":\"\",\"output\":" +
         output + "}";
}

Tree answer_of(const Transaction& transaction, const Change& change = {}) {
  return sample_nodes(transaction.output, [&](const Node& node, Tree& object) {
    if (object.find("medins_setl_id") != nullptr) object.set("medins_setl_id", kMsgid);
    if (object.find("setl_time") != nullptr) object.set("setl_time", "2025-04-25 08:01:02");
    if (change) change(node, object);
  });
}

std::vector<Breach> checked(const Transaction& transaction, const std::string& answer) {
  Conformance conformance(delivered_tables());
  return conformance.check({&transaction, kMsgid, sample_nodes(transaction.input), answer});
}

std::string told(const std::vector<Breach>& breaches) {
  std::string text;
  for (const Breach& each : breaches) {
    text += each.rule + " " + each.where + " " + each.expected.in(Language::chinese) + " / " +
            each.found.in(Language::chinese) + "\n";
  }
  return text;
}
bool has(const std::vector<Breach>& breaches, const std::string& rule, const std::string& where) {
  return std::ranges::any_of(breaches, [&](const Breach& each) {
    return each.rule == rule && each.where.find(where) != std::string::npos;
  });
}

TEST(ProviderConformance, every_answer_that_we_write_is_as_the_tables_say) {
  for (const auto& [number, transaction] : delivered_tables().transactions()) {
    const std::string output = write_output(transaction, answer_of(transaction));
    const std::vector<Breach> breaches = checked(transaction, enveloped(output));
    EXPECT_TRUE(breaches.empty()) << number << "\n" << told(breaches) << output;
  }
}

// One field of one node of an answer, written, and then changed in the text.
template<class Ask>
void for_each_answer_field(Ask ask) {
  int asked = 0;
  for (const auto& [number, transaction] : delivered_tables().transactions()) {
    for (const Node& node : transaction.output) {
      for (const Field& field : node.fields) {
        if (field.type == FieldType::array) continue;
        ask(transaction, node, field);
        ++asked;
      }
    }
  }
  EXPECT_GT(asked, 300);
}

// The output as JSON, with the field's value replaced by `json`; empty: without the field.
std::string written_with(const Transaction& transaction, const Node& where, const Field& field,
                         const std::string& json) {
  constexpr const char* kMarker = "\"@@\"";
  // Nodes are written one by one, so that the marker is in the right one.
  Transaction marked = transaction;
  for (Node& node : marked.output) {
    if (node.name != where.name) continue;
    for (Field& each : node.fields) {
      if (each.name != field.name) continue;
      each.type = FieldType::string;
      each.length = 0;
    }
  }
  std::string text =
      write_output(marked, answer_of(transaction, [&](const Node& node, Tree& object) {
                     if (node.name == where.name) object.set(field.name, "@@");
                   }));
  const std::string member = "\"" + field.name + "\":" + kMarker;
  const std::size_t at = text.find(member);
  YB_CHECK(at != std::string::npos, "a field that is not written");
  if (!json.empty()) return text.replace(at, member.size(), "\"" + field.name + "\":" + json);
  const std::size_t comma = text.compare(at + member.size(), 1, ",") == 0 ? 1 : 0;
  text.erase(at, member.size() + comma);
  if (comma == 0 && text[at - 1] == ',') text.erase(at - 1, 1);
  return text;
}

TEST(ProviderConformance, a_field_that_is_missing_is_found) {
  for_each_answer_field([](const Transaction& transaction, const Node& node, const Field& field) {
    const auto breaches =
        checked(transaction, enveloped(written_with(transaction, node, field, "")));
    EXPECT_TRUE(has(breaches, transaction.number + ".output", "." + field.name))
        << transaction.number << " " << field.name << "\n"
        << told(breaches);
  });
}

TEST(ProviderConformance, what_must_not_be_empty_is_found_empty) {
  for_each_answer_field([](const Transaction& transaction, const Node& node, const Field& field) {
    const bool number = field.type == FieldType::number || field.type == FieldType::integer;
    if (!field.required || number) return;
    const auto breaches =
        checked(transaction, enveloped(written_with(transaction, node, field, "\"\"")));
    EXPECT_TRUE(has(breaches, transaction.number + ".output", "." + field.name))
        << transaction.number << " " << field.name << "\n"
        << told(breaches);
  });
}

TEST(ProviderConformance, another_type_is_found) {
  for_each_answer_field([](const Transaction& transaction, const Node& node, const Field& field) {
    const bool number = field.type == FieldType::number || field.type == FieldType::integer;
    const auto breaches = checked(
        transaction, enveloped(written_with(transaction, node, field, number ? "\"1\"" : "1")));
    EXPECT_TRUE(has(breaches, number ? "R09" : transaction.number + ".output", "." + field.name))
        << transaction.number << " " << field.name << "\n"
        << told(breaches);
  });
}

TEST(ProviderConformance, too_long_another_code_and_another_form_are_found) {
  for_each_answer_field([](const Transaction& transaction, const Node& node, const Field& field) {
    std::string bad;
    if (!field.dictionary.empty() && delivered_tables().dictionary(field.dictionary) != nullptr) {
      bad = "\"~\"";
    } else if (field.type == FieldType::date || field.type == FieldType::datetime) {
      bad = "\"20250425\"";
    } else if (field.type == FieldType::number || field.type == FieldType::integer) {
      bad = "12345678901234567890";
      if (field.length == 0 || field.length > 18) return;
    } else if (field.length > 0) {
      bad = "\"" + std::string(static_cast<std::size_t>(field.length) + 1, 'x') + "\"";
    } else {
      return;
    }
    const auto breaches =
        checked(transaction, enveloped(written_with(transaction, node, field, bad)));
    const bool found = std::ranges::any_of(breaches, [&](const Breach& each) {
      return each.is_error && each.where.ends_with("." + field.name);
    });
    EXPECT_TRUE(found) << transaction.number << " " << field.name << "\n" << told(breaches);
  });
}

// What is shown of it can be written into a log of UTF-8.
TEST(ProviderConformance, an_answer_in_another_encoding_is_told_and_not_repeated) {
  const Transaction& sign_in = *delivered_tables().find("9001");
  for (const std::string& answer :
       {std::string("{\"err_msg\":\"\xb2\xe9\xce\xde\"}"), std::string(199, 'x') + "医医"}) {
    const auto breaches = checked(sign_in, answer);
    EXPECT_TRUE(has(breaches, "envelope", ""));
    EXPECT_TRUE(is_utf8(told(breaches))) << answer;
  }
}

TEST(ProviderConformance, the_envelope_is_held_to_its_rules) {
  const Transaction& sign_in = *delivered_tables().find("9001");
  const std::string good = enveloped(write_output(sign_in, answer_of(sign_in)));
  struct Case {
    const char* from;
    const char* to;
    const char* rule;
  };
  for (const Case& each : {
           Case{"\"infcode\":0", "\"infcode\":\"0\"", "R06"},
           Case{"\"infcode\":0", "\"infcode\":1", "R06"},
           Case{"44190020250425080103", "4419002025042508010", "inf_refmsgid"},
           Case{"44190020250425080103", "44190020251325080103", "inf_refmsgid"},
           Case{"\"20250425080102980\"", "\"2025-04-25 08:01:02\"", "envelope"},
           Case{"\"20250425080102980\"", "\"20250425090102980\"", "envelope"},
           Case{"\"err_msg\":\"\"", "\"err_msg\":null", "envelope"},
           Case{"\"signinoutb\"", "\"signInOutB\"", "9001.output"},
       }) {
    std::string bad = good;
    bad.replace(bad.find(each.from), std::string(each.from).size(), each.to);
    const auto breaches = checked(sign_in, bad);
    EXPECT_TRUE(has(breaches, each.rule, "")) << each.to << "\n" << told(breaches);
  }
  EXPECT_TRUE(has(checked(sign_in, "<html>"), "envelope", ""));
  EXPECT_TRUE(has(checked(sign_in, "{\"infcode\":-1}"), "envelope", "err_msg"));
}

// Every number of an answer is one message's alone; the same message may get it again.
TEST(ProviderConformance, a_number_is_never_given_twice) {
  const Transaction& sign_in = *delivered_tables().find("9001");
  const std::string answer = enveloped(write_output(sign_in, answer_of(sign_in)));
  Conformance conformance(delivered_tables());
  const Tree input = sample_nodes(sign_in.input);
  EXPECT_TRUE(conformance.check({&sign_in, "M1", input, answer}).empty());
  EXPECT_TRUE(conformance.check({&sign_in, "M1", input, answer}).empty());
  EXPECT_TRUE(has(conformance.check({&sign_in, "M2", input, answer}), "inf_refmsgid", ""));
}

// ── amounts: the example of the reference, and one fen wrong in each of them

constexpr const char* kSale =
    R"({"setlinfo":{"setl_id":"S202504250000001","mdtrt_id":"M202504250000001","psn_no":"44190000000000000001",
   "psn_name":"张三","psn_cert_type":"01","certno":"441900199001010001","gend":"2","naty":"01","brdy":"1990-01-01",
   "age":35.3,"insutype":"310","psn_type":"11","cvlserv_flag":"0","setl_time":"2025-04-25 08:01:02",
   "mdtrt_cert_type":"02","med_type":"41","medfee_sumamt":58.00,"fulamt_ownpay_amt":8.00,"overlmt_selfpay":0,
   "preselfpay_amt":0,"inscp_scp_amt":50.00,"act_pay_dedc":0,"hifp_pay":0,"pool_prop_selfpay":0,"cvlserv_pay":0,
   "hifes_pay":0,"hifmi_pay":0,"hifob_pay":0,"maf_pay":0,"oth_pay":0,"fund_pay_sumamt":0,"psn_part_amt":58.00,
   "acct_pay":50.00,"psn_cash_pay":8.00,"balc":1184.56,"acct_mulaid_pay":0,
   "medins_setl_id":"P44190000002202504250930000007","clr_optins":"441900","clr_way":"1","clr_type":"41",
   "exp_content":"","hosp_part_amt":0,"hifdm_pay":0},
  "setldetail":[],
  "detlcutinfo":[
   {"feedetl_sn":"2025042500001","det_item_fee_sumamt":50.00,"cnt":2,"pric":25.00,"pric_uplmt_amt":25.00,
    "selfpay_prop":0,"fulamt_ownpay_amt":0,"overlmt_amt":0,"preselfpay_amt":0,"inscp_scp_amt":50.00,
    "chrgitm_lv":"01","med_chrgitm_type":"09"},
   {"feedetl_sn":"2025042500002","det_item_fee_sumamt":8.00,"cnt":1,"pric":8.00,"pric_uplmt_amt":8.00,
    "selfpay_prop":1,"fulamt_ownpay_amt":8.00,"overlmt_amt":0,"preselfpay_amt":0,"inscp_scp_amt":0,
    "chrgitm_lv":"03","med_chrgitm_type":"08"}]})";
constexpr const char* kPerson =
    R"({"baseinfo":{"psn_no":"44190000000000000001","psn_cert_type":"01","certno":"441900199001010001",
   "psn_name":"张三","gend":"2","naty":"01","brdy":"1990-01-01","age":35.3,"exp_content":""},
  "insuinfo":[{"balc":1234.56,"insutype":"310","psn_type":"11","psn_insu_stas":"1","psn_insu_date":"2020-03-01",
   "paus_insu_date":"","cvlserv_flag":"0","insuplc_admdvs":"441900","emp_name":"示例公司"}],"idetinfo":[]})";

Tree sale_input() {
  Tree rows = Tree(Tree::List{});
  for (const char* serial : {"2025042500001", "2025042500002"}) {
    rows.push(Tree::object({{"feedetl_sn", serial}}));
  }
  return Tree::object({{"druginfo", Tree::object({{"psn_no", "44190000000000000001"}})},
                       {"drugdetail", std::move(rows)}});
}

std::vector<Breach> errors_of_sale(const std::string& from, const std::string& to) {
  const Transaction& person = *delivered_tables().find("1101");
  const Transaction& sale = *delivered_tables().find("2102");
  Conformance conformance(delivered_tables());
  const Tree asked = Tree::object({{"data", Tree::object({{"certno", "441900199001010001"}})}});
  EXPECT_TRUE(conformance.check({&person, "M0", asked, enveloped(kPerson)}).empty());
  std::string output = kSale;
  if (!from.empty()) output.replace(output.find(from), from.size(), to);
  auto breaches = conformance.check({&sale, kMsgid, sale_input(), enveloped(output, "0000000003")});
  std::erase_if(breaches, [](const Breach& each) { return !each.is_error; });
  return breaches;
}

TEST(ProviderConformance, the_examples_of_the_reference_are_as_the_reference_says) {
  EXPECT_TRUE(errors_of_sale("", "").empty()) << told(errors_of_sale("", ""));
  const Transaction& paid = *delivered_tables().find("90100");
  const auto breaches = checked(paid, enveloped(R"([
 {"poolarea_no":"441900","poolarea_no_name":"东莞市","insutype":"310","insutype_name":"职工基本医疗保险",
  "clct_type":"10","clct_type_name":"正常缴费","clct_flag":"1","clct_flag_name":"足额缴费",
  "accrym_begn":"202503","accrym_end":"202503","clct_time":"2025-03-12 00:00:00"}])"));
  EXPECT_TRUE(breaches.empty()) << told(breaches);
}

TEST(ProviderConformance, one_fen_wrong_is_found) {
  struct Case {
    const char* from;
    const char* to;
    const char* rule;
  };
  for (const Case& each : {
           Case{"\"medfee_sumamt\":58.00", "\"medfee_sumamt\":58.01", "I1"},
           Case{"\"psn_cash_pay\":8.00", "\"psn_cash_pay\":8.01", "I2"},
           Case{"\"hifes_pay\":0", "\"hifes_pay\":0.01", "I3"},
           Case{"\"acct_mulaid_pay\":0", "\"acct_mulaid_pay\":50.01", "I4"},
           Case{"\"setldetail\":[]",
                "\"setldetail\":[{\"fund_pay_type\":\"310102\",\"inscp_scp_amt\":0,"
                "\"crt_payb_lmt_amt\":0,\"fund_payamt\":0.01}]",
                "I5"},
           Case{"\"balc\":1184.56", "\"balc\":1184.57", "I8"},
           Case{"\"2025042500001\"", "\"2025042500003\"", "R12"},
           Case{"\"P44190000002202504250930000007\"", "\"P44190000002202504250930000008\"",
                "msgid"},
           Case{"\"naty\":\"01\"", "\"naty\":\"1\"", "R23"},
       }) {
    const auto breaches = errors_of_sale(each.from, each.to);
    EXPECT_TRUE(has(breaches, each.rule, "")) << each.to << "\n" << told(breaches);
  }
}

// An answer that is in order by itself, and is not one to what was asked.
TEST(ProviderConformance, an_answer_to_something_else_is_found) {
  const Transaction& sale = *delivered_tables().find("2102");
  Tree input = sale_input();
  Tree info = *input.find("druginfo");
  info.set("medfee_sumamt", "58");
  info.set("insutype", "310");
  info.set("med_type", "41");
  info.set("certno", "441900199001010001");
  info.set("mdtrt_cert_type", "02");
  input.set("druginfo", std::move(info));
  Tree rows = Tree(Tree::List{});
  rows.push(Tree::object({{"feedetl_sn", "2025042500001"}, {"det_item_fee_sumamt", "50"}}));
  rows.push(Tree::object({{"feedetl_sn", "2025042500002"}, {"det_item_fee_sumamt", "8"}}));
  input.set("drugdetail", std::move(rows));
  const auto errors = [&](const std::string& from, const std::string& to) {
    std::string output = kSale;
    if (!from.empty()) output.replace(output.find(from), from.size(), to);
    auto breaches =
        Conformance(delivered_tables()).check({&sale, kMsgid, input, enveloped(output)});
    std::erase_if(breaches, [](const Breach& each) { return !each.is_error; });
    return breaches;
  };
  EXPECT_TRUE(errors("", "").empty()) << told(errors("", ""));
  EXPECT_TRUE(has(errors("\"psn_no\":\"4419", "\"psn_no\":\"4420"), "echo", "psn_no"));
  EXPECT_TRUE(has(errors("\"medfee_sumamt\":58.00", "\"medfee_sumamt\":59.00"), "echo", "medfee"));
  EXPECT_TRUE(has(errors("\"insutype\":\"310", "\"insutype\":\"390"), "echo", "insutype"));
  EXPECT_TRUE(has(errors("\"med_type\":\"41", "\"med_type\":\"13"), "echo", "med_type"));
  EXPECT_TRUE(has(errors("\"certno\":\"4419", "\"certno\":\"4420"), "echo", "certno"));
  EXPECT_TRUE(has(errors("mdtrt_cert_type\":\"02", "mdtrt_cert_type\":\"01"), "echo", "cert_type"));
  EXPECT_TRUE(has(errors("\"clr_type\":\"41", "\"clr_type\":\"11"), "clr_type", "clr_type"));
  EXPECT_TRUE(has(errors("2025-04-25 08:01", "2020-01-01 08:01"), "setl_time", "setl_time"));
  EXPECT_TRUE(has(errors("\"det_item_fee_sumamt\":50.00", "\"det_item_fee_sumamt\":55.00"), "I7",
                  "det_item_fee_sumamt"));
}

// What several answers say together (one conversation; the message's psn_no is "1").
class ProviderConversation : public testing::Test {
 protected:
  std::vector<Breach> ask(const char* number, const Tree& input, const std::string& output) {
    const Transaction& transaction = *delivered_tables().find(number);
    ++asked_;
    msgid_ = "M" + std::to_string(asked_);
    return conformance_.check(
        {&transaction, msgid_, input, enveloped(output, std::to_string(1'000'000'000 + asked_))});
  }
  // The next message goes out, and its answer is not seen: its number.
  std::string break_off() {
    msgid_ = "M" + std::to_string(++asked_);
    conformance_.broke_off("1", msgid_);
    return msgid_;
  }
  std::vector<Breach> answered_at_last(const char* number, const std::string& msgid,
                                       const std::string& output) {
    const Tree input = Tree::object({{"data", Tree::object({{"psn_no", "1"}})}});
    return conformance_.check({delivered_tables().find(number), msgid, input,
                               enveloped(output, std::to_string(1'000'000'000 + ++asked_))});
  }
  std::vector<Breach> person(const std::string& balance, const std::string& name = "张三") {
    std::string output = kPerson;
    output.replace(output.find("44190000000000000001"), 20, "1");
    output.replace(output.find("1234.56"), 7, balance);
    output.replace(output.find("张三"), std::string("张三").size(), name);
    return ask("1101", Tree::object({{"data", Tree::object({{"mdtrt_cert_type", "03"}})}}), output);
  }
  static std::string paid(const std::string& account, const std::string& balance,
                          const std::string& more = "") {
    return R"({"setlinfo":{"setl_id":"S)" + account + R"(","psn_no":"1","medfee_sumamt":)" +
           account + ",\"acct_pay\":" + account + ",\"balc\":" + balance + more + "}}";
  }
  std::vector<Breach> about(const char* number, const std::string& output) {
    return ask(number, Tree::object({{"data", Tree::object({{"psn_no", "1"}})}}), output);
  }
  static std::string year(const std::string& amount) {
    return R"({"cuminfo":[{"insutype":"310","year":"2025","cum_ym":"202504","cum_type_code":"F","cum":)" +
           amount + "}]}";
  }
  static std::string settled(const std::string& total, const std::string& fund) {
    return R"({"setlinfo":{"setl_id":"S)" + total + R"(","psn_no":"1","medfee_sumamt":)" + total +
           ",\"fund_pay_sumamt\":" + fund + "}}";
  }

 private:
  Conformance conformance_{delivered_tables()};
  std::string msgid_;
  int asked_ = 0;
};

TEST_F(ProviderConversation, a_balance_follows_from_what_the_account_has_paid) {
  EXPECT_FALSE(has(person("20719.50"), "told_before", "balc"));
  EXPECT_FALSE(has(about("2102", paid("36.50", "20683.00")), "I8", ""));
  EXPECT_FALSE(has(person("20683.00"), "told_before", "balc"));
  EXPECT_TRUE(has(person("20719.50"), "told_before", "insuinfo[1].balc"));
}

TEST_F(ProviderConversation, a_balance_is_known_again_when_a_broken_message_is_made_good) {
  person("100.00");
  const std::string lost = break_off();
  EXPECT_TRUE(has(answered_at_last("2102", lost, paid("30.00", "99.00")), "I8", ""));
  person("70.00");
  const std::string again = break_off();
  EXPECT_FALSE(has(answered_at_last("2102", again, paid("30.00", "40.00")), "I8", ""));
  const std::string gone = break_off();
  ask("2601", Tree::object({{"data", Tree::object({{"psn_no", "1"}, {"omsgid", gone}})}}), "{}");
  EXPECT_TRUE(has(person("10.00"), "told_before", "insuinfo[1].balc"));
}

// What has broken off may have been done or not, until somebody says so.
TEST_F(ProviderConversation, nothing_is_held_against_a_balance_that_nobody_knows) {
  person("100.00");
  const std::string lost = break_off();
  EXPECT_FALSE(has(person("70.00"), "told_before", "balc"));
  EXPECT_FALSE(has(answered_at_last("2102", lost, paid("30.00", "70.00")), "I8", ""));
  EXPECT_FALSE(has(person("70.00"), "told_before", "balc"));
  const std::string other = break_off();
  EXPECT_FALSE(has(about("2102", paid("5.00", "35.00")), "I8", ""));
  ask("2601", Tree::object({{"data", Tree::object({{"psn_no", "1"}, {"omsgid", other}})}}), "{}");
  EXPECT_FALSE(has(person("65.00"), "told_before", "balc"));
}

TEST_F(ProviderConversation, a_settlement_is_what_its_pre_settlement_said) {
  const std::string said = paid("36.50", "63.50", ",\"psn_cash_pay\":0");
  const std::string other = paid("35.50", "63.50", ",\"psn_cash_pay\":1.00");
  about("2101", said);
  EXPECT_FALSE(has(about("2102", said), "told_before", ""));
  EXPECT_FALSE(has(about("2102", other), "told_before", ""));  // nothing was told of this one
  about("2101", other);
  const auto breaches = about("2102", said);
  EXPECT_TRUE(has(breaches, "told_before", "setlinfo.acct_pay")) << told(breaches);
  EXPECT_TRUE(has(breaches, "told_before", "setlinfo.psn_cash_pay"));
  about("2206", other);
  about("2503", "{}");  // changes at what rate the fund pays
  EXPECT_FALSE(has(about("2207", said), "told_before", ""));
}

TEST_F(ProviderConversation, somebody_has_the_name_that_1101_told) {
  person("100.00", "张三");
  EXPECT_FALSE(has(about("2102", paid("1.00", "99.00", R"(,"psn_name":"张三")")), "told_before",
                   "psn_name"));
  EXPECT_TRUE(has(about("2102", paid("1.00", "98.00", R"(,"psn_name":"别人")")), "told_before",
                  "setlinfo.psn_name"));
  EXPECT_TRUE(has(person("98.00", "别人"), "told_before", "baseinfo.psn_name"));
}

TEST_F(ProviderConversation, who_signs_in_again_gets_another_number) {
  const std::string in =
      R"({"signinoutb":{"sign_time":"2025-04-25 08:01:02","sign_no":"4419001"}})";
  const Tree sign_in = Tree::object({{"signIn", Tree::object({{"opter_no", "1"}})}});
  const Tree out =
      Tree::object({{"signOut", Tree::object({{"sign_no", "4419001"}, {"opter_no", "1"}})}});
  EXPECT_TRUE(ask("9001", sign_in, in).empty());
  ask("9002", out, R"({"sign_time":{"sign_time":"2025-04-25 08:01:02"}})");
  EXPECT_TRUE(has(ask("9001", sign_in, in), "sign_no", ""));
}

TEST_F(ProviderConversation, no_benefit_has_a_reason_and_no_fund_pays) {
  const auto checked = [&](const char* flag, const char* why) {
    return about("2001", R"({"trtinfo":[{"psn_no":"1","trt_enjymnt_flag":")" + std::string(flag) +
                             R"(","trt_chk_rslt":")" + why + "\"}]}");
  };
  EXPECT_FALSE(has(checked("0", "2025年4月起中断缴费"), "2001.output", "trt_chk_rslt"));
  EXPECT_TRUE(has(checked("0", ""), "2001.output", "trt_chk_rslt"));
  EXPECT_TRUE(has(about("2207", settled("50", "20")), "told_before", "fund_pay_sumamt"));
  EXPECT_FALSE(has(checked("1", ""), "2001.output", "trtinfo.trt_chk_rslt 不"));
  EXPECT_FALSE(has(about("2207", settled("60", "20")), "told_before", "fund_pay_sumamt"));
}

TEST_F(ProviderConversation, a_year_grows_by_what_the_fund_has_paid_in_between) {
  EXPECT_FALSE(has(about("5206", year("10")), "told_before", ""));
  about("2207", settled("50", "20"));
  EXPECT_FALSE(has(about("5206", year("30")), "told_before", ""));
  about("2207", settled("51", "20"));
  EXPECT_TRUE(has(about("5206", year("130")), "told_before", "cuminfo"));
  EXPECT_TRUE(has(about("5206", year("131")), "told_before", "cuminfo"));  // nothing in between
}

TEST_F(ProviderConversation, who_is_employed_for_long_has_paid) {
  EXPECT_FALSE(has(about("90100", "[]"), "told_before", ""));
  std::string person = kPerson;
  person.replace(person.find("44190000000000000001"), 20, "1");
  ask("1101", Tree::object({{"data", Tree::object({{"mdtrt_cert_type", "03"}})}}), person);
  EXPECT_TRUE(has(about("90100", "[]"), "told_before", "output"));
}

// What was told of a settlement is told again: by 5203, with the signs turned by a reversal.
TEST(ProviderConformance, a_settlement_is_told_as_before) {
  const Transaction& sale = *delivered_tables().find("2102");
  const Tree asked = Tree::object({{"data", Tree::object({{"setl_id", "S202504250000001"}})}});
  const auto later = [&](const char* number, const std::string& account) {
    Conformance conformance(delivered_tables());
    conformance.check({&sale, kMsgid, sale_input(), enveloped(kSale)});
    const Transaction& again = *delivered_tables().find(number);
    return conformance.check({&again, "M9", asked,
                              enveloped(R"({"setlinfo":{"setl_id":"S2","medfee_sumamt":)" +
                                            std::string(account.starts_with('-') ? "-58" : "58") +
                                            ",\"acct_pay\":" + account + "}}",
                                        "0000000009")});
  };
  EXPECT_FALSE(has(later("5203", "50.00"), "told_before", ""));
  EXPECT_TRUE(has(later("5203", "49.00"), "told_before", "acct_pay"));
  EXPECT_FALSE(has(later("2103", "-50.00"), "told_before", ""));
  EXPECT_TRUE(has(later("2103", "50.00"), "told_before", "medfee_sumamt"));
  EXPECT_TRUE(has(later("2103", "-49.00"), "told_before", "acct_pay"));
}

// A personal account is no fund: its row is not part of what the funds paid (I5).
TEST(ProviderConformance, a_row_of_the_account_is_no_fund) {
  const auto breaches =
      errors_of_sale("\"setldetail\":[]",
                     "\"setldetail\":[{\"fund_pay_type\":\"310200\",\"inscp_scp_amt\":50,"
                     "\"crt_payb_lmt_amt\":0,\"fund_payamt\":50}]");
  EXPECT_FALSE(has(breaches, "I5", "")) << told(breaches);
}

}  // namespace
}  // namespace yibao::provider
