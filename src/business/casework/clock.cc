#include "business/casework/clock.h"

#include "business/casework/stored_json.h"

namespace yibao::casework {

std::optional<Date> standing_since(const std::vector<Stop>& stops) {
  if (stops.empty() || stops.back().completed_on) return std::nullopt;
  return stops.back().returned_on;
}

std::vector<calendar::Pause> pauses_of(const std::vector<Stop>& stops, Date today) {
  std::vector<calendar::Pause> pauses;
  pauses.reserve(stops.size());
  for (const Stop& stop : stops) {
    pauses.push_back({stop.returned_on, stop.completed_on.value_or(today)});
  }
  return pauses;
}

int working_days_left(Date due_on, Date today, const calendar::Calendar& calendar) {
  return today <= due_on ? calendar.working_days_between(today, due_on)
                         : -calendar.working_days_between(due_on, today);
}

std::string stops_json(const std::vector<Stop>& stops) {
  Tree list = Tree(Tree::List{});
  for (const Stop& stop : stops) {
    Tree pair = Tree(Tree::List{});
    pair.push(stop.returned_on.to_string());
    pair.push(stop.completed_on ? Tree(stop.completed_on->to_string()) : Tree());
    list.push(std::move(pair));
  }
  return list.to_json();
}

std::vector<Stop> read_stops(const std::string& json) {
  std::vector<Stop> stops;
  const Tree stored = read_stored(json);
  for (const Tree& pair : *stored.list()) {
    const Tree::List& days = *pair.list();
    Stop stop{*Date::parse(*days[0].text()), std::nullopt};
    if (days[1].text() != nullptr) stop.completed_on = Date::parse(*days[1].text());
    stops.push_back(stop);
  }
  return stops;
}

storage::Value handed_in_value(const HandedIn& slots) {
  return slots ? storage::Value(texts_tree(*slots).to_json()) : storage::Value();
}

HandedIn read_handed_in(const storage::Value& value) {
  if (value.is_null()) return std::nullopt;
  return read_texts(read_stored(value.text()));
}

}  // namespace yibao::casework
