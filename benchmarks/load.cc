// The load generator: 64 keep-alive connections, one thread, one epoll.
//
//   yibao_load port=8080 mode=pay people=FILE token44=… token33=… seconds=5
//   yibao_load port=8080 mode=get path=/v1/people/{id}/balance people=FILE token=… rate=20000
//   yibao_load port=8081 mode=sale|person people=FILE institution=P… access_key=… secret=…
//
// `sale` (2102, paid from the account) and `person` (1101) go to the door of designated providers
// by profile A, each request signed; there an answer is good when its infcode is 0. Reads without a
// token are each person's own, with the token that stands behind them in the file. Without a rate
// every connection sends its next request when the answer is there (throughput). With a rate
// requests are due at fixed moments, and latency counts from the moment a request was due, not from
// when a connection was free for it, so that a stall shows in full. Prints one line of JSON.
// Anything but 200 is counted as an error, and the first one is shown. With real_time=1 it waits
// for no core (SCHED_FIFO, as root): it stands for a client with a machine of its own, and what it
// would wait for a core of ours is no latency of the server.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <deque>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "business/provider/numbers.h"
#include "storage/encoding.h"
#include "storage/hmac.h"

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void die(const std::string& what) {
  std::fprintf(stderr, "yibao_load: %s\n", what.c_str());
  std::exit(1);
}

std::map<std::string, std::string> options_of(int argc, char** argv) {
  std::map<std::string, std::string> options = {
      {"connections", "64"}, {"seconds", "5"},     {"warm", "1"},     {"rate", "0"},
      {"mode", "get"},       {"path", "/healthz"}, {"real_time", "0"}};
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) die("not name=value: " + std::string(word));
    options[std::string(word.substr(0, equals))] = word.substr(equals + 1);
  }
  return options;
}

struct Person {
  std::string id;
  int region = 0;
  long balance = 0;
  std::string identity;  // empty: not told
  int insured_at = 0;
  std::string token;  // empty: none
};

std::vector<Person> read_people(const std::string& file) {
  std::vector<Person> people;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    Person person;
    words >> person.id >> person.region >> person.balance >> person.identity >> person.insured_at >>
        person.token;
    people.push_back(std::move(person));
  }
  return people;
}

// Has money to pay all day, at one of the two tills.
bool can_pay(const Person& person) {
  constexpr long kEnoughFen = 50'000;
  const int province = person.region / 10'000;
  return person.balance >= kEnoughFen && (province == 44 || province == 33);
}

// As the server counts days.
std::string today() {
  const std::time_t now = std::time(nullptr) + 8 * 3'600;
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return text;
}

// Makes the text of one request after the other.
class Requests {
 public:
  explicit Requests(const std::map<std::string, std::string>& options)
      : options_(options),
        mode_(options.at("mode")),
        paying_(mode_ == "pay" || mode_ == "sale"),
        random_(std::random_device()()) {
    if (options.contains("people")) {
      people_ = read_people(options.at("people"));
      std::erase_if(people_, [&](const Person& person) {
        if (at_provider()) {
          return !can_pay(person) || person.region / 10'000 != 44 ||
                 person.insured_at != person.region;
        }
        return paying_ ? !can_pay(person) : !options.contains("token") && person.token.empty();
      });
      if (people_.empty()) die("nobody to pay or to ask for");
    }
    run_ = random_();
  }

  const std::string& next() {
    text_.clear();
    if (mode_ == "sale") return next_sale();
    if (mode_ == "person") return next_person();
    return paying_ ? next_payment() : next_get();
  }
  // Of the provider interface: HTTP 200 says nothing, infcode does.
  bool at_provider() const { return mode_ == "sale" || mode_ == "person"; }

 private:
  const Person& anybody() { return people_[random_() % people_.size()]; }

  const std::string& next_payment() {
    const Person& person = anybody();
    const bool south = person.region / 10'000 == 44;
    char body[160];
    const int size = std::snprintf(body, sizeof body, R"({"amount_fen":%d,"provider":"%s"})",
                                   100 + static_cast<int>(random_() % 900),
                                   south ? "P44190000001" : "P33010000001");
    char head[480];
    std::snprintf(head, sizeof head,
                  "POST /v1/people/%s/payments HTTP/1.1\r\nHost: localhost\r\n"
                  "Authorization: Bearer %s\r\nIdempotency-Key: %016llx%016llx\r\n"
                  "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n",
                  person.id.c_str(), options_.at(south ? "token44" : "token33").c_str(),
                  static_cast<unsigned long long>(run_), static_cast<unsigned long long>(++count_),
                  size);
    return text_.append(head).append(body);
  }

  const std::string& next_get() {
    std::string path = options_.at("path");
    std::string token = options_.contains("token") ? options_.at("token") : "";
    const std::size_t place = path.find("{id}");
    if (place != std::string::npos) {
      if (people_.empty()) die("nobody to ask about");
      const Person& person = anybody();
      path.replace(place, 4, person.id);
      if (token.empty()) token = person.token;
    }
    text_ += "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!token.empty()) text_ += "Authorization: Bearer " + token + "\r\n";
    return text_ += "\r\n";
  }

  // Profile A of the provider interface: the envelope, and the signature in its headers.
  const std::string& next_message(const char* number, const std::string& region,
                                  const std::string& input) {
    const std::string& code = options_.at("institution");
    char msgid[32];
    std::snprintf(msgid, sizeof msgid, "%08llx%016llx", static_cast<unsigned long long>(run_ >> 32),
                  static_cast<unsigned long long>(++count_));
    const std::string body =
        std::string(R"({"infno":")") + number + R"(","msgid":")" + msgid +
        R"(","mdtrtarea_admvs":"441900","insuplc_admdvs":")" + region +
        R"(","recer_sys_code":"POS","dev_no":"","dev_safe_info":"","cainfo":"","signtype":"",)"
        R"("infver":"V1.0","opter_type":"1","opter":"0007","opter_name":"收费员","inf_time":")" +
        today_ + R"( 09:00:00","fixmedins_code":")" + code +
        R"(","fixmedins_name":"示例大药房","sign_no":"","input":)" + input + "}";
    const std::string time = std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(
                                                std::chrono::system_clock::now().time_since_epoch())
                                                .count());
    const std::string signed_text = "_api_access_key=" + options_.at("access_key") +
                                    "&_api_name=" + number + "&_api_timestamp=" + time +
                                    "&_api_version=1.0.0";
    text_ =
        "POST /fsi/api/rsfComIfsService/callService HTTP/1.1\r\nHost: localhost\r\n"
        "Content-Type: application/json\r\n_api_name: ";
    text_.append(number).append("\r\n_api_version: 1.0.0\r\n_api_timestamp: ").append(time);
    text_.append("\r\n_api_access_key: ").append(options_.at("access_key"));
    text_.append("\r\n_api_signature: ").append(signature(signed_text));
    text_.append("\r\nContent-Length: ").append(std::to_string(body.size()));
    return text_.append("\r\n\r\n").append(body);
  }

  std::string signature(const std::string& text) const {
    return yibao::storage::encode_base64(yibao::storage::hmac_sha1(options_.at("secret"), text));
  }

  // 2102: one line, of which the account pays what the fund does not.
  const std::string& next_sale() {
    const Person& person = anybody();
    char price[16];
    std::snprintf(price, sizeof price, "%d.%02d", 1 + static_cast<int>(random_() % 9),
                  static_cast<int>(random_() % 100));
    const std::string at = today_ + " 08:59:40";
    return next_message(
        "2102", std::to_string(person.region),
        R"({"druginfo":{"psn_no":")" + yibao::provider::short_id(person.id) +
            R"(","mdtrt_cert_type":"02","mdtrt_cert_no":")" + person.identity +
            R"(","card_sn":"","psn_cert_type":"01","certno":")" + person.identity +
            R"(","psn_type":"11","psn_name":"","begntime":")" + at + R"(","medfee_sumamt":)" +
            price +
            R"(,"invono":"","insutype":"310","dise_codg":"","dise_name":"","acct_used_flag":"1",)"
            R"("med_type":"41","exp_content":""},"drugdetail":[{"feedetl_sn":"1","rxno":"",)"
            R"("rx_circ_flag":"0","fee_ocur_time":")" +
            at +
            R"(","med_list_codg":"EXAMPLE-DRUG-0002","medins_list_codg":"A001",)"
            R"("det_item_fee_sumamt":)" +
            price + R"(,"cnt":1,"pric":)" + price + "}]}");
  }

  const std::string& next_person() {
    const Person& person = anybody();
    return next_message("1101", std::to_string(person.region),
                        R"({"data":{"mdtrt_cert_type":"02","mdtrt_cert_no":")" + person.identity +
                            R"(","card_sn":"","begntime":"","psn_cert_type":"01","certno":")" +
                            person.identity + R"(","psn_name":""}})");
  }

  const std::map<std::string, std::string>& options_;
  std::string mode_;
  bool paying_;
  std::string today_ = today();
  std::mt19937_64 random_;
  std::vector<Person> people_;
  std::uint64_t run_ = 0;
  std::uint64_t count_ = 0;
  std::string text_;
};

struct Connection {
  int descriptor = -1;
  bool busy = false;
  Clock::time_point due;  // when its request should have left
  std::string in;
};

class Load {
 public:
  explicit Load(const std::map<std::string, std::string>& options)
      : requests_(options),
        rate_(std::stod(options.at("rate"))),
        warm_(std::stod(options.at("warm"))),
        seconds_(std::stod(options.at("seconds"))),
        sample_file_(options.contains("sample") ? options.at("sample") : "") {
    epoll_ = epoll_create1(0);
    connections_.resize(std::stoul(options.at("connections")));
    for (std::size_t i = 0; i < connections_.size(); ++i) {
      connect_one(i, static_cast<std::uint16_t>(std::stoi(options.at("port"))));
    }
  }

  void run() {
    start_ = Clock::now();
    next_due_ = start_;
    const auto end = after(warm_ + seconds_);
    for (;;) {
      const Clock::time_point now = Clock::now();
      if (now >= end) break;
      send_what_is_due(now);
      wait(now);
    }
    print();
  }

 private:
  using Times = std::vector<std::uint32_t>;  // microseconds from when it was due to its answer
  static constexpr Clock::duration kWindow = std::chrono::milliseconds(250);

  Clock::time_point after(double seconds) const {
    return start_ +
           std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  }

  void connect_one(std::size_t index, std::uint16_t port) {
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      die("cannot connect to port " + std::to_string(port));
    }
    const int one = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
    connections_[index].descriptor = descriptor;
    free_.push_back(index);
  }

  void send_what_is_due(Clock::time_point now) {
    while (!free_.empty() && (rate_ == 0 || next_due_ <= now)) {
      Connection& connection = connections_[free_.front()];
      free_.pop_front();
      connection.due = rate_ == 0 ? Clock::now() : next_due_;
      next_due_ += std::chrono::duration_cast<Clock::duration>(
          std::chrono::duration<double>(rate_ == 0 ? 0 : 1 / rate_));
      const std::string& text = requests_.next();
      if (send(connection.descriptor, text.data(), text.size(), MSG_NOSIGNAL) !=
          static_cast<ssize_t>(text.size())) {
        die("a request was not taken");
      }
    }
  }

  void wait(Clock::time_point now) {
    epoll_event events[64];
    // To the nanosecond: a paced run that looked again and again would take a core from the server.
    constexpr std::chrono::nanoseconds kLongest = std::chrono::milliseconds(1);
    const bool paced = rate_ > 0 && !free_.empty();
    const auto pause =
        paced ? std::clamp<std::chrono::nanoseconds>(next_due_ - now, {}, kLongest) : kLongest;
    const timespec timeout = {0, static_cast<long>(pause.count())};
    const int count = epoll_pwait2(epoll_, events, 64, &timeout, nullptr);
    for (int i = 0; i < count; ++i) receive(events[i].data.u64);
  }

  void receive(std::size_t index) {
    Connection& connection = connections_[index];
    char buffer[16'384];
    const ssize_t size = recv(connection.descriptor, buffer, sizeof buffer, 0);
    if (size <= 0) die("the server has closed a connection");
    connection.in.append(buffer, static_cast<std::size_t>(size));
    const std::size_t head = connection.in.find("\r\n\r\n");
    if (head == std::string::npos) return;
    const std::string_view text = connection.in;
    const std::size_t length_at = find_length(text.substr(0, head));
    if (length_at == std::string::npos) die("an answer without a length");
    const std::size_t whole =
        head + 4 + std::strtoul(connection.in.c_str() + length_at, nullptr, 10);
    if (text.size() < whole) return;
    const std::string_view body = text.substr(head + 4, whole - head - 4);
    const bool good = text.substr(9, 3) == "200" &&
                      (!requests_.at_provider() || body.starts_with(R"({"infcode":0,)"));
    note(connection, body, good);
    connection.in.clear();
    free_.push_back(index);
  }

  static std::size_t find_length(std::string_view head) {
    for (const std::string_view name : {"\r\nContent-Length: ", "\r\ncontent-length: "}) {
      const std::size_t at = head.find(name);
      if (at != std::string_view::npos) return at + name.size();
    }
    return std::string::npos;
  }

  void note(const Connection& connection, std::string_view body, bool good) {
    const Clock::time_point now = Clock::now();
    if (!good && errors_++ == 0)
      std::fprintf(stderr, "%.*s\n", static_cast<int>(body.size()), body.data());
    if (now < after(warm_)) return;
    last_ = now;
    if (good && sample_.empty()) sample_ = body;
    const auto window = static_cast<std::size_t>((now - after(warm_)) / kWindow);
    if (windows_.size() <= window) windows_.resize(window + 1);
    windows_[window].push_back(static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(now - connection.due).count()));
  }

  static std::uint32_t percentile(Times& times, double share) {
    if (times.empty()) return 0;
    const auto at =
        times.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(times.size() - 1));
    std::nth_element(times.begin(), at, times.end());
    return *at;
  }

  // A host that takes the cores away for some milliseconds does so in some windows, and a server
  // that is slow is so in all.
  std::uint32_t median_of_windows(double share) {
    Times of_each;
    for (Times& window : windows_) of_each.push_back(percentile(window, share));
    return percentile(of_each, 0.5);
  }

  void print() {
    if (!sample_file_.empty()) std::ofstream(sample_file_) << sample_;
    const double measured = std::chrono::duration<double>(last_ - after(warm_)).count();
    Times all;
    for (const Times& window : windows_) all.insert(all.end(), window.begin(), window.end());
    const double per_second = measured > 0 ? static_cast<double>(all.size()) / measured : 0;
    std::printf(
        R"({"per_second":%.1f,"requests":%zu,"errors":%llu,"p50_us":%u,"p99_us":%u,"p999_us":%u,)"
        R"("window_p99_us":%u})"
        "\n",
        per_second, all.size(), static_cast<unsigned long long>(errors_), percentile(all, 0.50),
        percentile(all, 0.99), percentile(all, 0.999), median_of_windows(0.99));
  }

  Requests requests_;
  double rate_;
  double warm_;
  double seconds_;
  std::string sample_file_;
  int epoll_ = -1;
  std::vector<Connection> connections_;
  std::deque<std::size_t> free_;  // in turn, as many tills ask: not always the same one
  Clock::time_point start_;
  Clock::time_point next_due_;
  Clock::time_point last_;
  std::uint64_t errors_ = 0;
  std::string sample_;
  std::vector<Times> windows_;  // by when their answers came
};

}  // namespace

int main(int argc, char** argv) {
  const auto options = options_of(argc, argv);
  if (!options.contains("port")) die("port=… is needed");
  const sched_param priority = {.sched_priority = 1};
  if (options.at("real_time") == "1" && sched_setscheduler(0, SCHED_FIFO, &priority) != 0) {
    die("real_time=1 is not allowed to us");
  }
  Load(options).run();
}
