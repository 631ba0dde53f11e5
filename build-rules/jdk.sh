# shellcheck shell=bash
# Finds a JDK for the commands of this repository; to be sourced.
#
# find_jdk sets jdk_home and exports JAVA_HOME, or says in one line what is missing and returns 1.
# Looked at, in this order: JAVA_HOME, the java and javac of PATH, the folders where systems and version managers put JDKs.

readonly jdk_oldest=21

# Prints the feature release (21, 25 ...) of the JDK at $1, or nothing when that is no JDK.
jdk_release_of() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  local version=''
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9._]*\).*/\1/p' "$1/release")
  fi
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9._]*\).*/\1/p' | head -n 1)
  fi
  printf '%s' "${version%%.*}"
}

# Prints the home folder behind the command $1 of PATH, links followed, or nothing.
jdk_home_of_command() {
  local file target
  file=$(command -v "$1" 2>/dev/null) || return 0
  while [ -L "$file" ]; do
    target=$(readlink "$file")
    case $target in
      /*) file=$target ;;
      *) file=$(dirname "$file")/$target ;;
    esac
  done
  (cd "$(dirname "$file")/.." && pwd)
}

find_jdk() {
  local candidate release
  for candidate in \
    "${JAVA_HOME:-}" "$(jdk_home_of_command javac)" "$(jdk_home_of_command java)" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk-* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/*; do
    if [ -z "$candidate" ] || [ ! -d "$candidate" ]; then continue; fi
    release=$(jdk_release_of "$candidate")
    case $release in '' | *[!0-9]*) continue ;; esac
    if [ "$release" -ge "$jdk_oldest" ]; then
      jdk_home=$candidate
      export JAVA_HOME=$jdk_home
      return 0
    fi
  done
  printf 'No JDK %s or newer found in JAVA_HOME, PATH or the usual folders: install one, or point JAVA_HOME at it.\n' "$jdk_oldest" >&2
  return 1
}
