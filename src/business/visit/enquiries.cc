#include "business/visit/enquiries.h"

#include "business/provider/numbers.h"
#include "business/visit/message.h"
#include "business/visit/present.h"
#include "storage/digest.h"

namespace yibao::visit {

namespace {

// hosp_lv: what is on record says nothing of 甲等, 乙等, 丙等.
std::string level_code(provider::Level level) {
  switch (level) {
    case provider::Level::none:
      return "";
    case provider::Level::primary:
      return "14";
    case provider::Level::secondary:
      return "13";
    case provider::Level::tertiary:
      return "12";
  }
  YB_CHECK(false, "an unknown level of an institution");
}

// 按名称查: those of the asker's own place and of the kind that is asked for; the very name, else
// the one that it is a part of.
Decision<provider::Institution> find_by_name(const std::string& name, const Asked& asked) {
  const bool pharmacy = asked.message.text("medinsinfo", "fixmedins_type") == "2";
  const storage::Value key[] = {storage::Value(asked.institution.region.value())};
  std::optional<provider::Institution> found;
  int alike = 0;
  const std::vector<storage::Rows> here =
      asked.session.select_keyed(provider::kInstitutionsOf, key);
  for (const storage::Row& row : here.front()) {
    provider::Institution each = provider::read_institution(row);
    if ((each.kind == provider::Kind::pharmacy) != pharmacy) continue;
    if (each.name == name) return each;
    if (each.name.find(name) == std::string::npos) continue;
    ++alike;
    found = std::move(each);
  }
  if (alike == 1) return *std::move(found);
  if (alike == 0) return refuse(RefusalKind::not_found, "institution_unknown", {{"code", name}});
  return refuse("institutions_alike", {{"code", name}, {"count", std::to_string(alike)}});
}

Decision<provider::Institution> find_asked(const Asked& asked) {
  const std::string code = asked.message.text("medinsinfo", "fixmedins_code");
  const std::string name = asked.message.text("medinsinfo", "fixmedins_name");
  if (code.empty() && !name.empty()) return find_by_name(name, asked);
  if (code.empty()) {
    return refuse(RefusalKind::malformed, "field_missing",
                  {{"field", "medinsinfo.fixmedins_code"}, {"label", "定点医药机构编号"}});
  }
  if (code == asked.institution.code) return asked.institution;
  auto other = provider::find_institution(asked.session, provider::kInstitutionOfCode, code);
  if (!other) return refuse(RefusalKind::not_found, "institution_unknown", {{"code", code}});
  return *std::move(other);
}

// Some ask for it in capitals (INSUTYPE).
const provider::Dictionary* find_dictionary(const std::string& type,
                                            const provider::Interface& tables) {
  if (const provider::Dictionary* printed = tables.dictionary(type)) return printed;
  for (const auto& [name, dictionary] : tables.dictionaries()) {
    if (provider::same_name(name, type)) return &dictionary;
  }
  return nullptr;
}

}  // namespace

Decision<Tree> answer_institution(const Asked& asked) {
  const Decision<provider::Institution> other = find_asked(asked);
  if (!other) return other.refusal();
  return Tree::object(
      {{"medinsinfo",
        Tree::object({{"fixmedins_code", other->code},
                      {"fixmedins_name", other->name},
                      {"uscc", other->credit_code},
                      {"fixmedins_type", other->kind == provider::Kind::pharmacy ? "2" : "1"},
                      {"hosp_lv", level_code(other->level)}})}});
}

Decision<Tree> answer_dictionary(const Asked& asked) {
  const std::string type = asked.message.text("data", "type");
  const provider::Dictionary* dictionary = find_dictionary(type, asked.tables);
  if (dictionary == nullptr) {
    return refuse(RefusalKind::not_found, "dictionary_unknown", {{"type", type}});
  }
  Tree list = Tree(Tree::List{});
  // All codes are valid ones: of those that are not, there are none.
  if (asked.message.text("data", "Vali_Flag") == "0") {
    return Tree::object({{"list", std::move(list)}});
  }
  int place = 0;
  for (const provider::Code& code : dictionary->codes) {
    list.push(Tree::object({{"type", type},
                            {"label", code.label},
                            {"value", code.value},
                            {"parentValue", "0"},
                            {"sort", std::to_string(++place)},
                            {"valiFlag", "1"},
                            {"createUser", "yibao"},
                            {"createDate", "2024-01-01"},
                            {"version", "1"}}));
  }
  return Tree::object({{"list", std::move(list)}});
}

// 签到: the number says which day's work a message belongs to; nothing hangs on it.
Decision<Tree> answer_sign_in(const Asked& asked) {
  const std::string serial = storage::to_hex(
      asked.context.vault
          ->keyed_hash("provider.sign_no", asked.institution.code + asked.message.msgid)
          .data);
  return Tree::object(
      {{"signinoutb",
        Tree::object({{"sign_time", clock_text(asked.context.now)},
                      {"sign_no", asked.institution.region.to_string() + serial.substr(0, 24)}})}});
}

Decision<Tree> answer_sign_out(const Asked& asked) {
  return Tree::object(
      {{"sign_time", Tree::object({{"sign_time", clock_text(asked.context.now)}})}});
}

}  // namespace yibao::visit
