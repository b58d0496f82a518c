// entitlement everybody: the answer for all people on one day, counted by its ground.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <thread>

#include "business/horizon.h"
#include "main/commands.h"
#include "main/everybody_pass.h"
#include "main/installation.h"
#include "main/said_in.h"

namespace yibao::main {

namespace {

using entitlement::Cover;
using entitlement::PersonStanding;

constexpr unsigned kThreadsMax = 8;  // more wait for the database

class Counting {
 public:
  explicit Counting(const std::string& file) {
    if (file.empty()) return;
    out_.open(file);
    if (!out_) throw Fault("cannot write " + file);
    out_ << "person,region,cover,benefit_percent,ground\n";
  }

  void add(const PersonStanding& each, const storage::Vault& vault) {
    ++people_;
    if (each.standing.cover != Cover::no) ++covered_;
    ++grounds_[to_text(each.standing.ground)];
    if (!out_.is_open()) return;
    out_ << vault.outside_id(storage::IdKind::person, each.person.value(), each.recorded_at) << ','
         << each.region.to_string() << ',' << to_text(each.standing.cover) << ','
         << each.standing.percent << ',' << to_text(each.standing.ground) << '\n';
  }

  void print(Date day, Output output) const {
    Tree grounds = Tree(Tree::Members{});
    for (const auto& [ground, count] : grounds_) grounds.set(std::string(ground), count);
    if (output.json) {
      std::cout << Tree::object({{"on", day.to_string()},
                                 {"people", people_},
                                 {"covered", covered_},
                                 {"grounds", std::move(grounds)}})
                       .to_json()
                << "\n";
      return;
    }
    std::cout << day.to_string() << ":" << people_ << " 人,享受待遇 " << covered_ << " 人\n";
    for (const auto& [ground, count] : grounds_)
      std::cout << "  " << ground << " " << count << "\n";
  }

 private:
  std::ofstream out_;
  std::int64_t people_ = 0;
  std::int64_t covered_ = 0;
  std::map<std::string_view, std::int64_t> grounds_;
};

}  // namespace

int entitlement_of_everybody(const Settings& settings, const EverybodyRequest& request,
                             Output output) {
  Installation installation(settings.to_look());
  business::Context context =
      service::context_for(installation.surroundings(), installation.clock().now());
  const std::optional<Date> day =
      request.on.empty() ? context.today : business::day_within_horizon(request.on);
  const std::optional<RegionCode> region =
      request.region.empty() ? std::nullopt : RegionCode::parse(request.region);
  if (!day || (!request.region.empty() && !region)) {
    std::cerr << said_in(settings.language, "日期或统筹区不正确\n",
                         "The day or the pooling region is not right\n");
    return kUsage;
  }
  Counting counting(request.out);
  std::vector<std::unique_ptr<storage::Session>> readers;
  for (unsigned i = 0; i < std::clamp(std::thread::hardware_concurrency(), 1U, kThreadsMax); ++i) {
    readers.push_back(installation.database().reader());
  }
  judge_everybody(readers, *day, context, [&](const PersonStanding& each) {
    if (!region || each.region == *region) counting.add(each, installation.vault());
  });
  counting.print(*day, output);
  return kDone;
}

}  // namespace yibao::main
