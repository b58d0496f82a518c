#pragma once

// What nearly every file includes, parsed once for all of them (a precompiled header). A file still
// includes what it uses: without this one it compiles all the same, only slower.
#include <algorithm>
#include <array>
#include <charconv>
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
