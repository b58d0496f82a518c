// The load generator: 64 keep-alive connections, one thread, one epoll.
//
//   yibao_load port=8080 mode=pay people=FILE token44=… token33=… seconds=5
//   yibao_load port=8080 mode=get path=/v1/people/{id}/balance people=FILE token=… rate=20000
//
// Reads without a token are each person's own, with the token that stands behind them in the file.
// Without a rate every connection sends its next request when the answer is there (throughput).
// With a rate requests are due at fixed moments, and latency counts from the moment a request was
// due, not from when a connection was free for it, so that a stall shows in full.
// Prints one line of JSON. Anything but 200 is counted as an error, and the first one is shown.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void die(const std::string& what) {
  std::fprintf(stderr, "yibao_load: %s\n", what.c_str());
  std::exit(1);
}

std::map<std::string, std::string> options_of(int argc, char** argv) {
  std::map<std::string, std::string> options = {{"connections", "64"}, {"seconds", "5"},
                                                {"warm", "1"},         {"rate", "0"},
                                                {"mode", "get"},       {"path", "/healthz"}};
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
  std::string token;  // empty: none
};

std::vector<Person> read_people(const std::string& file) {
  std::vector<Person> people;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    Person person;
    words >> person.id >> person.region >> person.balance >> person.token;
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

// Makes the text of one request after the other.
class Requests {
 public:
  explicit Requests(const std::map<std::string, std::string>& options)
      : options_(options), paying_(options.at("mode") == "pay"), random_(std::random_device()()) {
    if (options.contains("people")) {
      people_ = read_people(options.at("people"));
      std::erase_if(people_, [&](const Person& person) {
        return paying_ ? !can_pay(person) : !options.contains("token") && person.token.empty();
      });
      if (people_.empty()) die("nobody to pay or to ask for");
    }
    run_ = random_();
  }

  const std::string& next() {
    text_.clear();
    return paying_ ? next_payment() : next_get();
  }

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

  const std::map<std::string, std::string>& options_;
  bool paying_;
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
      Connection& connection = connections_[free_.back()];
      free_.pop_back();
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
    note(connection, text.substr(head + 4, whole - head - 4), text.substr(9, 3) == "200");
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
    microseconds_.push_back(static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(now - connection.due).count()));
  }

  std::uint32_t percentile(double share) {
    if (microseconds_.empty()) return 0;
    const auto at =
        microseconds_.begin() +
        static_cast<std::ptrdiff_t>(share * static_cast<double>(microseconds_.size() - 1));
    std::nth_element(microseconds_.begin(), at, microseconds_.end());
    return *at;
  }

  void print() {
    if (!sample_file_.empty()) std::ofstream(sample_file_) << sample_;
    const double measured = std::chrono::duration<double>(last_ - after(warm_)).count();
    const double per_second =
        measured > 0 ? static_cast<double>(microseconds_.size()) / measured : 0;
    std::printf(
        R"({"per_second":%.1f,"requests":%zu,"errors":%llu,"p50_us":%u,"p99_us":%u,"p999_us":%u})"
        "\n",
        per_second, microseconds_.size(), static_cast<unsigned long long>(errors_),
        percentile(0.50), percentile(0.99), percentile(0.999));
  }

  Requests requests_;
  double rate_;
  double warm_;
  double seconds_;
  std::string sample_file_;
  int epoll_ = -1;
  std::vector<Connection> connections_;
  std::vector<std::size_t> free_;
  Clock::time_point start_;
  Clock::time_point next_due_;
  Clock::time_point last_;
  std::uint64_t errors_ = 0;
  std::string sample_;
  std::vector<std::uint32_t> microseconds_;
};

}  // namespace

int main(int argc, char** argv) {
  const auto options = options_of(argc, argv);
  if (!options.contains("port")) die("port=… is needed");
  Load(options).run();
}
