#!/usr/bin/env bash
# The only door: builds when needed and runs the hub, its commands and its tests. './run.sh help' lists them.
# Keeps to bash 3.2 and to what awk, find and sort share, so that it runs on macOS too.
set -euo pipefail

root=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
jar=$root/hub/target/live-updates-hub.jar
peers=$root/hub/src/test/js
log=$root/hub/target/test.log
reports=$root/hub/target/surefire-reports
matrix=$root/hub/target/widget-matrix.md
[ -n "${JAVA_HOME:-}" ] && PATH=$JAVA_HOME/bin:$PATH

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# The first number of a Java version; 0 when there is none, as with the stand-ins of macOS.
release_of() {
    local release=''
    if command -v "$1" >/dev/null; then
        release=$("$1" -version 2>&1 | sed -n -e 's/^javac \([0-9]*\).*/\1/p' -e 's/^.* version "\([0-9]*\).*/\1/p') || true
    fi
    echo "${release:-0}"
}

has() {
    case $1 in
        java | javac) [ "$(release_of "$1")" -ge 17 ] ;;
        chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
        nginx | apache2 | haproxy) command -v "$1" || [ -x "/usr/sbin/$1" ] ;;
        *) command -v "$1" ;;
    esac >/dev/null
}

package_of() {
    case $1 in
        java | javac) apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1 && echo openjdk-17-jdk-headless || echo default-jdk-headless ;;
        mvn) echo maven ;;
        node) echo nodejs ;;
        nginx) echo nginx-light ;;
        systemd-analyze) echo systemd ;;
        *) echo "$1" ;;
    esac
}

missing() {
    local tool
    for tool in "$@"; do has "$tool" || echo "$tool"; done
}

# Servers among the packages are not started: Debian asks policy-rc.d, and 101 forbids it.
install_quietly() (
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
)

# need TOOL...: installs what is missing where it can; else names it with the command to type and returns 1.
need() {
    local tools tool packages=()
    tools=$(missing "$@")
    [ -n "$tools" ] || return 0
    if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        say "Installing what is missing: ${tools//$'\n'/ }"
        apt-get update -qq >/dev/null || true
        for tool in $tools; do packages+=("$(package_of "$tool")"); done
        install_quietly "${packages[@]}" || true
        hash -r
        tools=$(missing "$@")
        [ -n "$tools" ] || return 0
    fi
    for tool in $tools; do
        case $tool in java | javac) say "A JDK of version 17 or newer is missing." ;; *) say "$tool is missing." ;; esac
        if command -v apt-get >/dev/null; then say "  Install it: sudo apt-get install $(package_of "$tool")"; fi
    done
    return 1
}

build() {
    local inputs=("$root/pom.xml" "$root/hub/src/main")
    [ -d "$root/static" ] && inputs+=("$root/static")
    # Folders count too: a deleted file changes nothing else.
    if [ ! -f "$jar" ] || [ -n "$(find "${inputs[@]}" -newer "$jar" -print)" ]; then
        need javac mvn || exit 1
        say "Building ..."
        mvn -q -B -ntp -f "$root/pom.xml" -Dmaven.test.skip=true -Dspotless.check.skip=true package 2>&1 |
            sed $'s/\033\\[[0-9;]*m//g' >&2 || fail "The build failed; the lines above say why."
        touch "$jar" # Maven leaves a jar alone whose content is the same.
    fi
}

# Sets 'archived' to options by which Java finds the classes of a start in an archive, which halves it ("class-data sharing").
# It is made once for a jar and a Java, in some 3 s, and silently: without it everything runs, only later. An empty one
# remembers that it cannot be made.
archive() {
    local file
    archived=()
    [ -w "$root/hub/target" ] || return 0
    file=$root/hub/target/classes-$(java -version 2>&1 | cksum | tr ' ' -).jsa
    if [ ! "$file" -nt "$jar" ]; then
        rm -f "$root"/hub/target/classes-*.jsa*
        java -Xlog:disable -XX:ArchiveClassesAtExit="$file.$$" -jar "$jar" training-run >/dev/null 2>&1 </dev/null || rm -f "$file.$$"
        # A second run.sh may have been faster; its archive is in use and must stay whole.
        mv "$file.$$" "$file" 2>/dev/null || [ -e "$file" ] || { : >"$file"; } 2>/dev/null || true
    fi
    [ ! -s "$file" ] || archived=(-Xlog:disable -XX:SharedArchiveFile="$file")
}

hub() {
    local options=() archived
    build
    need java || exit 1
    archive
    read -r -a options <<<"${JAVA_OPTS:-}" || true
    # Without the file of figures for jstat, which costs a start 0.1 s.
    exec java -XX:-UsePerfData ${archived[@]+"${archived[@]}"} ${options[@]+"${options[@]}"} -jar "$jar" "$@"
}

# All that another machine needs beside a Java. Built anew, since lib/ keeps jars of former versions.
package() {
    local name=live-updates-hub folder=$root/hub/target/package
    rm -rf "$jar" "$root/hub/target/lib" "$folder"
    build
    mkdir -p "$folder/$name"
    cp -R "$jar" "$root/hub/target/lib" "$root/proxy-examples/$name.service" "$root/proxy-examples/$name.env" "$folder/$name"
    chmod -R a+rX "$folder" # the service is nobody's, and root unpacks what was packed
    tar -czf "$root/hub/target/$name.tar.gz" -C "$folder" "$name"
    echo "hub/target/$name.tar.gz"
}

# One line a test: seconds, name, outcome and message, with tabs between.
outcomes() {
    [ -d "$reports" ] || return 0
    find "$reports" -name 'TEST-*.xml' -exec cat {} + | LC_ALL=C awk '
        function value(name,   text) {
            if (!match($0, " " name "=\"[^\"]*\"")) return ""
            text = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
            gsub(/&#(10|13|9);/, " ", text); gsub(/&quot;/, "\"", text); gsub(/&apos;/, "\047", text)
            gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&amp;/, "\\&", text)
            return text
        }
        function flush() { if (test != "") print seconds "\t" test "\t" outcome "\t" message; test = "" }
        /^ *<testcase / {
            flush()
            seconds = value("time"); gsub(/,/, "", seconds)
            test = value("classname") "." value("name"); sub(/.*\.hub\./, "", test)
            outcome = "passed"; message = ""
        }
        /^ *<(failure|error|skipped)[ >\/]/ && outcome == "passed" {
            outcome = /^ *<skipped/ ? "skipped" : "failed"
            message = value("message")
            # An aborted test has its reason only at the start of its trace.
            if (message == "" && sub(/.*<!\[CDATA\[[A-Za-z0-9_.$]*(: )?/, "")) message = $0
            if (message == "") message = value("type")
        }
        END { flush() }'
}

# Puts what the widget tests showed into the README; a build server, which cannot, refuses a README that tells otherwise.
# Without a matrix only some tests ran.
readme() {
    local told=$root/README.md shown=$root/hub/target/README.md
    [ -f "$matrix" ] || return 0
    awk '
        NR == FNR { table = table $0 "\n"; next }
        $0 == "<!-- /widgets -->" { inside = 0; marks++ }
        !inside { print }
        $0 == "<!-- widgets -->" { printf "%s", table; inside = 1; marks++ }
        END { exit marks != 2 || inside }' "$matrix" "$told" >"$shown" ||
        { echo "README.md needs one line <!-- widgets --> and after it one line <!-- /widgets -->."; return 1; }
    ! cmp -s "$shown" "$told" || return 0
    [ "${HUB_TEST_REQUIRE:-}" != 1 ] ||
        { echo "README.md has another widget matrix than these tests have shown: run ./run.sh test and commit it."; return 1; }
    cat "$shown" >"$told"
    echo "README.md now has the widget matrix that these tests have shown."
}

tests() {
    local extra=() maven=0 stale=0 tests passed failed skipped
    case ${1:-} in
        '') ;;
        --long) extra=(-Dhub.long=true) ;;
        *) say "'$1' is not an option of test: use --long or nothing."; exit 2 ;;
    esac
    need javac mvn || exit 1
    need node npm chromium nginx apache2 haproxy caddy systemd-analyze || say "  The tests that need it are skipped."
    if has npm && [ ! "$peers/node_modules/.package-lock.json" -nt "$peers/package-lock.json" ]; then
        say "Fetching the npm clients ..."
        if (cd "$peers" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null); then
            touch "$peers/node_modules/.package-lock.json"
        else
            say "npm ci failed in hub/src/test/js; tests with npm clients cannot run."
        fi
    fi
    rm -rf "$reports" "$matrix" "${matrix%.md}.txt"
    mkdir -p "$root/hub/target"
    say "Testing; hub/target/test.log has it all. One dot is one class."
    mvn -B -ntp -f "$root/pom.xml" ${extra[@]+"${extra[@]}"} verify 2>&1 | tee "$log" |
        awk '/Tests run:.* in / { printf "."; fflush() } END { print "" }' >&2 || maven=1

    tests=$(outcomes)
    count() { awk -F '\t' -v outcome="$1" '$3 == outcome' <<<"$tests" | wc -l | tr -d ' '; }
    show() { awk -F '\t' -v outcome="$1" -v word="$2" '$3 == outcome { print word " " $2 "\n    " $4 }' <<<"$tests"; }
    passed=$(count passed) failed=$(count failed) skipped=$(count skipped)
    [ "$maven" = 0 ] || [ "$failed" != 0 ] || { tail -n 40 "$log"; echo "Maven failed."; }
    echo "The slowest tests, in seconds:"
    LC_ALL=C sort -rn <<<"$tests" | awk -F '\t' 'NR <= 10 && $2 != "" { printf "%8.2f %s\n", $1, $2 }'
    show failed FAILED
    show skipped '!!! SKIPPED'
    [ "$maven$failed$skipped" != 000 ] || readme || stale=1
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$maven$failed$stale" = 000 ] && [ "$passed" != 0 ] &&
        { [ "$skipped" = 0 ] || [ "${HUB_TEST_REQUIRE:-}" != 1 ]; }
}

case ${1:-} in
    test) shift; tests "$@" ;;
    package) package ;;
    fmt) need javac mvn || exit 1; exec mvn -q -B -ntp -f "$root/pom.xml" spotless:apply ;;
    help)
        [ $# -gt 1 ] || printf '%s\n' './run.sh test [--long]   runs all tests, the long ones too' \
            './run.sh package         makes hub/target/live-updates-hub.tar.gz, for machines with a Java alone' \
            './run.sh fmt             formats the Java sources' ''
        hub "$@"
        ;;
    *) hub "$@" ;;
esac
