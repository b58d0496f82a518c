#include "main/provider_simulate.h"

#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

#include "adapters/clock/clocks.h"
#include "adapters/files/read.h"
#include "adapters/http/outside.h"
#include "adapters/provider/profiles.h"
#include "base/text.h"
#include "business/provider/conformance.h"
#include "business/provider/institution.h"
#include "business/provider/writing.h"
#include "main/provider_door.h"
#include "main/provider_script.h"
#include "main/test_institutions.h"
#include "storage/digest.h"
#include "storage/json_marked.h"
#include "storage/vault.h"

namespace yibao::main {

namespace {

namespace gateway = adapters::provider;
using provider::Breach;

constexpr std::size_t kShownMax = 4'000;  // of one message

std::string text_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member != nullptr && member->text() != nullptr ? *member->text() : "";
}

// "setlinfo.setl_id", "insuinfo[1].balc" → the text there; empty where there is none.
std::string text_at(const Tree& tree, std::string_view path) {
  const Tree* at = &tree;
  while (!path.empty() && at != nullptr) {
    const std::size_t end = std::min(path.find('.'), path.size());
    std::string_view name = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    const std::size_t bracket = name.find('[');
    const std::string_view row = bracket == std::string_view::npos
                                     ? ""
                                     : name.substr(bracket + 1, name.size() - bracket - 2);
    at = at->find(name.substr(0, bracket));
    if (row.empty() || at == nullptr) continue;
    const auto place = parse_integer(row).value_or(0);
    const Tree::List* list = at->list();
    const bool there =
        list != nullptr && place >= 1 && static_cast<std::size_t>(place) <= list->size();
    at = there ? &(*list)[static_cast<std::size_t>(place) - 1] : nullptr;
  }
  return at != nullptr && at->text() != nullptr ? *at->text() : "";
}

std::int64_t fen_of(const std::string& yuan) {
  const bool negative = yuan.starts_with('-');
  const auto money = Money::parse_yuan(yuan.substr(negative ? 1 : 0));
  if (!money) return 0;
  return negative ? -money->fen() : money->fen();
}

// What was settled, as the institution's own books have it (3201).
struct Sums {
  std::int64_t total = 0;
  std::int64_t fund = 0;
  std::int64_t account = 0;
  std::int64_t count = 0;

  void add(const Sums& other, int times) {
    total += times * other.total;
    fund += times * other.fund;
    account += times * other.account;
    ++count;
  }
};

struct Sent {
  std::string number;
  std::string msgid;
  std::string body;
  Tree input;
  std::string answer;  // empty: none came
  bool counted = false;
  Sums settled;
};

struct Player {
  std::string url;
  gateway::Profile profile = gateway::Profile::csb;
  std::string institution;
  gateway::Credentials credentials;
  std::string region;
  std::string number;
  std::string books;  // the file of the sums of this day
};

class Day {
 public:
  Day(const provider::Interface& tables, const ProviderScript& script, Player player,
      const service::Clock& clock, const SimulateRequest& request)
      : tables_(tables),
        script_(script),
        player_(std::move(player)),
        clock_(clock),
        request_(request),
        conformance_(tables) {
    values_["number"] = player_.number;
    values_["institution"] = player_.institution;
    values_["region"] = player_.region;
    values_["today"] = clock_.now().date().to_string();
    serial_ = static_cast<unsigned char>(storage::random_bytes(1).front()) * 30;
  }

  // True where nothing was wrong.
  bool play() {
    read_books();
    std::cout << "══ " << script_.title << ": " << player_.institution << " → " << player_.url
              << " (" << to_text(player_.profile) << ")\n";
    const bool pharmacy = player_.institution.starts_with('P');
    for (const ProviderStep& step : script_.steps) {
      if (step.kind == "pharmacy" && !pharmacy) continue;
      if (step.kind == "hospital" && pharmacy) continue;
      const bool of_signature = step.way >= Way::no_headers;
      if (of_signature && player_.profile == gateway::Profile::web) continue;
      take(step);
    }
    write_books();
    std::cout << "── 共 " << messages_ << " 条报文," << errors_ << " 处不符," << warnings_
              << " 处提示\n";
    return errors_ == 0;
  }

 private:
  void take(const ProviderStep& step) {
    told_.clear();
    std::string heading = step.title + " " + step.number;
    Decision<Sent> made = make(step);
    if (!made) {
      differs("script", "", "变量 " + made.refusal().reasons.front().facts.front().value, "没有");
      return show(heading);
    }
    Sent sent = std::move(made).value();
    heading = step.title + " " + sent.number + "  " + sent.msgid;
    told_ += "   → " + shortened(sent.body) + "\n";
    ++messages_;
    try {
      const adapters::OutsideAnswer answer = post(step, sent);
      if (step.way == Way::hang_up) {
        told_ += "   ← 连接在应答之前断开\n";
        std::this_thread::sleep_for(std::chrono::milliseconds(request_.pause));
        conformance_.forget_balance(values_["psn_no"]);
      } else {
        told_ += "   ← " + std::to_string(answer.status) + " " + shortened(answer.body) + "\n";
        judge(step, sent, answer);
      }
    } catch (const Fault& fault) {
      differs("transport", "", "应答", fault.what());
    }
    if (!step.name.empty()) sent_[step.name] = std::move(sent);
    show(heading);
  }

  Decision<Sent> make(const ProviderStep& step) {
    if (step.way == Way::again) return sent_[step.of];
    Sent sent;
    sent.number = step.number;
    values_["now"] = clock_text();
    values_["serial"] = std::to_string(next_serial());
    if (!step.name.empty()) values_["msgid." + step.name] = "";
    sent.msgid = step.way == Way::other_content ? sent_[step.of].msgid : new_msgid();
    if (!step.name.empty()) values_["msgid." + step.name] = sent.msgid;
    values_["total.medfee"] = Money::fen(books_.total).to_yuan();
    values_["total.fund"] = Money::fen(books_.fund).to_yuan();
    values_["total.account"] = Money::fen(books_.account).to_yuan();
    values_["total.count"] = std::to_string(books_.count);
    Decision<Tree> input = fill_in(step.input, values_);
    if (!input) return input.refusal();
    sent.input = std::move(input).value();
    const provider::Transaction* transaction = tables_.find(step.number);
    if (transaction == nullptr) {
      return refuse(RefusalKind::malformed, "transaction_unknown", {{"infno", step.number}});
    }
    sent.body = provider::write_request(tables_, *transaction, head_of(sent), sent.input);
    return sent;
  }

  Tree head_of(const Sent& sent) {
    return Tree::object({{"infno", sent.number},
                         {"msgid", sent.msgid},
                         {"mdtrtarea_admvs", player_.region},
                         {"insuplc_admdvs", player_.region},
                         {"recer_sys_code", "HIS"},
                         {"infver", "V1.0"},
                         {"opter_type", "1"},
                         {"opter", "0001"},
                         {"opter_name", "收费员"},
                         {"inf_time", values_["now"]},
                         {"fixmedins_code", player_.institution},
                         {"fixmedins_name", "测试机构"},
                         {"sign_no", values_["sign_no"]}});
  }

  adapters::OutsideAnswer post(const ProviderStep& step, const Sent& sent) {
    gateway::Credentials credentials = player_.credentials;
    if (step.way == Way::unknown_key) credentials.access_key = "AK-nobody";
    if (step.way == Way::wrong_signature) credentials.secret += "x";
    constexpr std::int64_t kTwoHours = 7'200'000;
    const Instant now = Instant::from_milliseconds(clock_.now().milliseconds() -
                                                   (step.way == Way::old ? kTwoHours : 0));
    adapters::OutsidePost post;
    post.url = player_.url + path_of(player_.profile, sent.number);
    post.body = sent.body;
    post.content_type =
        player_.profile == gateway::Profile::csb ? "text/plain; charset=utf-8" : "application/json";
    post.hang_up = step.way == Way::hang_up;
    if (step.way == Way::no_headers) return adapters::post_outside(post);
    const std::string nonce = storage::to_hex(storage::random_bytes(16));
    for (gateway::Header& each : sign(player_.profile, credentials, sent.number, now, nonce)) {
      post.headers.emplace_back(std::move(each.name), std::move(each.value));
    }
    return adapters::post_outside(post);
  }

  void judge(const ProviderStep& step, Sent& sent, const adapters::OutsideAnswer& answer) {
    if (step.way >= Way::no_headers) return judge_gateway(step, answer);
    if (answer.status != 200) {
      differs("transport", "HTTP", "200", std::to_string(answer.status));
    }
    provider::Exchange exchange{tables_.find(sent.number), sent.msgid, sent.input, answer.body};
    for (const Breach& breach : conformance_.check(exchange)) {
      report(breach);
    }
    const Decision<Tree> told = storage::parse_json_with_texts(answer.body);
    const bool done = told && text_of(*told, "infcode") == "0";
    if (done == step.refused) {
      differs("day", "infcode", step.refused ? "-1" : "0",
              told ? text_of(*told, "infcode") + " " + text_of(*told, "err_msg") : "");
    }
    if (!done) return;
    const Tree* output = told->find("output");
    const Tree nothing = Tree(Tree::Members{});
    if (output == nullptr) output = &nothing;
    for (const auto& [name, where] : step.keep) values_[name] = text_at(*output, where);
    for (const auto& [where, text] : step.expect) {
      const Decision<Tree> filled = fill_in(Tree(text), values_);
      const std::string expected = filled ? *filled->text() : text;
      const std::string found = text_at(*output, where);
      if (found != expected) differs("day", where, expected, found);
    }
    compare_with_first(step, sent, answer.body);
    keep_books(step, sent, *output);
  }

  // The same message gets the stored answer, number and all.
  void compare_with_first(const ProviderStep& step, Sent& sent, const std::string& answer) {
    if (step.way != Way::again) {
      sent.answer = answer;
      return;
    }
    if (sent.answer.empty()) return;
    const Decision<Tree> first = storage::parse_json_marking_numbers(sent.answer);
    const Decision<Tree> second = storage::parse_json_marking_numbers(answer);
    for (const char* member : {"inf_refmsgid", "output"}) {
      const Tree* a = first ? first->find(member) : nullptr;
      const Tree* b = second ? second->find(member) : nullptr;
      if (a == nullptr || b == nullptr || *a != *b) {
        differs("msgid", member, "同一报文的原应答", b == nullptr ? "没有" : b->to_json());
      }
    }
  }

  void keep_books(const ProviderStep& step, Sent& sent, const Tree& output) {
    if (sent.number == "2601") {
      const std::string original = text_at(sent.input, "data.omsgid");
      for (auto& [name, each] : sent_) {
        if (each.msgid != original) continue;
        if (!each.counted) ++books_.count;  // done there, as we know now
        books_.add(each.settled, -1);
      }
      return;
    }
    const bool settles = sent.number == "2102" || sent.number == "2103" || sent.number == "2207" ||
                         sent.number == "2208";
    Sent& kept = step.way == Way::again ? sent_[step.of] : sent;
    if (!settles || kept.counted) return;
    kept.settled = {fen_of(text_at(output, "setlinfo.medfee_sumamt")),
                    fen_of(text_at(output, "setlinfo.fund_pay_sumamt")),
                    fen_of(text_at(output, "setlinfo.acct_pay")), 1};
    books_.add(kept.settled, 1);
    kept.counted = true;
  }

  // The failures of the gateway, in its own form.
  void judge_gateway(const ProviderStep& step, const adapters::OutsideAnswer& answer) {
    using gateway::Failure;
    const Failure expected = step.way == Way::no_headers    ? Failure::headers_missing
                             : step.way == Way::old         ? Failure::timestamp_outside
                             : step.way == Way::unknown_key ? Failure::key_unknown
                                                            : Failure::signature_differs;
    const Decision<Tree> told = storage::parse_json_with_texts(answer.body);
    const Decision<Tree> meant = storage::parse_json_with_texts(failure_body(expected));
    const bool same = told && text_of(*told, "code") == text_of(*meant, "code") &&
                      text_of(*told, "message") == text_of(*meant, "message");
    if (!same) differs("gateway", "", failure_body(expected), answer.body.substr(0, 200));
  }

  void report(const Breach& breach) {
    ++(breach.is_error ? errors_ : warnings_);
    told_ += std::string("   ") + (breach.is_error ? "✗" : "△") + " [" + breach.rule + "] " +
             breach.where + " 应为 " + breach.expected + ",实为 " + breach.found + "\n";
    if (breach.is_error) is_wrong_ = true;
  }
  void differs(const std::string& rule, const std::string& where, const std::string& expected,
               const std::string& found) {
    report({rule, where, expected, found});
  }

  void show(const std::string& heading) {
    std::cout << (is_wrong_ ? "✗ " : "✓ ") << heading << "\n";
    if (!request_.brief || is_wrong_) std::cout << told_;
    std::cout << std::flush;
    is_wrong_ = false;
  }

  static std::string shortened(const std::string& text) {
    if (text.size() <= kShownMax) return text;
    std::size_t end = kShownMax;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "… (" + std::to_string(text.size()) + " 字节)";
  }

  std::string clock_text() const {
    std::string text = clock_.now().to_string().substr(0, 19);
    text[10] = ' ';
    return text;
  }
  int next_serial() { return serial_ = serial_ % 9'998 + 1; }
  // 机构编号 12 + 时间 14 + 流水 4. The time of the day is the real one: a simulated day may be
  // played twice.
  std::string new_msgid() {
    const std::string day = provider::compact_time(clock_.now()).substr(0, 8);
    const std::string time = provider::compact_time(adapters::SystemClock().now()).substr(8, 6);
    std::string serial = std::to_string(next_serial());
    serial.insert(0, 4 - serial.size(), '0');
    return player_.institution + day + time + serial;
  }

  void read_books() {
    if (player_.books.empty() || !std::filesystem::exists(player_.books)) return;
    const Decision<Tree> kept = storage::parse_json(files::read_file(player_.books));
    if (!kept) return;
    const auto number = [&](const char* name) {
      const Tree* member = kept->find(name);
      return member != nullptr && member->integer() != nullptr ? *member->integer() : 0;
    };
    books_ = {number("total"), number("fund"), number("account"), number("count")};
  }
  void write_books() const {
    if (player_.books.empty()) return;
    std::ofstream(player_.books) << Tree::object({{"total", books_.total},
                                                  {"fund", books_.fund},
                                                  {"account", books_.account},
                                                  {"count", books_.count}})
                                        .to_json()
                                 << "\n";
  }

  const provider::Interface& tables_;
  const ProviderScript& script_;
  const Player player_;
  const service::Clock& clock_;
  const SimulateRequest& request_;
  provider::Conformance conformance_;
  std::map<std::string, std::string> values_;
  std::map<std::string, Sent> sent_;
  Sums books_;
  std::string told_;  // of the step under way
  bool is_wrong_ = false;
  int serial_ = 0;
  int messages_ = 0;
  int errors_ = 0;
  int warnings_ = 0;
};

std::unique_ptr<service::Clock> clock_of(const Settings& settings) {
  const std::optional<Date> day = Date::parse(settings.today);
  if (!day) return std::make_unique<adapters::SystemClock>();
  return std::make_unique<adapters::SimulatedClock>(
      Instant::from_milliseconds(Instant::start_of(*day).milliseconds() + 9 * 3'600'000));
}

// Those that the request names, or every test institution of this installation.
std::vector<Player> players_of(const Settings& settings, const SimulateRequest& request,
                               const std::string& today) {
  const Tree tests = test_institutions(settings);
  const std::string url = request.url.empty() ? text_of(tests, "address") : request.url;
  if (url.empty()) throw Fault("--url 缺少地址,本机也没有测试机构 (yibao provider serve-test)");
  const Tree* people = tests.find("people");
  std::string number = request.number;
  if (number.empty() && people != nullptr && people->list() != nullptr) {
    number = text_of(people->list()->front(), "number");
  }
  if (number.empty()) throw Fault("--person 缺少测试人员的证件号码");
  std::vector<Player> players;
  const auto add = [&](const std::string& code, const std::string& profile, const std::string& key,
                       const std::string& secret) {
    const auto known = gateway::parse_profile(profile);
    if (!known) throw Fault("--profile 应为 csb、tif、web 或 number");
    if (code.size() < 7) throw Fault("--institution 应为定点医药机构编号");
    std::filesystem::create_directories(settings.state);
    players.push_back({url.ends_with('/') ? url.substr(0, url.size() - 1) : url, *known, code,
                       gateway::Credentials{key, secret},
                       request.region.empty() ? code.substr(1, 6) : request.region, number,
                       settings.state + "/simulated-" + code + "-" + today + ".json"});
  };
  const Tree* list = tests.find("institutions");
  if (list != nullptr && list->list() != nullptr && request.access_key.empty()) {
    for (const Tree& each : *list->list()) {
      if (!request.institution.empty() && text_of(each, "code") != request.institution) continue;
      if (!request.profile.empty() && text_of(each, "profile") != request.profile) continue;
      add(text_of(each, "code"), text_of(each, "profile"), text_of(each, "access_key"),
          text_of(each, "secret"));
    }
  }
  if (players.empty()) {
    add(request.institution, request.profile.empty() ? "csb" : request.profile, request.access_key,
        request.secret);
  }
  return players;
}

}  // namespace

int provider_simulate(const Settings& settings, const SimulateRequest& request, Output) {
  const provider::Interface tables = load_tables(settings.home);
  const std::string file =
      request.script.empty() ? settings.home + "/data/provider_day.json" : request.script;
  const Decision<Tree> tree = storage::parse_json_with_texts(files::read_file(file));
  if (!tree) throw Fault(file + ": " + tree.refusal().code());
  const Decision<ProviderScript> script = read_provider_script(*tree);
  if (!script) {
    std::string where;
    for (const Reason& reason : script.refusal().reasons) where += " " + reason.facts.front().value;
    throw Fault(file + ":" + where);
  }
  const std::unique_ptr<service::Clock> clock = clock_of(settings);
  bool all_well = true;
  const std::string today = clock->now().date().to_string();
  for (Player& player : players_of(settings, request, today)) {
    Day day(tables, *script, std::move(player), *clock, request);
    all_well = day.play() && all_well;
  }
  return all_well ? kDone : kRefused;
}

int provider_serve_test(const Settings& settings) {
  Settings fresh = settings;
  // Not in the folder that a real installation of this machine may have.
  const bool named = settings.state != settings.home + "/var";
  std::string folder =
      (std::filesystem::temp_directory_path() / "yibao-provider-test-XXXXXX").string();
  if (!named) {
    if (mkdtemp(folder.data()) == nullptr) throw Fault("cannot make " + folder);
    fresh.state = folder;
  }
  if (test_institutions(fresh).is_null()) make_test_institutions(fresh);
  const int code = serve(fresh, Demo::sign_ins);
  if (!named) {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
  return code;
}

}  // namespace yibao::main
