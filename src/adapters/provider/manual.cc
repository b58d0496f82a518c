#include "adapters/provider/manual_parts.h"
#include "base/tree_text.h"

namespace yibao::adapters::provider {

namespace {

// The contents stand before what they lead to.
Manual with_contents(const Teller& teller, const Manual& body) {
  Manual manual;
  manual.heading(1, "provider",
                 teller.say("定点医药机构接口手册", "Manual of the interface for providers"));
  const Tree& meta = part_of(teller.sources().file, "meta");
  manual.paragraph(
      teller.say("供医院信息系统(HIS)和药店收银系统的开发者使用。字段取自《",
                 "For makers of "
                 "hospital systems (HIS) and tills. The fields are those of 《") +
      text_of(meta, "source") +
      teller.say(
          "》及各省公开的客户端;本手册与程序的解析、校验和应答出自同一份数据。",
          "》 and of public clients of several provinces. Parser, checks and answers of this "
          "program are made from the same data. Labels and codes are Chinese, as printed."));
  manual.paragraph(
      Phrase(teller.say("试接: ", "To try it: "))
          .code("./run provider serve-test")
          .words(teller.say(" 启动带测试机构和测试人员的服务,",
                            " serves test institutions and test "
                            "people; "))
          .code("./run provider simulate")
          .words(teller.say(" 模拟一天的业务并逐条核对应答。接口在自己的端口上,默认是网页端口的"
                            "后一个(8081)。",
                            " plays a day against it and checks each answer. The interface has a "
                            "port of its own, by default the next after the pages' (8081).")));
  manual.items(body.contents(2));
  return manual.append(body);
}

}  // namespace

std::string Teller::prose(const std::string& english) const {
  if (is_english() || english.empty()) return english;
  const std::string chinese = text_of(part_of(sources_.prose, "chinese"), english);
  return chinese.empty() ? english : chinese;
}

std::string Teller::name(const yibao::provider::Transaction& transaction) const {
  if (!is_english()) return transaction.name;
  const std::string english = text_of(part_of(sources_.prose, "english"), transaction.number);
  return english.empty() ? transaction.name : english + " (" + transaction.name + ")";
}

const Tree& part_of(const Tree& tree, std::string_view name) {
  static const Tree kNone = Tree(Tree::Members{});
  const Tree* member = tree.find(name);
  return member != nullptr ? *member : kNone;
}

const Tree::List& rows_of(const Tree& tree, std::string_view name) {
  static const Tree::List kNone;
  const Tree::List* list = part_of(tree, name).list();
  return list != nullptr ? *list : kNone;
}

std::vector<std::string> texts_of(const Tree& tree, std::string_view name) {
  std::vector<std::string> all;
  for (const Tree& each : rows_of(tree, name)) {
    if (each.text() != nullptr) all.push_back(*each.text());
  }
  return all;
}

Manual provider_manual(const ManualSources& sources) {
  const Teller teller(sources);
  Manual body;
  tell_transport(body, teller);
  tell_limits(body, teller);
  tell_envelope(body, teller);
  tell_repeats(body, teller);
  tell_settling(body, teller);
  tell_refusals(body, teller);
  tell_transactions(body, teller);
  tell_identities(body, teller);
  tell_rulings(body, teller);
  tell_dictionaries(body, teller);
  return with_contents(teller, body);
}

}  // namespace yibao::adapters::provider
