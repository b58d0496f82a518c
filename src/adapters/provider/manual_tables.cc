#include "adapters/provider/manual_tables.h"

#include <algorithm>

#include "base/tree_text.h"
#include "business/visit/doors.h"

namespace yibao::adapters::provider {

namespace {

using yibao::provider::Dictionary;
using yibao::provider::Field;
using yibao::provider::FieldType;
using yibao::provider::Node;
using yibao::provider::Transaction;

std::string type_words(const Teller& teller, FieldType type) {
  switch (type) {
    case FieldType::string:
      return teller.say("文本", "text");
    case FieldType::digits:
      return teller.say("数字组成的文本", "digits");
    case FieldType::number:
      return teller.say("数值", "number");
    case FieldType::integer:
      return teller.say("整数", "whole number");
    case FieldType::date:
      return teller.say("日期", "day");
    case FieldType::datetime:
      return teller.say("日期时间", "day and time");
    case FieldType::bytes:
      return teller.say("文件(Base64)", "file (Base64)");
    case FieldType::array:
      return teller.say("列表", "list");
    case FieldType::object:
      return teller.say("对象", "object");
  }
  return "";
}

std::string type_of(const Teller& teller, const Field& field) {
  std::string text = type_words(teller, field.type);
  if (field.length > 0) {
    text += " " + std::to_string(field.length);
    if (field.scale > 0) text += "," + std::to_string(field.scale);
  }
  if (field.length != field.printed && field.printed > 0) {
    text += teller.say("(规范印 ", " (printed ") + std::to_string(field.printed) + ")";
  }
  return text;
}

std::string required_of(const Teller& teller, const Field& field, Side side) {
  if (field.required) {
    return side == Side::request ? teller.say("必填", "required") : teller.say("必有", "always");
  }
  if (!field.required_if.empty()) {
    return teller.say("", "where ") + field.required_if + teller.say(" 为 ", " is ") +
           field.required_for + teller.say(" 时必填", ": required");
  }
  if (!field.required_when.empty()) {
    return teller.prose(field.required_when) + teller.say("必填", ": required");
  }
  return teller.say("可选", "optional");
}

// A short list is told where it is used; a long one stands with the dictionaries.
constexpr std::size_t kShortList = 6;

Phrase codes_of(const Teller& teller, const Field& field) {
  Phrase phrase;
  const Dictionary* dictionary = teller.sources().tables.dictionary(field.dictionary);
  if (dictionary == nullptr) return phrase;
  phrase.words(teller.say("字典 ", "codes ")).link("#d-" + field.dictionary, field.dictionary);
  if (dictionary->codes.size() > kShortList) return phrase;
  std::string all;
  for (const auto& code : dictionary->codes) {
    all += (all.empty() ? ": " : ", ") + code.value + " " + code.label;
  }
  return phrase.words(all);
}

// What is taken in besides: another name, more decimals.
Phrase forms_of(const Teller& teller, const Field& field) {
  Phrase phrase;
  for (const std::string& name : field.other_names) {
    phrase.then(Phrase(teller.say("字段名也接受 ", "also taken as ")).code(name),
                teller.say(";", "; "));
  }
  if (!field.rounded) return phrase;
  const std::string scale = std::to_string(field.scale);
  return phrase.then(Phrase(teller.say("多于 " + scale + " 位的小数四舍五入",
                                       "rounded to " + scale + " decimals where it has more")),
                     teller.say(";", "; "));
}

Phrase notes_of(const Teller& teller, const Field& field, Side side) {
  const std::string stop = teller.say(";", "; ");
  Phrase phrase = codes_of(teller, field);
  if (!field.format.empty()) phrase.then(Phrase(field.format), stop);
  if (side == Side::request) phrase.then(forms_of(teller, field), stop);
  return phrase.then(Phrase(teller.prose(field.note)), stop);
}

void add_rows(Manual::Grid& grid, const Teller& teller, const std::vector<Field>& fields, Side side,
              const std::string& within) {
  for (const Field& field : fields) {
    grid.rows.push_back({Phrase().code(within + field.name), field.label, type_of(teller, field),
                         required_of(teller, field, side), notes_of(teller, field, side)});
    add_rows(grid, teller, field.fields, side, within + field.name + ".");
  }
}

bool has_field(const std::vector<Field>& fields, const std::string& name) {
  return std::ranges::any_of(
      fields, [&](const Field& each) { return each.name == name || has_field(each.fields, name); });
}

bool speaks_of(const Transaction& transaction, const std::string& name) {
  const auto in = [&](const std::vector<Node>& nodes) {
    return std::ranges::any_of(nodes,
                               [&](const Node& node) { return has_field(node.fields, name); });
  };
  return in(transaction.input) || in(transaction.output);
}

std::string kind_words(const Teller& teller, const std::string& kind) {
  if (kind == "hospital") return teller.say("医院", "hospitals");
  if (kind == "pharmacy") return teller.say("药店", "pharmacies");
  return teller.say("医院和药店", "hospitals and pharmacies");
}

std::string sender_words(const Teller& teller, const Transaction& transaction) {
  const std::string printed = kind_words(teller, transaction.sender);
  if (transaction.also_from.empty()) return printed;
  return printed + teller.say("(也接受", " (taken from ") +
         kind_words(teller, transaction.also_from) + teller.say("发送的)", " too)");
}

void tell_nodes(Manual& manual, const Teller& teller, const std::string& number,
                const std::vector<Node>& nodes, Side side) {
  const bool asks = side == Side::request;
  for (const Node& node : nodes) {
    const std::string heading =
        (asks ? teller.say("输入 ", "Input ") : teller.say("输出 ", "Output ")) +
        (node.name.empty() ? "output" : node.name) +
        (node.repeated ? teller.say("(多行)", " (rows)") : "");
    manual.heading(4, "t" + number + (asks ? "-in-" : "-out-") + node.name, heading);
    manual.grid(fields_grid(teller, node.fields, side));
  }
  if (nodes.empty() && !asks) {
    manual.paragraph(teller.say("没有输出节点: output 是空对象。",
                                "No node comes back: output is an empty object."));
  }
}

void tell_files(Manual& manual, const Teller& teller, const Transaction& transaction) {
  for (const Node& file : transaction.files) {
    const bool up = file.name.starts_with("upload");
    manual.heading(4, "t" + transaction.number + "-" + file.name,
                   up ? teller.say("上传的文件: 每行的字段,按此顺序",
                                   "The file that goes up: fields of a line, in this order")
                      : teller.say("下载的文件: 每行的字段,按此顺序",
                                   "The file that comes back: fields of a line, in this order"));
    manual.grid(fields_grid(teller, file.fields, up ? Side::request : Side::answer));
  }
}

std::string sides_of(const Tree& identity) {
  std::string text = text_of(identity, "left") + " ";
  text += text_of(identity, "relation").empty() ? "=" : text_of(identity, "relation");
  std::string right;
  for (const std::string& each : texts_of(identity, "right")) {
    const bool has_sign = each.starts_with("-") || each.starts_with("+");
    right += right.empty() ? each
             : has_sign    ? " " + each.substr(0, 1) + " " + each.substr(1)
                           : " + " + each;
  }
  return text + " " + right;
}

void tell_identities_of(Manual& manual, const Teller& teller, const std::string& number) {
  Phrase phrase;
  for (const Tree& each : rows_of(teller.sources().file, "amount_identities")) {
    const auto where = texts_of(each, "applies_to");
    if (std::ranges::find(where, number) == where.end()) continue;
    const std::string id = text_of(each, "id");
    phrase.then(Phrase().link("#" + id, id), teller.say("、", ", "));
  }
  if (phrase.empty()) return;
  Phrase line(teller.say("金额须符合 ", "Its amounts hold "));
  manual.paragraph(line.then(phrase, ""));
}

void tell_transaction(Manual& manual, const Teller& teller, const Transaction& transaction) {
  manual.heading(3, "t" + transaction.number, transaction.number + " " + teller.name(transaction));
  const visit::Door* door = visit::find_door(transaction.number);
  std::string line = teller.say("发送方: ", "Sent by ") + sender_words(teller, transaction) +
                     teller.say("。", ". ");
  line += door == nullptr ? teller.say("本系统不提供。", "Not offered here.")
                          : teller.say("同一报文再来: ", "The same message again: ") +
                                repeat_of(teller, transaction.number) + teller.say("。", ".");
  manual.paragraph(line);
  tell_nodes(manual, teller, transaction.number, transaction.input, Side::request);
  tell_nodes(manual, teller, transaction.number, transaction.output, Side::answer);
  if (!transaction.note.empty()) {
    manual.paragraph(teller.say("输出: ", "Output: ") + teller.prose(transaction.note));
  }
  tell_files(manual, teller, transaction);
  tell_identities_of(manual, teller, transaction.number);
  tell_rulings_of(manual, teller, transaction.number, &transaction);
}

}  // namespace

Manual::Grid fields_grid(const Teller& teller, const std::vector<Field>& fields, Side side) {
  Manual::Grid grid{
      {teller.say("字段", "Field"), teller.say("名称", "Label"),
       teller.say("类型与长度", "Type, length"),
       side == Side::request ? teller.say("必填", "Required") : teller.say("必有", "Told"),
       teller.say("代码与说明", "Codes, notes")},
      {}};
  add_rows(grid, teller, fields, side, "");
  return grid;
}

std::string repeat_of(const Teller& teller, const std::string& transaction) {
  const visit::Door* door = visit::find_door(transaction);
  if (door == nullptr) return teller.say("不提供", "not offered");
  if (door->answer != nullptr) return teller.say("重新查询", "answered anew");
  if (door->previews) return teller.say("重新计算,不入账", "computed anew, nothing booked");
  return teller.say("不再办理,得到当时的应答", "not done again: the stored answer");
}

void tell_rulings_of(Manual& manual, const Teller& teller, const std::string& where,
                     const Transaction* transaction) {
  std::vector<Phrase> items;
  const Tree& places = part_of(teller.sources().prose, "rulings");
  for (const Tree& each : rows_of(teller.sources().file, "rulings")) {
    const std::string id = text_of(each, "id");
    const std::vector<std::string> applies = texts_of(places, id);
    const bool is_here = std::ranges::any_of(applies, [&](const std::string& place) {
      return place == where || (transaction != nullptr && speaks_of(*transaction, place));
    });
    if (!is_here) continue;
    items.push_back(Phrase()
                        .link("#" + id, id)
                        .words(teller.say(" ", " ") + teller.prose(text_of(each, "contradiction")) +
                               teller.say(": ", ": ") + teller.prose(text_of(each, "ruling"))));
  }
  if (items.empty()) return;
  manual.paragraph(
      teller.say("规范不一致之处,这样处理:", "Where the document contradicts itself:"));
  manual.items(std::move(items));
}

void tell_transactions(Manual& manual, const Teller& teller) {
  manual.heading(2, "transactions", teller.say("交易", "Transactions"));
  std::vector<Phrase> contents;
  for (const auto& [number, transaction] : teller.sources().tables.transactions()) {
    contents.push_back(Phrase().link("#t" + number, number + " " + teller.name(transaction)));
  }
  manual.items(std::move(contents));
  for (const auto& [number, transaction] : teller.sources().tables.transactions()) {
    tell_transaction(manual, teller, transaction);
  }
}

void tell_identities(Manual& manual, const Teller& teller) {
  manual.heading(2, "identities", teller.say("金额的关系", "Identities of amounts"));
  for (const Tree& each : rows_of(teller.sources().file, "amount_identities")) {
    manual.heading(3, text_of(each, "id"), text_of(each, "id"));
    std::string text = sides_of(each);
    if (const auto at = text.find("balance before"); at != std::string::npos) {
      text.replace(at, std::string_view("balance before").size(), teller.prose("balance before"));
    }
    manual.paragraph(Phrase().code(text));
    std::string where;
    for (const std::string& number : texts_of(each, "applies_to")) {
      where += (where.empty() ? "" : ", ") + number;
    }
    Phrase line(teller.say("适用于 ", "Of ") + where);
    manual.paragraph(
        line.then(Phrase(teller.prose(text_of(each, "note"))), teller.say("。", ". ")));
  }
}

void tell_rulings(Manual& manual, const Teller& teller) {
  manual.heading(2, "rulings",
                 teller.say("规范不一致之处的处理", "Where the document contradicts itself"));
  for (const Tree& each : rows_of(teller.sources().file, "rulings")) {
    const std::string id = text_of(each, "id");
    manual.heading(3, id, id);
    manual.paragraph(teller.say("不一致: ", "Contradiction: ") +
                     teller.prose(text_of(each, "contradiction")));
    manual.paragraph(teller.say("处理: ", "Ruling: ") + teller.prose(text_of(each, "ruling")));
  }
}

void tell_dictionaries(Manual& manual, const Teller& teller) {
  manual.heading(2, "dictionaries", teller.say("字典", "Dictionaries"));
  for (const auto& [name, dictionary] : teller.sources().tables.dictionaries()) {
    manual.heading(3, "d-" + name, name + " " + dictionary.label);
    if (!dictionary.note.empty()) manual.paragraph(teller.prose(dictionary.note));
    Manual::Grid grid{{teller.say("代码", "Code"), teller.say("含义", "Meaning")}, {}};
    for (const auto& code : dictionary.codes) {
      grid.rows.push_back({Phrase().code(code.value), code.label});
    }
    manual.grid(std::move(grid));
  }
}

}  // namespace yibao::adapters::provider
