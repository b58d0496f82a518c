#include "main/scenario/scenario.h"

#include <algorithm>

#include "base/tree_text.h"
#include "main/scenario/sentence.h"
#include "main/scenario/steps.h"
#include "main/scenario/world.h"

namespace yibao::main {

namespace {

constexpr std::string_view kTitle = "场景:";
constexpr std::string_view kThen = "则 ";

std::string_view trim(std::string_view line) {
  while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

std::optional<Date> day_of(std::string_view line) {
  return Date::parse(line);
}

// Agencies open at nine.
void move_clock(World& world, Date day, bool first) {
  adapters::SimulatedClock* clock = world.installation().simulated_clock();
  YB_CHECK(clock != nullptr, "scenarios need a simulated clock");
  const Instant nine =
      Instant::from_milliseconds(Instant::start_of(day).milliseconds() + 9 * 3'600'000);
  if (first) {
    clock->restart_at(nine);
  } else if (day != world.today() && !clock->advance_to(nine)) {
    throw Fault("days go forward only: " + day.to_string());
  }
}

// Tries the patterns of a table; false where none fits.
bool perform(const std::vector<Step>& steps, World& world, std::string_view sentence,
             std::ostream& story) {
  for (const Step& step : steps) {
    if (const std::optional<Captures> captures = match_sentence(step.pattern, sentence)) {
      step.act(world, *captures, story);
      return true;
    }
  }
  return false;
}

// Refused; or answered with a conflict, which others have to end first: nothing has come of it.
bool came_to_nothing(const Told& told) {
  if (!told.done()) return true;
  const Tree* report = told.body.find("report");
  return report != nullptr && text_of(*report, "state") == "conflict";
}

// A step that came to nothing is told at once, unless the next line says what was expected of it.
class Refusals {
 public:
  explicit Refusals(World& world) : world_(world) {}
  void begin_step() { calls_ = world_.calls(); }
  void end_step() { open_ = world_.calls() > calls_ && came_to_nothing(world_.last()); }
  void before_line(std::string_view line, std::ostream& story) {
    if (open_ && !line.starts_with(kThen)) tell_refusal(world_.last(), story);
    open_ = false;
  }

 private:
  World& world_;
  int calls_ = 0;
  bool open_ = false;
};

}  // namespace

Date last_day_of(const std::string& text) {
  Date last;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (const std::optional<Date> day = day_of(trim(rest.substr(0, end)))) {
      last = std::max(last, *day);
    }
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return last;
}

ScenarioResult play_scenario(World& world, const std::string& text, std::ostream& story) {
  world.begin_story();
  ScenarioResult result;
  bool first_day = true;
  int number = 0;
  Refusals refusals(world);
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = trim(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    ++number;
    if (line.empty() || line.front() == '#') continue;
    refusals.before_line(line, story);
    try {
      if (line.starts_with(kTitle)) {
        result.title = std::string(trim(line.substr(kTitle.size())));
        story << "\n══ " << result.title << "\n";
      } else if (const std::optional<Date> day = day_of(line)) {
        move_clock(world, *day, first_day);
        first_day = false;
        story << "\n" << day->to_string() << "\n";
      } else if (line.starts_with(kThen)) {
        ++result.expectations;
        if (!perform(expectations(), world, line.substr(kThen.size()), story)) {
          throw Fault("no such expectation");
        }
        story << "   ✓ " << line.substr(kThen.size()) << "\n";
      } else {
        ++result.steps;
        story << "   " << line << "\n";
        refusals.begin_step();
        if (!perform(steps(), world, line, story)) throw Fault("no such sentence");
        refusals.end_step();
      }
    } catch (const std::exception& error) {
      result.failure =
          "line " + std::to_string(number) + ": " + std::string(line) + "\n    " + error.what();
      story << "   ✗ " << line << "\n     " << error.what() << "\n";
      return result;
    }
  }
  refusals.before_line("", story);
  return result;
}

}  // namespace yibao::main
