#include "main/simulated_day.h"

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <thread>

#include "adapters/csv/encoding.h"
#include "adapters/files/read.h"
#include "adapters/provider/zip.h"
#include "base/text.h"
#include "base/tree_text.h"
#include "business/provider/writing.h"
#include "storage/digest.h"
#include "storage/encoding.h"
#include "storage/json_marked.h"
#include "storage/vault.h"

namespace yibao::main {

namespace {

using provider::Breach;
using provider::nothing_there;
using provider::Words;

constexpr std::size_t kShownMax = 4'000;  // of one message
constexpr std::size_t kLineMax = 200;     // of what is no answer of this interface
constexpr std::int64_t kTooMuch = 100;    // a yuan, of the line that does not agree
// A line of the file that 3202 makes and 9102 brings.
constexpr std::array<std::string_view, 10> kComparedFields{
    "psn_no",         "mdtrt_id", "setl_id",       "msgid",           "stmt_rslt",
    "refd_setl_flag", "memo",     "medfee_sumamt", "fund_pay_sumamt", "acct_pay"};
constexpr std::size_t kPerson = 0;
constexpr std::size_t kVisit = 1;
constexpr std::size_t kSettlement = 2;
constexpr std::size_t kResult = 4;
constexpr std::size_t kTotal = 7;
constexpr std::size_t kFund = 8;
constexpr std::size_t kAccount = 9;
constexpr std::string_view kEmpty = "null";

Words a_zip() {
  return {"一个 zip 文件", "a zip file"};
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

std::optional<std::int64_t> signed_fen(const std::string& yuan) {
  const bool negative = yuan.starts_with('-');
  const auto money = Money::parse_yuan(yuan.substr(negative ? 1 : 0));
  if (!money) return std::nullopt;
  return negative ? -money->fen() : money->fen();
}
std::int64_t fen_of(const std::string& yuan) {
  return signed_fen(yuan).value_or(0);
}

Words in_words(const adapters::Unanswered& fault, const std::string& url) {
  using Why = adapters::Unanswered::Why;
  switch (fault.why()) {
    case Why::no_address:
      return {url + " 不是地址", url + " is no address"};
    case Why::no_such_host:
      return {url + " 的主机名查不到", "the host of " + url + " is not known"};
    case Why::refused:
      return {url + " 拒绝连接,没有服务在监听",
              url + " refuses the connection, nothing listens there"};
    case Why::unreachable:
      return {url + " 的网络不通", "there is no way to " + url};
    case Why::timed_out:
      return {url + " 连接超时,没有等到应答", url + " took too long to answer"};
    case Why::broken_off:
      return {url + " 在应答之前断开了连接", url + " hung up before it answered"};
    case Why::other:
      return url + " (" + fault.what() + ")";
  }
  return url;
}

bool is_octet_stream(const std::string& content_type) {
  const std::string type = content_type.substr(0, content_type.find(';'));
  return provider::same_name(type.substr(0, type.find_last_not_of(" \t") + 1),
                             "application/octet-stream");
}

// At most so many bytes, cut between two characters.
std::string beginning_of(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

// Of a page or whatever else came: what tells a person what it is.
std::string first_line(const std::string& body) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = body.find_first_not_of(kBlank);
  if (begin == std::string::npos) return "";
  const std::string line = body.substr(begin, body.find_first_of("\r\n", begin) - begin);
  return line.substr(0, line.find_last_not_of(kBlank) + 1);
}

}  // namespace

SimulatedDay::SimulatedDay(const provider::Interface& tables, const ProviderScript& script,
                           Player player, const service::Clock& clock,
                           const SimulateRequest& request, Language language)
    : tables_(tables),
      script_(script),
      player_(std::move(player)),
      clock_(clock),
      request_(request),
      language_(language),
      conformance_(tables) {
  values_["number"] = player_.number;
  values_["institution"] = player_.institution;
  values_["region"] = player_.region;
  values_["today"] = clock_.now().date().to_string();
}

bool SimulatedDay::play() {
  std::cout << "══ " << said(script_.title) << ": " << player_.institution << " → " << player_.url
            << " (" << to_text(player_.profile) << ")\n";
  const bool pharmacy = player_.institution.starts_with('P');
  for (const ProviderStep& step : script_.steps) {
    if (step.kind == "pharmacy" && !pharmacy) continue;
    if (step.kind == "hospital" && pharmacy) continue;
    const bool of_signature = step.way >= Way::no_headers;
    if (of_signature && player_.profile == gateway::Profile::web) continue;
    if (step.way == Way::opening) {
      open_books(step);
    } else {
      take(step);
    }
    if (given_up_) return false;
  }
  write_books();
  std::cout << in_all() << "\n";
  return errors_ == 0;
}

std::string SimulatedDay::in_all() const {
  const std::string messages = std::to_string(messages_);
  const std::string errors = std::to_string(errors_);
  const std::string warnings = std::to_string(warnings_);
  return said({"── 共 " + messages + " 条报文," + errors + " 处不符," + warnings + " 处提示",
               "── messages: " + messages + ", breaches: " + errors + ", hints: " + warnings});
}

// With what an earlier day of ours has left; where that is not so, as if nothing had been sold: a
// server under work begins anew more often than the day.
void SimulatedDay::open_books(const ProviderStep& step) {
  read_books();
  take(step);
  if (!is_level_ && books_.count != 0) {
    books_ = {};
    take(step);
  }
  others_sell_ = !is_level_;
  if (!others_sell_) return;
  ++warnings_;
  std::cout << said(
      {"△ 此机构今天另有结算,不是本程序发出的:日终的总账无法核对\n",
       "△ this institution has other settlements of today, which this program has not "
       "sent: the totals at the end of the day cannot be compared\n"});
}

void SimulatedDay::take(const ProviderStep& step) {
  told_.clear();
  std::string heading = said(step.title) + " " + step.number;
  Decision<Sent> made = make(step);
  if (!made) {
    differs("script", "", made.refusal().reasons.front().facts.front().value, nothing_there());
    return show(heading);
  }
  Sent sent = std::move(made).value();
  heading = said(step.title) + " " + sent.number + "  " + sent.msgid;
  told_ += "   → " + shortened(sent.body) + "\n";
  ++messages_;
  try {
    const adapters::OutsideAnswer answer = post(step, sent);
    if (step.way == Way::hang_up) {
      told_ += said({"   ← 连接在应答之前断开\n", "   ← hung up before the answer\n"});
      std::this_thread::sleep_for(std::chrono::milliseconds(request_.pause));
      conformance_.broke_off(values_["psn_no"], sent.msgid);
    } else {
      told_ += "   ← " + std::to_string(answer.status) + " " + readable(answer.body) + "\n";
      if (messages_ == 1 && !is_let_in(answer)) return;
      judge(step, sent, answer);
    }
  } catch (const adapters::Unanswered& fault) {
    const Words why = in_words(fault, player_.url);
    if (messages_ == 1) {
      return give_up("transport", {"没有应答: " + why.in(Language::chinese),
                                   "No answer: " + why.in(Language::english)});
    }
    differs("transport", "", {"应答", "an answer"}, why);
  }
  if (!step.name.empty()) sent_[step.name] = std::move(sent);
  show(heading);
}

bool SimulatedDay::is_let_in(const adapters::OutsideAnswer& answer) {
  // Also where it is broken or in another encoding, it is an answer of this interface.
  if (answer.body.find("\"infcode\"") != std::string::npos) return true;
  const Decision<Tree> told = storage::parse_json_with_texts(answer.body);
  if (told && told->find("code") != nullptr) {
    const std::string refusal = readable(text_of(*told, "code") + " " + text_of(*told, "message"));
    give_up("gateway", {"被网关拒绝: " + refusal +
                            "。请核对机构编号、密钥(--access-key、--secret)、--profile 和本机时间",
                        "Refused by the gateway: " + refusal +
                            ". Check the code of the institution, the key (--access-key, "
                            "--secret), --profile and the time of this machine"});
    return false;
  }
  const std::string status = std::to_string(answer.status);
  const std::string line = beginning_of(readable(first_line(answer.body)), kLineMax);
  give_up("transport", {player_.url + " 应答的不是医药机构接口: HTTP " + status + " " +
                            (line.empty() ? "没有内容" : line),
                        "Something else answers at " + player_.url + ", not this interface: HTTP " +
                            status + " " + (line.empty() ? "without content" : line)});
  return false;
}

void SimulatedDay::give_up(const std::string& rule, const Words& why) {
  given_up_ = true;
  std::cout << "✗ [" << rule << "] " << said(why) << "\n" << std::flush;
}

Decision<Sent> SimulatedDay::make(const ProviderStep& step) {
  if (!step.of.empty() && !sent_.contains(step.of)) {
    return refuse(RefusalKind::malformed, "file_not_as_expected", {{"where", "of: " + step.of}});
  }
  if (step.way == Way::again) return sent_[step.of];
  Sent sent;
  sent.number = step.number;
  values_["now"] = clock_text();
  values_["serial"] = next_serial();
  if (!step.name.empty()) values_["msgid." + step.name] = "";
  sent.msgid = step.way == Way::other_content ? sent_[step.of].msgid : new_msgid(values_["serial"]);
  if (!step.name.empty()) values_["msgid." + step.name] = sent.msgid;
  values_["total.medfee"] = Money::fen(books_.total).to_yuan();
  values_["total.fund"] = Money::fen(books_.fund).to_yuan();
  values_["total.account"] = Money::fen(books_.account).to_yuan();
  values_["total.count"] = std::to_string(books_.count);
  if (step.number == "9101") fill_file();
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

Tree SimulatedDay::head_of(const Sent& sent) {
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

adapters::OutsideAnswer SimulatedDay::post(const ProviderStep& step, const Sent& sent) {
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
    post.headers.push_back(std::move(each));
  }
  return adapters::post_outside(post);
}

void SimulatedDay::judge(const ProviderStep& step, Sent& sent,
                         const adapters::OutsideAnswer& answer) {
  if (step.way >= Way::no_headers) return judge_gateway(step, answer);
  if (answer.status != 200) {
    differs("transport", "HTTP", "200", std::to_string(answer.status));
  }
  if (sent.number == "9102" && answer.body.starts_with("PK")) return judge_file(step, answer);
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
  if (sent.number == "9102" && !step.refused) {
    differs("9102.file", "", a_zip(), answer.body);
  }
  const Tree* output = told->find("output");
  const Tree nothing = Tree(Tree::Members{});
  if (output == nullptr) output = &nothing;
  if (step.way == Way::opening) is_level_ = text_at(*output, "stmtinfo.stmt_rslt") == "0";
  for (const auto& [name, where] : step.keep) values_[name] = text_at(*output, where);
  for (const auto& [where, text] : step.expect) {
    const Decision<Tree> filled = fill_in(Tree(text), values_);
    const std::string expected = filled ? *filled->text() : text;
    const std::string found = text_at(*output, where);
    // What others have sold makes level what is not; it does not make level what cannot be.
    const bool unknown = others_sell_ && sent.number == "3201" && expected == "0";
    if (found != expected && !unknown) differs("day", where, expected, found);
  }
  compare_with_first(step, sent, answer.body);
  keep_books(step, sent, *output);
}

void SimulatedDay::compare_with_first(const ProviderStep& step, Sent& sent,
                                      const std::string& answer) {
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
      differs("msgid", member, {"同一报文的原应答", "what was answered to this message before"},
              b == nullptr ? nothing_there() : b->to_json());
    }
  }
}

void SimulatedDay::keep_books(const ProviderStep& step, Sent& sent, const Tree& output) {
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
  lines_.push_back({text_at(output, "setlinfo.setl_id"), text_at(output, "setlinfo.mdtrt_id"),
                    values_["psn_no"], kept.settled,
                    sent.number == "2103" || sent.number == "2208"});
  kept.counted = true;
}

void SimulatedDay::fill_file() {
  std::string text;
  Sums sum;
  for (const FileLine& each : lines_) {
    Sums amounts = each.amounts;
    if (&each == &lines_.front()) amounts.total += kTooMuch;
    text += each.settlement + "\t" + each.visit + "\t" + each.person + "\t" +
            Money::fen(amounts.total).to_yuan() + "\t" + Money::fen(amounts.fund).to_yuan() + "\t" +
            Money::fen(amounts.account).to_yuan() + "\t" + (each.takes_back ? "1" : "0") + "\n";
    sum.add(amounts, 1);
  }
  values_["file"] = storage::encode_base64(adapters::provider::Zip().archive_of("lines.txt", text));
  values_["file.medfee"] = Money::fen(sum.total).to_yuan();
  values_["file.fund"] = Money::fen(sum.fund).to_yuan();
  values_["file.cash"] = Money::fen(sum.total - sum.fund - sum.account).to_yuan();
  values_["file.count"] = std::to_string(lines_.size());
}

void SimulatedDay::judge_file(const ProviderStep& step, const adapters::OutsideAnswer& answer) {
  if (step.refused) return differs("day", "infcode", "-1", answer.body);
  if (!is_octet_stream(answer.content_type)) {
    differs("9102.file", "Content-Type", "application/octet-stream", answer.content_type);
  }
  const Decision<std::string> text = adapters::provider::Zip().text_in(answer.body);
  if (!text) return differs("9102.file", "", a_zip(), text.refusal().code());
  std::map<std::string, std::vector<std::string>> told;  // the fields of a line, by setl_id
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> fields;
    std::istringstream parts(line);
    for (std::string part; std::getline(parts, part, '\t');) fields.push_back(part);
    if (fields.size() != kComparedFields.size()) {
      differs("9102.file", "", {"10 个字段", "10 fields"}, line);
    } else {
      told.emplace(fields[kSettlement], std::move(fields));
    }
  }
  for (const FileLine& each : lines_) judge_line(each, told[each.settlement]);
}

void SimulatedDay::judge_line(const FileLine& line, const std::vector<std::string>& told) {
  if (told.empty()) return differs("9102.file", "setl_id", line.settlement, nothing_there());
  const auto wrong = [&](std::size_t field, const std::string& expected) {
    const std::string name(kComparedFields[field]);
    differs("9102.file", line.settlement + "." + name, expected, told[field]);
  };
  const bool is_level = &line != &lines_.front();
  if (told[kPerson] != line.person) wrong(kPerson, line.person);
  if (told[kVisit] != line.visit && told[kVisit] != kEmpty) wrong(kVisit, line.visit);
  const std::string result = is_level ? "0" : "1";
  if (told[kResult] != result) wrong(kResult, result);
  for (const auto& [field, fen] : {std::pair(kTotal, line.amounts.total),
                                   {kFund, line.amounts.fund},
                                   {kAccount, line.amounts.account}}) {
    // Of the line that does not agree it may be what was sent.
    const bool as_sent = !is_level && field == kTotal && signed_fen(told[field]) == fen + kTooMuch;
    const bool is_right = told[field] == kEmpty || as_sent || signed_fen(told[field]) == fen;
    if (!is_right) wrong(field, Money::fen(fen).to_yuan());
  }
}

void SimulatedDay::judge_gateway(const ProviderStep& step, const adapters::OutsideAnswer& answer) {
  using gateway::Failure;
  const Failure expected = step.way == Way::no_headers    ? Failure::headers_missing
                           : step.way == Way::old         ? Failure::timestamp_outside
                           : step.way == Way::unknown_key ? Failure::key_unknown
                                                          : Failure::signature_differs;
  const Decision<Tree> told = storage::parse_json_with_texts(answer.body);
  const Decision<Tree> meant = storage::parse_json_with_texts(failure_body(expected));
  const bool same = told && text_of(*told, "code") == text_of(*meant, "code") &&
                    text_of(*told, "message") == text_of(*meant, "message");
  if (!same) differs("gateway", "", failure_body(expected), answer.body);
}

void SimulatedDay::report(const Breach& breach) {
  ++(breach.is_error ? errors_ : warnings_);
  told_ += std::string("   ") + (breach.is_error ? "✗" : "△") + " [" + breach.rule + "] " +
           readable(breach.where) + said({" 应为 ", " should be "}) +
           readable(said(breach.expected)) + said({",实为 ", ", is "}) +
           readable(said(breach.found)) + "\n";
  if (breach.is_error) is_wrong_ = true;
}

void SimulatedDay::differs(const std::string& rule, const std::string& where, const Words& expected,
                           const Words& found) {
  report({rule, where, expected, found});
}

void SimulatedDay::show(const std::string& heading) {
  std::cout << (is_wrong_ ? "✗ " : "✓ ") << heading << "\n";
  if (!request_.brief || is_wrong_) std::cout << told_;
  std::cout << std::flush;
  is_wrong_ = false;
}

std::string SimulatedDay::bytes_of(const std::string& text) const {
  const std::string count = std::to_string(text.size());
  return said({count + " 字节", count + " bytes"});
}

std::string SimulatedDay::shortened(const std::string& text) const {
  if (text.starts_with("PK")) return "(zip, " + bytes_of(text) + ")";
  if (text.size() <= kShownMax) return text;
  return beginning_of(text, kShownMax) + " (" + bytes_of(text) + ")";
}

// The other side may write anything; what is shown is UTF-8 all the same.
std::string SimulatedDay::readable(const std::string& bytes) const {
  if (bytes.starts_with("PK") || is_utf8(bytes)) return shortened(bytes);
  if (auto text = csv::Decoder(csv::Encoding::gb18030).decode(bytes)) {
    return said({"(不是 UTF-8,按 GB18030 显示) ", "(not UTF-8, shown as GB18030) "}) +
           shortened(*text);
  }
  std::string shown = said({"(不是 UTF-8) ", "(not UTF-8) "});
  for (const char c : bytes.substr(0, kShownMax)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = byte >= 0x20 && byte < 0x7F;
    shown += plain ? std::string(1, c) : "\\x" + storage::to_hex(std::string(1, c));
  }
  return shown;
}

std::string SimulatedDay::clock_text() const {
  std::string text = clock_.now().to_string().substr(0, 19);
  text[10] = ' ';
  return text;
}

std::string SimulatedDay::new_msgid(const std::string& serial) const {
  return player_.institution + provider::compact_time(clock_.now()).substr(0, 8) + serial;
}

std::string SimulatedDay::next_serial() {
  using Tenths = std::chrono::duration<std::int64_t, std::ratio<1, 10'000>>;  // of a millisecond
  const auto machine = std::chrono::system_clock::now().time_since_epoch();
  last_serial_ = std::max(last_serial_ + 1, std::chrono::duration_cast<Tenths>(machine).count());
  const Instant moment = Instant::from_milliseconds(last_serial_ / 10);
  return provider::compact_time(moment).substr(8) + std::to_string(last_serial_ % 10);
}

// Totals are told by insurance (3201): those of employees are in the file as it was named.
std::string SimulatedDay::books_file() const {
  const auto insurance = values_.find("insutype");
  if (player_.books.empty() || insurance == values_.end() || insurance->second == "310") {
    return player_.books;
  }
  return player_.books + "." + insurance->second;
}

void SimulatedDay::read_books() {
  const std::string file = books_file();
  if (file.empty() || !std::filesystem::exists(file)) return;
  const Decision<Tree> kept = storage::parse_json(files::read_file(file));
  if (!kept) return;
  const auto number = [&](const char* name) {
    const Tree* member = kept->find(name);
    return member != nullptr && member->integer() != nullptr ? *member->integer() : 0;
  };
  books_ = {number("total"), number("fund"), number("account"), number("count")};
}

void SimulatedDay::write_books() const {
  if (player_.books.empty()) return;
  std::ofstream(books_file()) << Tree::object({{"total", books_.total},
                                               {"fund", books_.fund},
                                               {"account", books_.account},
                                               {"count", books_.count}})
                                     .to_json()
                              << "\n";
}

}  // namespace yibao::main
