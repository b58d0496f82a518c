// Every input field of every transaction, by the delivered tables: missing, empty, too long, of
// another type, with an unknown code, and the forms that the rulings let in (R08 to R33).
#include "business/provider/reading.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "business/provider/test_samples.h"
#include "business/provider/writing.h"

namespace yibao::provider {
namespace {

// One field of one node, and how the sample is read with something else in it.
struct Place {
  const Transaction& transaction;
  const Node& node;
  const Field& field;

  std::string name() const { return node.name + (node.repeated ? "[1]." : ".") + field.name; }
  std::string told() const { return transaction.number + " " + name(); }
  Decision<Tree> read(const Tree* value) const {
    return read_input(transaction, delivered_tables(),
                      sample_with(transaction.input, node, field.name, value));
  }
  Decision<Tree> read(const Tree& value) const { return read(&value); }
  // Refused for this field alone, as `code`.
  void expect_refused(const Decision<Tree>& read, const char* code) const {
    ASSERT_FALSE(read.ok()) << told();
    ASSERT_EQ(read.refusal().reasons.size(), 1U) << told();
    const Reason& reason = read.refusal().reasons.front();
    EXPECT_EQ(reason.code, code) << told();
    EXPECT_EQ(reason.facts.front().value, name());
  }
  // What is there afterwards; nothing: no such member.
  void expect_reads(const Decision<Tree>& read, const char* value) const {
    ASSERT_TRUE(read.ok()) << told() << " " << (read ? "" : read.refusal().code());
    const Tree* found = read->find(node.name);
    ASSERT_NE(found, nullptr) << told();
    const Tree& object = node.repeated ? found->list()->front() : *found;
    if (value == nullptr) {
      EXPECT_EQ(object.find(field.name), nullptr) << told();
    } else {
      EXPECT_EQ(text_of(object, field.name), value) << told();
    }
  }
};

bool is_number(const Field& field) {
  return field.type == FieldType::number || field.type == FieldType::integer;
}

template<class Ask>
void for_each_field(Ask ask) {
  int fields = 0;
  for (const auto& [number, transaction] : delivered_tables().transactions()) {
    for (const Node& node : transaction.input) {
      for (const Field& field : node.fields) {
        if (field.type == FieldType::array) continue;
        ask(Place{transaction, node, field});
        ++fields;
      }
    }
  }
  EXPECT_GT(fields, 300);  // the tables were read
}

TEST(ProviderReading, a_message_with_every_field_is_read) {
  for (const auto& [number, transaction] : delivered_tables().transactions()) {
    const Decision<Tree> read =
        read_input(transaction, delivered_tables(), sample_nodes(transaction.input));
    ASSERT_TRUE(read.ok()) << number << " " << read.refusal().code() << " "
                           << read.refusal().reasons.front().facts.front().value;
    for (const Node& node : transaction.input) EXPECT_NE(read->find(node.name), nullptr) << number;
  }
}

TEST(ProviderReading, what_must_be_there_is_missed_and_the_rest_is_not) {
  for_each_field([](const Place& place) {
    const Decision<Tree> read = place.read(nullptr);
    if (place.field.required) {
      place.expect_refused(read, "field_missing");
    } else {
      place.expect_reads(read, nullptr);
    }
  });
}

// R08, R09, R10: "" and the words for nothing are nothing; an empty number is nought.
TEST(ProviderReading, nothing_is_written_in_many_ways) {
  for_each_field([](const Place& place) {
    for (const Tree& nothing : {Tree(""), Tree("null"), Tree("NULL"), Tree(), Tree("  ")}) {
      const Decision<Tree> read = place.read(nothing);
      if (!place.field.required) {
        place.expect_reads(read, nullptr);
      } else if (is_number(place.field)) {
        place.expect_reads(read, "0");
      } else {
        place.expect_refused(read, "field_missing");
      }
    }
  });
}

TEST(ProviderReading, a_text_is_as_long_as_printed_and_no_longer) {
  int asked = 0;
  for_each_field([&](const Place& place) {
    const bool is_text = place.field.type == FieldType::string && place.field.length > 0 &&
                         delivered_tables().dictionary(place.field.dictionary) == nullptr;
    if (!is_text) return;
    ++asked;
    std::string characters;
    for (int i = 0; i < place.field.length; ++i) characters += "医";
    place.expect_reads(place.read(Tree(characters)), characters.c_str());
    place.expect_refused(place.read(Tree(characters + "医")), "field_too_long");
  });
  EXPECT_GT(asked, 100);
}

TEST(ProviderReading, a_code_is_of_its_list) {
  int asked = 0;
  for_each_field([&](const Place& place) {
    const Dictionary* codes = delivered_tables().dictionary(place.field.dictionary);
    if (codes == nullptr) return;
    ++asked;
    for (const Code& code : codes->codes) {
      place.expect_reads(place.read(Tree(code.value)), code.value.c_str());
    }
    const Decision<Tree> other = place.read(Tree("~"));
    ASSERT_FALSE(other.ok()) << place.told();
    EXPECT_EQ(other.refusal().code(), "field_code_unknown") << place.told();
  });
  EXPECT_GT(asked, 50);
}

// Some write a zero more or less than the list: "1" for 01, "01" for the 1 of 民族 (R23).
TEST(ProviderReading, a_code_may_have_a_zero_more_or_less) {
  for_each_field([](const Place& place) {
    if (place.field.dictionary == "psn_cert_type") place.expect_reads(place.read(Tree("1")), "01");
    if (place.field.dictionary == "acct_used_flag") place.expect_reads(place.read(Tree("01")), "1");
    if (place.field.dictionary == "naty") place.expect_reads(place.read(Tree("01")), "1");
  });
  const Dictionary* peoples = delivered_tables().dictionary("naty");
  ASSERT_NE(peoples, nullptr);
  EXPECT_EQ(peoples->canonical("01"), "1");
  EXPECT_EQ(peoples->canonical("56"), "56");
  EXPECT_EQ(peoples->canonical("057"), std::nullopt);
}

TEST(ProviderReading, a_number_is_a_number_within_its_digits) {
  int asked = 0;
  for_each_field([&](const Place& place) {
    if (!is_number(place.field) || delivered_tables().dictionary(place.field.dictionary)) return;
    ++asked;
    const int length = place.field.length == 0 ? 16 : place.field.length;
    const auto whole = static_cast<std::size_t>(std::max(1, length - place.field.scale));
    // An amount of fourteen digits before its point is more than is kept.
    const bool is_amount = place.field.scale == 2 && whole > 13;
    const std::string most(is_amount ? 13 : whole, '9');
    place.expect_reads(place.read(Tree(most)), most.c_str());
    place.expect_refused(place.read(Tree(std::string(whole + 1, '9'))), "field_not_number");
    for (const char* none : {"a", "1,2", "1.2.3", "--1", "1-", ".5", "0x1", "1e", "∞", "NaN"}) {
      place.expect_refused(place.read(Tree(none)), "field_not_number");
    }
    const std::string finer =
        "0." + std::string(static_cast<std::size_t>(place.field.scale), '0') + "1";
    if (place.field.rounded) {
      place.expect_reads(place.read(Tree(finer)), "0");
    } else {
      place.expect_refused(place.read(Tree(finer)), "field_too_fine");
    }
    // As a JSON number, as a text, with zeros that say nothing, with an exponent.
    place.expect_reads(place.read(Tree(7)), "7");
    for (const char* same : {"7", "07", "7.0", "7.00", "7.0000000", "7e0", "0.7e+1", "70E-1"}) {
      place.expect_reads(place.read(Tree(same)), "7");
    }
    place.expect_reads(place.read(Tree("-1")), "-1");
    place.expect_reads(place.read(Tree("-0.0")), "0");
    place.expect_refused(place.read(Tree(true)), "field_shape");
  });
  EXPECT_GT(asked, 30);
}

TEST(ProviderReading, a_sum_of_doubles_is_what_it_was_meant_to_be) {
  const Transaction& sale = *delivered_tables().find("2102");
  const Node& node = *sale.input_node("druginfo");
  const Place place{sale, node, *node.find("medfee_sumamt")};
  place.expect_reads(place.read(Tree("15.799999999999999")), "15.8");
  place.expect_reads(place.read(Tree("0.30000000000000004")), "0.3");
  place.expect_reads(place.read(Tree("-99.999999999999999")), "-100");
  place.expect_reads(place.read(Tree("9.9999999999999999E1")), "100");
  // What is settled by is not rounded; the refusal says how many decimals it may have.
  for (const char* typed :
       {"15.799", "15.7999999", "15.795000000000001", "1.23456789012345", "10.005", "-10.005"}) {
    const Decision<Tree> read = place.read(Tree(typed));
    place.expect_refused(read, "field_too_fine");
    EXPECT_EQ(read.refusal().reasons.front().facts.back().value, "2") << typed;
  }
}

// A price or a quantity that was divided, as a program prints the quotient.
TEST(ProviderReading, a_quotient_is_rounded_where_nothing_is_settled_by_it) {
  int asked = 0;
  for_each_field([&](const Place& place) {
    if (place.field.name != "pric" && place.field.name != "cnt") return;
    ++asked;
    const bool is_price = place.field.name == "pric";
    const std::vector<std::pair<const char*, const char*>> cases{
        {"3.3333333333333335", is_price ? "3.333333" : "3.3333"},
        {"3.33333333", is_price ? "3.333333" : "3.3333"},
        {"0.3333333333", is_price ? "0.333333" : "0.3333"},
        {"6.6666666666666667E-1", is_price ? "0.666667" : "0.6667"},
        {"1.2345675", is_price ? "1.234568" : "1.2346"},
        {"0.99995", is_price ? "0.99995" : "1"},
        {"-9.99999950", "-10"},
        {"0.00000049", "0"}};
    for (const auto& [sent, read] : cases) place.expect_reads(place.read(Tree(sent)), read);
    for (const char* none : {"3.33333333x", "x.33333333", "3.3333333.3", "--3.33333333"}) {
      place.expect_refused(place.read(Tree(none)), "field_not_number");
    }
  });
  EXPECT_EQ(asked, 6);
}

TEST(ProviderReading, a_serial_of_a_line_has_one_to_fifteen_digits) {  // R12
  for_each_field([](const Place& place) {
    if (place.field.type != FieldType::digits) return;
    place.expect_reads(place.read(Tree("000000000000001")), "000000000000001");
    for (const char* none : {"0", "00", "1000000000000000", "1a", "-1", "1.5"}) {
      place.expect_refused(place.read(Tree(none)), "field_not_digits");
    }
  });
}

TEST(ProviderReading, a_day_is_a_day_and_a_time_may_be_left_away) {  // R19
  int asked = 0;
  for_each_field([&](const Place& place) {
    const bool is_time = place.field.type == FieldType::datetime;
    if (!is_time && place.field.type != FieldType::date) return;
    ++asked;
    const bool is_end = place.field.name.find("end") != std::string::npos;
    place.expect_reads(place.read(Tree("2024-02-29")), !is_time ? "2024-02-29"
                                                       : is_end ? "2024-02-29 23:59:59"
                                                                : "2024-02-29 00:00:00");
    place.expect_reads(place.read(Tree("2024-02-29 13:05:09")),
                       is_time ? "2024-02-29 13:05:09" : "2024-02-29");
    place.expect_reads(place.read(Tree("2024-02-29T13:05:09")),
                       is_time ? "2024-02-29 13:05:09" : "2024-02-29");
    // .NET on a Chinese Windows; a date of Java, as a serialiser of it writes one.
    for (const Tree& other : {Tree("2024/02/29 13:05:09"), Tree("2024/2/29 13:05:09"),
                              Tree("2024-2-29 13:05:09"), Tree("2024/2/29 13:05:09.123"),
                              Tree(std::int64_t{1'709'183'109'000}), Tree("1709183109123")}) {
      place.expect_reads(place.read(other), is_time ? "2024-02-29 13:05:09" : "2024-02-29");
    }
    place.expect_reads(place.read(Tree("2024/11/8 9:05:03")),
                       is_time ? "2024-11-08 09:05:03" : "2024-11-08");
    place.expect_reads(place.read(Tree("2024/11/8")), !is_time ? "2024-11-08"
                                                      : is_end ? "2024-11-08 23:59:59"
                                                               : "2024-11-08 00:00:00");
    // Midnight in China, eight hours before that of 1970's zone.
    place.expect_reads(place.read(Tree(std::int64_t{1'709'136'000'000})),
                       is_time ? "2024-02-29 00:00:00" : "2024-02-29");
    for (const char* none : {"2025-02-29",
                             "2025/02/29",
                             "20250228",
                             "2025-02-28 24:00:00",
                             "2025-02-28 10:60:00",
                             "2025-02-28 10:00",
                             "2025/2-28",
                             "2025/2",
                             "2025//28",
                             "2025/2/28 ab",
                             "2025/2/280",
                             "25/2/28",
                             "2025/2/28 9:5:3",
                             "2025/2/28 9:05:03 PM",
                             "170918310912",
                             "17091831091234",
                             "0709183109123",
                             "-709183109123",
                             "4133980800000",
                             "now"}) {
      place.expect_refused(place.read(Tree(none)), "field_not_date");
    }
  });
  EXPECT_GT(asked, 20);
}

// R29: an extension text may come as an object; no other text may.
TEST(ProviderReading, an_object_is_no_text) {
  for_each_field([](const Place& place) {
    const Tree object = Tree::object({{"a", "b"}});
    if (place.field.name == "exp_content") {
      place.expect_reads(place.read(object), "{\"a\":\"b\"}");
    } else {
      place.expect_refused(place.read(object), "field_shape");
    }
  });
}

TEST(ProviderReading, a_line_break_within_a_text_is_a_blank) {
  for_each_field([](const Place& place) {
    if (place.field.type != FieldType::string || !place.field.dictionary.empty()) return;
    if (place.field.length == 0 || place.field.length > 3) {
      place.expect_reads(place.read(Tree(" a\nb ")), "a b");
    }
    place.expect_refused(place.read(Tree("\x01")), "field_shape");
  });
}

TEST(ProviderReading, a_card_is_read_with_its_serial) {
  int asked = 0;
  for_each_field([&](const Place& place) {
    if (place.field.required_if != "mdtrt_cert_type") return;
    ++asked;
    for (const std::string medium : {"01", "02", "03", "3", " 3"}) {
      const Tree input = sample_nodes(place.transaction.input, [&](const Node& node, Tree& object) {
        if (node.name != place.node.name) return;
        object.set("mdtrt_cert_type", medium);
        object.set("card_sn", "");
      });
      const auto read = read_input(place.transaction, delivered_tables(), input);
      EXPECT_EQ(read.ok(), medium.find('3') == std::string::npos) << place.told() << medium;
    }
  });
  EXPECT_GE(asked, 6);
}

// R17: whatever the case of a node or of a field; R13: printed in two spellings.
TEST(ProviderReading, names_are_known_in_any_case) {
  const auto upper = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
  };
  const std::function<Tree(const Tree&)> shout = [&](const Tree& tree) {
    Tree loud = tree;
    if (const Tree::Members* members = tree.members()) {
      loud = Tree(Tree::Members{});
      for (const auto& [name, value] : *members) loud.set(upper(name), shout(value));
    } else if (const Tree::List* list = tree.list()) {
      loud = Tree(Tree::List{});
      for (const Tree& each : *list) loud.push(shout(each));
    }
    return loud;
  };
  for (const auto& [number, transaction] : delivered_tables().transactions()) {
    const Tree sent = sample_nodes(transaction.input);
    const auto plain = read_input(transaction, delivered_tables(), sent);
    const auto loud = read_input(transaction, delivered_tables(), shout(sent));
    ASSERT_TRUE(plain.ok() && loud.ok()) << number;
    EXPECT_EQ(*plain, *loud) << number;
  }
  const Transaction& sale = *delivered_tables().find("2102");
  Tree sent = sample_nodes(sale.input, [](const Node&, Tree& object) {
    if (object.find("durg_trac_info") == nullptr) return;
    Tree rows = *object.find("durg_trac_info");
    std::erase_if(*object.members(),
                  [](const auto& each) { return each.first == "durg_trac_info"; });
    object.set("drug_trac_info", std::move(rows));
  });
  const auto read = read_input(sale, delivered_tables(), sent);
  ASSERT_TRUE(read.ok());
  EXPECT_NE(read->find("drugdetail")->list()->front().find("durg_trac_info"), nullptr);
}

// Names that clients send a field under, besides its own.
TEST(ProviderReading, a_field_is_known_by_its_other_names) {
  const Transaction& asked = *delivered_tables().find("1901");
  const auto read_of = [&](const char* parent, const char* valid) {
    return read_input(asked, delivered_tables(),
                      Tree::object({{"data", Tree::object({{"type", "insutype"},
                                                           {parent, "0"},
                                                           {"admdvs", "441900"},
                                                           {"date", "2025-04-25"},
                                                           {valid, "1"}})}}));
  };
  const auto printed = read_of("parent_value", "Vali_Flag");
  ASSERT_TRUE(printed.ok());
  EXPECT_EQ(text_of(*printed->find("data"), "Vali_Flag"), "1");
  for (const char* parent : {"parentValue", "parentvalue", "PARENT_VALUE"}) {
    for (const char* valid : {"vali_Flag", "valiFlag", "vali_flag", "VALIFLAG"}) {
      const auto other = read_of(parent, valid);
      ASSERT_TRUE(other.ok()) << parent << " " << valid;
      EXPECT_EQ(*other, *printed) << parent << " " << valid;
    }
  }
  EXPECT_FALSE(read_of("parent_value", "valid").ok());
}

TEST(ProviderReading, the_one_node_may_be_left_away_or_be_a_list_of_one) {
  int asked = 0;
  for (const auto& [number, transaction] : delivered_tables().transactions()) {
    if (transaction.input.size() != 1 || transaction.input.front().repeated) continue;
    ++asked;
    const Tree sent = sample_nodes(transaction.input);
    const Tree& fields = *sent.find(transaction.input.front().name);
    const auto plain = read_input(transaction, delivered_tables(), sent);
    const auto bare = read_input(transaction, delivered_tables(), fields);
    Tree list = Tree(Tree::List{});
    list.push(fields);
    const auto wrapped = read_input(transaction, delivered_tables(),
                                    Tree::object({{transaction.input.front().name, list}}));
    ASSERT_TRUE(plain.ok() && bare.ok() && wrapped.ok()) << number;
    EXPECT_EQ(*plain, *bare) << number;
    EXPECT_EQ(*plain, *wrapped) << number;
  }
  EXPECT_GT(asked, 15);
}

TEST(ProviderReading, a_node_is_missed_or_has_too_many_rows) {
  for (const auto& [number, transaction] : delivered_tables().transactions()) {
    for (const Node& node : transaction.input) {
      Tree sent = sample_nodes(transaction.input);
      std::erase_if(*sent.members(), [&](const auto& each) { return each.first == node.name; });
      sent.set("another", "node");
      const auto read = read_input(transaction, delivered_tables(), sent);
      const bool needed = !node.repeated && std::ranges::any_of(node.fields, &Field::required);
      EXPECT_EQ(read.ok(), !needed) << number;
      sent.set(node.name, "text");
      EXPECT_EQ(read_input(transaction, delivered_tables(), sent).refusal().code(), "node_shape");
      if (!node.repeated) continue;
      Tree rows = Tree(Tree::List{});
      for (int i = 0; i <= 2'000; ++i) rows.push(Tree(Tree::Members{}));
      sent.set(node.name, std::move(rows));
      EXPECT_EQ(read_input(transaction, delivered_tables(), sent).refusal().code(),
                "node_too_long");
    }
  }
}

// ── the envelope

Tree head() {
  return Tree::object({{"infno", "9001"},
                       {"msgid", "H44190000001202504250801020001"},
                       {"mdtrtarea_admvs", "441900"},
                       {"insuplc_admdvs", "441900"},
                       {"recer_sys_code", "HIS"},
                       {"infver", "V1.0"},
                       {"opter_type", "1"},
                       {"opter", "0001"},
                       {"opter_name", "李四"},
                       {"inf_time", "2025-04-25 08:01:02"},
                       {"fixmedins_code", "H44190000001"},
                       {"fixmedins_name", "示例医院"},
                       {"input", sample_nodes(delivered_tables().find("9001")->input)}});
}
Decision<Message> read_with(const std::string& member, Tree value) {
  Tree body = head();
  body.set(member, std::move(value));
  return read_message(body, delivered_tables());
}

TEST(ProviderReading, every_field_of_the_envelope_is_checked) {
  ASSERT_TRUE(read_message(head(), delivered_tables()).ok());
  for (const Field& field : delivered_tables().envelope()) {
    if (field.name == "input") continue;
    Tree body = head();
    std::erase_if(*body.members(), [&](const auto& each) { return each.first == field.name; });
    EXPECT_EQ(read_message(body, delivered_tables()).ok(), !field.required) << field.name;
    if (field.name == "infno" || !field.dictionary.empty()) continue;
    const int length = field.name == "fixmedins_name" ? 200 : field.length;  // R05
    const auto too_long =
        read_with(field.name, std::string(static_cast<std::size_t>(length) + 1, '1'));
    ASSERT_FALSE(too_long.ok()) << field.name;
    EXPECT_EQ(too_long.refusal().code(), "field_too_long") << field.name;
  }
}

TEST(ProviderReading, numbers_of_messages_are_as_ruled) {  // R01, R02, R03
  for (const char* msgid : {"1", "f47ac10b58cc4372a5670e02b2c3d4", "story-P4419-1"}) {
    EXPECT_TRUE(read_with("msgid", msgid).ok()) << msgid;
  }
  for (const char* msgid : {"", "a b", "编号", "1234567890123456789012345678901"}) {
    EXPECT_FALSE(read_with("msgid", msgid).ok()) << msgid;
  }
  for (const char* kind : {"1", "2", "3"}) EXPECT_TRUE(read_with("opter_type", kind).ok());
  for (const char* kind : {"0", "4", "9", "x"}) EXPECT_FALSE(read_with("opter_type", kind).ok());
  for (const char* number : {"9", "900", "9001X77", "90-1", "9999", "90O1"}) {
    const auto read = read_with("infno", number);
    ASSERT_FALSE(read.ok()) << number;
  }
}

TEST(ProviderReading, the_time_of_a_message_names_a_day) {
  for (const char* time : {"2025-04-25", "20250425090000", "2025/4/25 09:00:00", "2025/4/5",
                           "20250425", "2025-4-5 08:00:00", "2025-04-25 09:00:00.123",
                           "2025-04-25T09:00:00.1234567+08:00", "1745542800123"}) {
    EXPECT_TRUE(read_with("inf_time", time).ok()) << time;
  }
  for (const char* none : {"abc", "12.5", "-1", "-20250425", "现在", "1", "0000-00-00 00:00:00",
                           "2026-13-40 00:00:00", "20261301000000", "2026-00-10", "2026-02-30"}) {
    const auto read = read_with("inf_time", none);
    ASSERT_FALSE(read.ok()) << none;
    EXPECT_EQ(read.refusal().code(), "field_not_date") << none;
  }
  EXPECT_EQ(read_with("inf_time", Tree(true)).refusal().code(), "field_shape");
}

TEST(ProviderReading, a_region_may_leave_away_its_county) {
  EXPECT_EQ(read_with("mdtrtarea_admvs", "4301")->place_of_care, RegionCode(430100));
  EXPECT_EQ(read_with("insuplc_admdvs", "")->insured_place, RegionCode(441900));
  EXPECT_FALSE(read_with("mdtrtarea_admvs", "44190x").ok());
  EXPECT_FALSE(read_with("mdtrtarea_admvs", "").ok());
}

TEST(ProviderReading, the_input_may_be_a_text_that_holds_it) {
  const Tree body = head();
  const auto plain = read_message(body, delivered_tables());
  const auto quoted = read_with("input", body.find("input")->to_json());
  ASSERT_TRUE(plain.ok() && quoted.ok());
  EXPECT_EQ(plain->input, quoted->input);
  EXPECT_EQ(read_with("input", "{").refusal().code(), "body_not_json");
  EXPECT_FALSE(read_with("input", "text").ok());
}

TEST(ProviderReading, amounts_are_read_with_their_sign) {
  EXPECT_EQ(money_of("58"), Money::fen(5800));
  EXPECT_EQ(money_of("-0.5"), Money() - Money::fen(50));
}

// What a careful sender writes is what is read.
TEST(ProviderReading, a_request_that_was_written_is_read) {
  for (const auto& [number, transaction] : delivered_tables().transactions()) {
    Tree envelope = head();
    envelope.set("infno", number);
    const Tree input = sample_nodes(transaction.input);
    const auto body = storage::parse_json_with_texts(
        write_request(delivered_tables(), transaction, envelope, input));
    ASSERT_TRUE(body.ok()) << number;
    const auto read = read_message(*body, delivered_tables());
    ASSERT_TRUE(read.ok()) << number << " " << read.refusal().code();
    EXPECT_EQ(read->input, *read_input(transaction, delivered_tables(), input)) << number;
  }
}

}  // namespace
}  // namespace yibao::provider
