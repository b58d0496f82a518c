#include "main/generate/life.h"

#include <algorithm>
#include <array>

#include "main/generate/names.h"

namespace yibao::main {

namespace {

using enrolment::EnrolmentKind;

struct RegionShare {
  int region;
  int weight;
  std::array<int, 3> areas;  // of citizen numbers issued there
};
// 东莞、汕头、杭州、朔州、泉州、南京、宁波
constexpr std::array<RegionShare, 7> kRegions = {{{441900, 34, {441900, 441901, 441902}},
                                                  {440500, 14, {440507, 440511, 440515}},
                                                  {330100, 20, {330102, 330106, 330108}},
                                                  {140600, 6, {140602, 140603, 140681}},
                                                  {350500, 10, {350502, 350503, 350581}},
                                                  {320100, 10, {320102, 320106, 320115}},
                                                  {330200, 6, {330203, 330206, 330212}}}};

constexpr int kPeoplePerEmployer = 40;
constexpr int kEmployersMax = 900'000;  // what six digits of a serial hold
constexpr std::uint64_t kEmployerSeeds = 0x656D706C6F796572;

// What became of a person in the window, with its share of the population.
enum class Course {
  steady,        // one employer all the time
  new_employer,  // the next day, in the same place
  gap,           // months without insurance, then the next employer there
  stopped,       // left, not insured since: may ask for a transfer
  moved,         // left one place, enrolled at another: may ask for a transfer
  flexible,      // 灵活就业, with a month forgotten now and then
  retiree,
  resident_adult,
  resident_elder,
  child,
  student,
  newborn,
};
constexpr std::array<int, 12> kCourseShares = {40, 8, 6, 5, 6, 8, 12, 4, 4, 3, 3, 1};

class LifeMaker {
 public:
  LifeMaker(const Society& society, Random& random) : society_(society), random_(random) {}

  Life make() {
    course_ = static_cast<Course>(random_.weighted(kCourseShares));
    region_ = random_.weighted(society_.weights);
    life_.sex = random_.chance(51) ? Sex::male : Sex::female;
    life_.name = person_name(random_, life_.sex);
    life_.area = RegionCode(kRegions[region_].areas[static_cast<std::size_t>(random_.below(3))]);
    life_.birth = birth();
    if (course_ != Course::newborn) life_.phone = mobile_number(random_);
    make_stays();
    return std::move(life_);
  }

 private:
  const Window& window() const { return society_.window; }
  int months() const { return window().last - window().first + 1; }
  RegionCode region() const { return society_.regions[region_]; }

  Date aged(int from, int to) {
    const int days = random_.between(from * 365 + from / 4 + 1, to * 365 + to / 4);
    return window().today - days;
  }

  Date birth() {
    const bool male = life_.sex == Sex::male;
    switch (course_) {
      case Course::steady:
      case Course::new_employer:
      case Course::gap:
      case Course::stopped:
      case Course::moved:
      case Course::flexible:
        return aged(20, male ? 59 : 49);
      case Course::retiree:
        return aged(male ? 62 : 57, 88);
      case Course::resident_adult:
        return aged(21, 58);
      case Course::resident_elder:
        return aged(62, 90);
      case Course::child:
        return aged(3, 5);
      case Course::student:
        return aged(8, 20);
      case Course::newborn:
        return window().last.first_day() - random_.below(std::min(months(), 6) * 28);
    }
    YB_CHECK(false, "no such course");
  }

  int employer_here() {
    const std::vector<int>& here = society_.employers_of[region_];
    return here[static_cast<std::size_t>(random_.below(static_cast<int>(here.size())))];
  }

  Stay& begin(EnrolmentKind kind, Month first) {
    Stay stay;
    stay.region = region();
    stay.kind = kind;
    stay.first = first;
    if (enrolment::scheme_of(kind) == enrolment::Scheme::employee) {
      stay.base = Money::yuan(random_.between(40, 240) * 100);
    }
    if (kind == EnrolmentKind::employee) stay.employer = employer_here();
    life_.stays.push_back(std::move(stay));
    return life_.stays.back();
  }

  // The next stay at the same place closes the one before it, as the service does.
  Stay& resume(EnrolmentKind kind, Month first) {
    Stay& before = life_.stays.back();
    before.closed_on = first.first_day();
    before.close_reason = "resumed";
    return begin(kind, first);
  }

  // A month in the window with at least one month on either side of it, where there is room.
  Month somewhere_inside() {
    return window().first + (months() <= 2 ? 0 : random_.between(1, months() - 2));
  }

  void make_stays() {
    switch (course_) {
      case Course::steady:
        begin(EnrolmentKind::employee, window().first);
        return;
      case Course::new_employer: {
        begin(EnrolmentKind::employee, window().first);
        const Month last = somewhere_inside();
        if (last == window().last) return;
        life_.stays.back().last = last;
        resume(EnrolmentKind::employee, last + 1);
        return;
      }
      case Course::gap:
        return make_gap();
      case Course::stopped:
        begin(EnrolmentKind::employee, window().first).last =
            std::max(window().first, window().last - random_.below(4));
        return;
      case Course::moved:
        return make_move();
      case Course::flexible: {
        Stay& stay = begin(EnrolmentKind::flexible, window().first);
        for (int i = random_.below(3); i > 0; --i) stay.not_paid.push_back(somewhere_inside());
        return;
      }
      case Course::retiree:
        return make_retiree();
      case Course::resident_adult:
        return make_resident(EnrolmentKind::resident_adult);
      case Course::resident_elder:
        return make_resident(EnrolmentKind::resident_elder);
      case Course::child:
        return make_resident(EnrolmentKind::preschool_child);
      case Course::student:
        return make_resident(EnrolmentKind::student);
      case Course::newborn:
        begin(EnrolmentKind::newborn, std::max(window().first, Month::containing(life_.birth)));
        return;
    }
  }

  void make_gap() {
    Stay& first = begin(EnrolmentKind::employee, window().first);
    const Month last = somewhere_inside();
    const Month next = last + 1 + random_.between(1, 6);
    first.last = last;
    if (next <= window().last) resume(EnrolmentKind::employee, next);
  }

  void make_move() {
    begin(EnrolmentKind::employee, window().first);
    const Month last = somewhere_inside();
    const Month next = last + 1 + random_.below(3);
    life_.stays.back().last = last;
    if (next > window().last) return;
    region_ = random_.weighted(society_.weights);
    if (region() == life_.stays.back().region) {
      resume(EnrolmentKind::employee, next);
    } else {
      begin(EnrolmentKind::employee, next);
    }
  }

  void make_retiree() {
    Stay& stay = begin(EnrolmentKind::retiree, window().first);
    life_.retired_on =
        std::min(window().first.first_day(),
                 life_.birth.birthday_at_age(life_.sex == Sex::male ? 60 : 55) + random_.below(90));
    if (random_.chance(15)) {
      life_.settled = society_.regions[random_.weighted(society_.weights)];
      if (*life_.settled == stay.region) life_.settled.reset();
    }
    if (!random_.chance(2)) return;
    stay.last = somewhere_inside();
    life_.died_on = stay.last->first_day() + random_.below(28);
    stay.closed_on = (*stay.last + 1).first_day();
    stay.close_reason = "died";
  }

  // Residents pay by the year; one in twelve years is missed.
  void make_resident(EnrolmentKind kind) {
    const Month born = Month::containing(life_.birth);
    for (Month month = std::max(window().first, born); month <= window().last;) {
      const Month year_end = std::min(window().last, Month::of(month.year(), 12));
      const bool missed = months() > 12 && random_.chance(8);
      const bool open = !life_.stays.empty() && !life_.stays.back().last;
      if (missed && open) life_.stays.back().last = month - 1;
      if (!missed && !open) life_.stays.empty() ? begin(kind, month) : resume(kind, month);
      month = year_end + 1;
    }
  }

  const Society& society_;
  Random& random_;
  Course course_ = Course::steady;
  std::size_t region_ = 0;
  Life life_;
};

// One in thirty has paid late, one in thirty owes its last months.
void miss_months(SyntheticEmployer& employer, Random& random, const Window& window) {
  const int fate = random.below(30);
  const int months = window.last - window.first + 1;
  if (fate > 1) return;
  employer.unpaid_months = std::min(months, random.between(1, 3));
  employer.unpaid_from =
      fate == 0 ? window.last + 1 - employer.unpaid_months : window.first + random.below(months);
  if (fate == 1) {
    employer.unpaid_months =
        std::min(employer.unpaid_months, window.last - *employer.unpaid_from + 1);
    const Date settled = (*employer.unpaid_from + employer.unpaid_months).first_day() + 40;
    if (settled <= window.today) employer.settled_on = settled;
  }
}

}  // namespace

bool Stay::paid(Month month) const {
  return std::find(not_paid.begin(), not_paid.end(), month) == not_paid.end();
}

std::vector<RegionCode> society_regions() {
  std::vector<RegionCode> regions;
  for (const RegionShare& share : kRegions) regions.emplace_back(share.region);
  return regions;
}

Society make_society(std::uint64_t seed, std::int64_t people, Window window,
                     const std::vector<std::string>& region_names) {
  YB_CHECK(region_names.size() == kRegions.size(), "a name for each region is needed");
  Society society;
  society.window = window;
  for (std::size_t r = 0; r < kRegions.size(); ++r) {
    const RegionCode region(kRegions[r].region);
    society.regions.push_back(region);
    society.weights.push_back(kRegions[r].weight);
    society.employers_of.emplace_back();
    const std::int64_t count = std::clamp<std::int64_t>(
        people * kRegions[r].weight / (100 * kPeoplePerEmployer), 3, kEmployersMax / 7);
    for (std::int64_t i = 0; i < count; ++i) {
      const int number = static_cast<int>(society.employers.size());
      Random random(seed ^ kEmployerSeeds, static_cast<std::uint64_t>(number));
      SyntheticEmployer employer;
      employer.region = region;
      employer.code = employer_code(region, number);
      employer.name = employer_name(random, region_names[r]);
      miss_months(employer, random, window);
      society.employers_of.back().push_back(number);
      society.employers.push_back(std::move(employer));
    }
  }
  return society;
}

Life make_life(const Society& society, std::uint64_t seed, std::int64_t number) {
  Random random(seed, static_cast<std::uint64_t>(number));
  return LifeMaker(society, random).make();
}

}  // namespace yibao::main
