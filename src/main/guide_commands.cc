#include "main/guide_commands.h"

#include <iostream>

#include "adapters/clock/clocks.h"
#include "adapters/csv/encoding.h"
#include "adapters/files/data.h"
#include "adapters/files/read.h"
#include "base/reason_tree.h"
#include "base/text.h"
#include "base/tree_text.h"
#include "business/guide/lint.h"
#include "business/guide/policies.h"
#include "business/guide/present.h"
#include "business/guide/topics.h"
#include "main/early_words.h"
#include "main/guide_text.h"
#include "main/installation.h"
#include "main/said_in.h"
#include "service/parameter_words.h"
#include "service/present.h"

namespace yibao::main {

namespace {

int usage(const std::string& text) {
  std::cerr << text << "\n";
  return kUsage;
}

// The day that is asked about: the one named, else today, a simulated one too.
std::optional<Date> day_of(const std::string& asked, const Settings& settings) {
  const std::string& text = asked.empty() ? settings.today : asked;
  return text.empty() ? adapters::SystemClock().now().date() : Date::parse(text);
}

}  // namespace

int guide(const Settings& settings, const GuideRequest& request, Output output) {
  const Data data = load_data(settings.home, settings.language);
  const std::optional<RegionCode> region = guide::region_with_rules(data.regions, request.region);
  const std::optional<Date> on = day_of(request.on, settings);
  const guide::Topic* topic = guide::find_topic(request.service);
  if (!region && !request.region.empty()) {
    std::cerr << said_in(settings.language, "没有这个行政区划,或者不适用内地的医疗保险政策: ",
                         "No such region, or none with this insurance: ")
              << request.region << "\n";
  }
  if (!region || !on || topic == nullptr) {
    std::string services;
    for (const guide::Topic& each : guide::topics()) {
      services += " " + std::string(each.service);
    }
    return usage(std::string(said_in(settings.language, "用法: ", "Usage: ")) +
                 "yibao guide --service transfer --region 441900 [--on 2025-04-27]\n" +
                 std::string(said_in(settings.language, "事项:", "Services:")) + services);
  }
  const RegionCode pooling = data.regions.pooling_region(*region);
  Tree told = guide::present(guide::write_guide(*topic, data.policies.on(pooling, *on)), *topic,
                             {pooling, data.regions.full_name(pooling), *on});
  if (!request.token.empty()) {
    CallRequest call;
    call.method = "GET";
    call.target = "/v1/agencies/" + pooling.to_string();
    call.token = request.token;
    const Called called = call_installation(settings, call);
    if (called.status == 200) told.set("contacts", called.body);
  }
  service::add_words(told, data.words_in(settings.language));
  if (output.json) {
    std::cout << told.to_json() << "\n";
  } else {
    const auto hotline = data.policies.on(pooling, *on).hotline.medical_number.value;
    std::cout << guide_text(told, std::to_string(hotline), settings.language);
  }
  return kDone;
}

namespace {

// A public text as people save it: UTF-8, with or without its mark, or GB18030.
std::optional<std::string> decoded(const std::string& path) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  std::string bytes = files::read_file(path);
  if (!is_utf8(bytes)) return csv::Decoder(csv::Encoding::gb18030).decode(bytes);
  if (bytes.starts_with(kByteOrderMark)) bytes.erase(0, kByteOrderMark.size());
  return bytes;
}

}  // namespace

int guide_lint(const Settings& settings, const LintRequest& request, Output output) {
  const Data data = load_data(settings.home, settings.language);
  const std::optional<RegionCode> region =
      RegionCode::parse(request.region.empty() ? "100000" : request.region);
  const std::optional<Date> on = day_of(request.on, settings);
  if (!region || !on)
    return usage(std::string(said_in(settings.language, "用法: yibao guide lint 文件",
                                     "Usage: yibao guide lint FILE")) +
                 " [--region 441900] [--on 2025-04-27]");
  const Decision<Tree> file = files::read_toml_file(settings.home + "/data/lint.toml");
  if (!file) throw Fault(explain(file.refusal(), &data.words_in(settings.language)));
  const auto rules = guide::read_lint_rules(*file, data.policies);
  if (!rules) throw Fault(explain(rules.refusal(), &data.words_in(settings.language)));
  const guide::Linter linter(*rules, data.policies, data.regions, *on);
  const std::optional<std::string> text = decoded(request.file);
  if (!text) return usage(request.file + ": 不是 UTF-8,也不是 GB18030 的文本");
  const std::vector<guide::LintFinding> findings = linter.read(*text, *region);
  if (output.json) {
    Tree list = Tree(Tree::List{});
    for (const guide::LintFinding& each : findings) {
      Tree shown = to_tree(Reason{each.rule->id, {}, each.citations});
      shown.set("line", each.line);
      shown.set("kind", std::string(to_text(each.rule->kind)));
      shown.set("row", each.rule->row);
      shown.set("region", each.region.to_string());
      shown.set("sentence", each.sentence);
      shown.set("says", each.rule->says);
      list.push(std::move(shown));
    }
    std::cout << Tree::object({{"findings", std::move(list)}}).to_json() << "\n";
    return findings.empty() ? kDone : kRefused;
  }
  const service::Names& names = data.words_in(settings.language).names();
  for (const guide::LintFinding& each : findings) {
    std::cout << request.file << ":" << each.line << ": " << to_text(each.rule->kind) << " ("
              << each.rule->id << ", " << data.regions.full_name(each.region) << ")\n  原文 "
              << each.sentence << "\n  应为 " << each.rule->says << "\n";
    for (const Citation& cited : each.citations) {
      std::cout << "  依据 " << names.word("parameter", cited.parameter) << ": "
                << service::parameter_words(names, cited.parameter, cited.value) << " ("
                << names.region(cited.region) << ",自 " << cited.from << " 起,"
                << names.source(cited.source) << (cited.verified ? "" : ",默认值,未见文本")
                << ")\n";
    }
  }
  std::cout << findings.size() << " 处\n";
  return findings.empty() ? kDone : kRefused;
}

}  // namespace yibao::main
