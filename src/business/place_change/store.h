// Displayed places, changes of place and moves of whole companies in the database
// (schema/011_place_change.sql).
#pragma once

#include <optional>
#include <vector>

#include "business/place_change/types.h"
#include "storage/plan.h"

namespace yibao::place_change {

extern const storage::Table kDisplayedPlace;
extern const storage::Table kPlaceChange;

// By person: whole rows.
extern const storage::KeyedSelect kDisplayedPlaceOf;
extern const storage::KeyedSelect kPlaceChangesOf;

DisplayedPlace read_displayed_place(const storage::Row& row);
storage::Row displayed_place_row(const DisplayedPlace& place);
std::optional<DisplayedPlace> displayed_among(const storage::Rows& rows);

// Checked both ways.
PlaceChange read_place_change(const storage::Row& row);
storage::Row place_change_row(const PlaceChange& change);
std::optional<PlaceChange> find_place_change(const storage::Rows& rows, CaseId id);

}  // namespace yibao::place_change
