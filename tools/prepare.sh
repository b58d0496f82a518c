# Sourced by run, test and bench: installs what is missing on Debian 12, configures and builds.
# Everything comes from Debian's and npm's registries, by name.

# What one clone has compiled, another one need not.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)} CCACHE_NOHASHDIR=1
# The precompiled header (src/standard.h) defines no macros that differ from file to file.
export CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_PCH_EXTSUM=true

yibao_home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }

# Packages that are not installed yet, out of those named.
missing_packages() {
  local name
  for name in "$@"; do
    dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || printf '%s ' "$name"
  done
}

install_packages() {
  local missing log as_root=
  missing=$(missing_packages "$@")
  [ -z "$missing" ] && return 0
  [ "$(id -u)" -eq 0 ] || as_root=sudo
  if [ -n "$as_root" ] && ! command -v sudo >/dev/null; then
    say "These packages are missing and only root can install them: $missing"
    return 1
  fi
  say "installing: $missing"
  log=$(mktemp)
  # shellcheck disable=SC2086
  { $as_root apt-get update && $as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1 ||
    { tail -20 "$log" >&2; return 1; }
}

build_packages=(g++ cmake ninja-build pkg-config ccache mold
  libboost1.81-dev libboost-json1.81-dev libtomlplusplus-dev libsqlite3-dev libpq-dev libsodium-dev
  libssl-dev libcsv-dev libpng-dev libturbojpeg0-dev libqpdf-dev libicu-dev libspdlog-dev libfmt-dev
  zlib1g-dev libpango1.0-dev libqrencode-dev libxlsxwriter-dev fonts-noto-cjk
  libcli11-dev libgtest-dev libgmock-dev librapidcheck-dev)
# A node that is there already is as good as Debian's.
node_packages() {
  command -v node >/dev/null || printf 'nodejs '
  command -v npm >/dev/null || printf 'npm '
}

# Of what a build says, on a terminal, how far it is: the first one takes ten minutes on two cores.
show_progress() {
  local line
  while IFS= read -r line; do
    case $line in \[*) [ ! -t 2 ] || printf '\r%s ' "${line%%]*}]" >&2 ;; esac
  done
  [ ! -t 2 ] || printf '\r\033[K' >&2
}

# build PRESET [TARGET…]
build() {
  local preset=$1 log
  shift
  log=$(mktemp)
  if [ ! -f "$yibao_home/build/$preset/build.ninja" ]; then
    (cd "$yibao_home" && cmake --preset "$preset") >"$log" 2>&1 || { cat "$log" >&2; return 1; }
  fi
  say "building ($preset) …"
  (set -o pipefail
    cd "$yibao_home" && cmake --build "build/$preset" ${1:+--target "$@"} 2>&1 | tee "$log" | show_progress) ||
    { grep -E 'error|FAILED|undefined' "$log" | head -40 >&2; say "the whole log: $log"; return 1; }
  rm -f "$log"
}

# The pages, into build/web. Made again only where something that they are made from is newer than they are.
web_is_built() {
  [ -f "$yibao_home/build/web/stamp.txt" ] && [ -z "$(find "$yibao_home/web" "$yibao_home/data/regions.csv" \
    "$yibao_home"/messages/names.*.toml -path '*/node_modules' -prune -o \
    -type f -newer "$yibao_home/build/web/app/index.html" -print -quit)" ]
}
build_web() {
  local log
  web_is_built && return 0
  log=$(mktemp)
  say "building the pages …"
  (cd "$yibao_home/web" && npm ci --no-audit --no-fund && npm run build) >"$log" 2>&1 ||
    { tail -30 "$log" >&2; say "the whole log: $log"; return 1; }
  rm -f "$log"
}
