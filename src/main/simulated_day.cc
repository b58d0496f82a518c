#include "main/simulated_day.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
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

constexpr std::size_t kShownMax = 4'000;  // of one message

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

std::string in_words(const adapters::Unanswered& fault, const std::string& url) {
  using Why = adapters::Unanswered::Why;
  switch (fault.why()) {
    case Why::no_address:
      return url + " 不是地址";
    case Why::no_such_host:
      return url + " 的主机名查不到";
    case Why::refused:
      return url + " 拒绝连接,没有服务在监听";
    case Why::unreachable:
      return url + " 的网络不通";
    case Why::timed_out:
      return url + " 连接超时,没有等到应答";
    case Why::broken_off:
      return url + " 在应答之前断开了连接";
    case Why::other:
      return url + " (" + fault.what() + ")";
  }
  return url;
}

}  // namespace

SimulatedDay::SimulatedDay(const provider::Interface& tables, const ProviderScript& script,
                           Player player, const service::Clock& clock,
                           const SimulateRequest& request)
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
}

bool SimulatedDay::play() {
  std::cout << "══ " << script_.title << ": " << player_.institution << " → " << player_.url << " ("
            << to_text(player_.profile) << ")\n";
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
  std::cout << "── 共 " << messages_ << " 条报文," << errors_ << " 处不符," << warnings_
            << " 处提示\n";
  return errors_ == 0;
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
  std::cout << "△ 此机构今天另有结算,不是本程序发出的:日终的总账无法核对\n";
}

void SimulatedDay::take(const ProviderStep& step) {
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
      conformance_.broke_off(values_["psn_no"], sent.msgid);
    } else {
      told_ += "   ← " + std::to_string(answer.status) + " " + readable(answer.body) + "\n";
      if (messages_ == 1 && !is_let_in(answer)) return;
      judge(step, sent, answer);
    }
  } catch (const adapters::Unanswered& fault) {
    if (messages_ == 1) return give_up("transport", "没有应答: " + in_words(fault, player_.url));
    differs("transport", "", "应答", in_words(fault, player_.url));
  }
  if (!step.name.empty()) sent_[step.name] = std::move(sent);
  show(heading);
}

bool SimulatedDay::is_let_in(const adapters::OutsideAnswer& answer) {
  const Decision<Tree> told = storage::parse_json_with_texts(answer.body);
  if (!told || told->find("infcode") != nullptr || told->find("code") == nullptr) return true;
  give_up("gateway", "被网关拒绝: " + text_of(*told, "code") + " " + text_of(*told, "message") +
                         "。请核对机构编号、密钥(--access-key、--secret)、--profile 和本机时间");
  return false;
}

void SimulatedDay::give_up(const std::string& rule, const std::string& why) {
  given_up_ = true;
  std::cout << "✗ [" << rule << "] " << readable(why) << "\n" << std::flush;
}

Decision<Sent> SimulatedDay::make(const ProviderStep& step) {
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
  if (sent.number == "9102" && answer.body.starts_with("PK")) return judge_file(answer.body);
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
      differs("msgid", member, "同一报文的原应答", b == nullptr ? "没有" : b->to_json());
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
    if (&each == &lines_.front()) amounts.total += 100;
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

void SimulatedDay::judge_file(const std::string& archive) {
  const Decision<std::string> text = adapters::provider::Zip().text_in(archive);
  if (!text) return differs("9102.file", "", "一个 zip 文件", text.refusal().code());
  std::map<std::string, std::string> told;  // stmt_rslt, by setl_id
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> fields;
    std::istringstream parts(line);
    for (std::string part; std::getline(parts, part, '\t');) fields.push_back(part);
    if (fields.size() != 10) {
      differs("9102.file", "", "10 个字段", line);
    } else {
      told.emplace(fields[2], fields[4]);
    }
  }
  for (const FileLine& each : lines_) {
    const std::string expected = &each == &lines_.front() ? "1" : "0";
    const std::string& found = told[each.settlement];
    if (found != expected) {
      differs("9102.file", each.settlement + ".stmt_rslt", expected, found);
    }
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
           readable(breach.where) + " 应为 " + readable(breach.expected) + ",实为 " +
           readable(breach.found) + "\n";
  if (breach.is_error) is_wrong_ = true;
}

void SimulatedDay::differs(const std::string& rule, const std::string& where,
                           const std::string& expected, const std::string& found) {
  report({rule, where, expected, found});
}

void SimulatedDay::show(const std::string& heading) {
  std::cout << (is_wrong_ ? "✗ " : "✓ ") << heading << "\n";
  if (!request_.brief || is_wrong_) std::cout << told_;
  std::cout << std::flush;
  is_wrong_ = false;
}

// At a character's end.
std::string SimulatedDay::shortened(const std::string& text) {
  if (text.starts_with("PK")) return "(zip, " + std::to_string(text.size()) + " 字节)";
  if (text.size() <= kShownMax) return text;
  std::size_t end = kShownMax;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "… (" + std::to_string(text.size()) + " 字节)";
}

// The other side may write anything; what is shown is UTF-8 all the same.
std::string SimulatedDay::readable(const std::string& bytes) {
  if (bytes.starts_with("PK") || is_utf8(bytes)) return shortened(bytes);
  if (auto text = csv::Decoder(csv::Encoding::gb18030).decode(bytes)) {
    return "(不是 UTF-8,按 GB18030 显示) " + shortened(*text);
  }
  std::string shown = "(不是 UTF-8) ";
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
