// One day of a till at a designated institution, played by a script against any address: every
// message is shown, and of each answer what it breaks (provider simulate).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "adapters/http/outside.h"
#include "adapters/provider/profiles.h"
#include "business/provider/conformance.h"
#include "main/provider_script.h"
#include "main/provider_simulate.h"
#include "service/clock.h"

namespace yibao::main {

namespace gateway = adapters::provider;

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

// A line of the file that 3202 compares.
struct FileLine {
  std::string settlement, visit, person;
  Sums amounts;
  bool takes_back = false;
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

class SimulatedDay {
 public:
  SimulatedDay(const provider::Interface& tables, const ProviderScript& script, Player player,
               const service::Clock& clock, const SimulateRequest& request, Language language);

  // True where nothing was wrong.
  bool play();

 private:
  void take(const ProviderStep& step);
  // 对总账 before anything is sold. Where the other side has sold what we know nothing of, it is
  // told so, and the totals at the end cannot be held against it.
  void open_books(const ProviderStep& step);
  Decision<Sent> make(const ProviderStep& step);
  Tree head_of(const Sent& sent);
  adapters::OutsideAnswer post(const ProviderStep& step, const Sent& sent);
  void judge(const ProviderStep& step, Sent& sent, const adapters::OutsideAnswer& answer);
  // The same message gets the stored answer, number and all.
  void compare_with_first(const ProviderStep& step, Sent& sent, const std::string& answer);

  void keep_books(const ProviderStep& step, Sent& sent, const Tree& output);
  // Whether it is this interface that answers, and lets us in at all; a day without either is not
  // played.
  bool is_let_in(const adapters::OutsideAnswer& answer);
  void give_up(const std::string& rule, const provider::Words& why);
  // The file of 9101: what this day has settled, the first line a yuan too much.
  void fill_file();
  // What 9102 brings: that line does not agree, all others of ours do, with what was settled.
  void judge_file(const ProviderStep& step, const adapters::OutsideAnswer& answer);
  void judge_line(const FileLine& line, const std::vector<std::string>& told);
  // The failures of the gateway, in its own form.
  void judge_gateway(const ProviderStep& step, const adapters::OutsideAnswer& answer);
  void report(const provider::Breach& breach);
  void differs(const std::string& rule, const std::string& where, const provider::Words& expected,
               const provider::Words& found);
  void show(const std::string& heading);
  std::string said(const provider::Words& words) const { return words.in(language_); }
  std::string in_all() const;
  std::string bytes_of(const std::string& text) const;
  std::string shortened(const std::string& text) const;
  std::string readable(const std::string& bytes) const;
  std::string clock_text() const;
  // Ten digits: the real time of the day, to a tenth of a millisecond. A simulated day may be
  // played again within the same second, and no number of a message, a line or a visit may come
  // twice.
  std::string next_serial();
  // 机构编号 12 + 时间 14 + 流水 4: the simulated day, and the serial.
  std::string new_msgid(const std::string& serial) const;
  std::string books_file() const;
  void read_books();
  void write_books() const;

  const provider::Interface& tables_;
  const ProviderScript& script_;
  const Player player_;
  const service::Clock& clock_;
  const SimulateRequest& request_;
  const Language language_;
  provider::Conformance conformance_;
  std::map<std::string, std::string> values_;
  std::map<std::string, Sent> sent_;
  Sums books_;
  std::vector<FileLine> lines_;
  bool is_level_ = true;      // as the other side says of the totals before the day
  bool others_sell_ = false;  // there, today
  std::string told_;          // of the step under way
  bool is_wrong_ = false;
  bool given_up_ = false;         // nobody there, somebody else, or we are not let in
  std::int64_t last_serial_ = 0;  // in tenths of a millisecond since 1970
  int messages_ = 0;
  int errors_ = 0;
  int warnings_ = 0;
};

}  // namespace yibao::main
