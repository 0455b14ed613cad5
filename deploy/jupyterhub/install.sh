#!/bin/sh
# Makes a hub of a fresh Debian or Ubuntu. Run it as root, from anywhere; again after an update.
#
#   /opt/saywhy       Python with the hub, nbgrader and this package as a wheel, without an answer
#   /etc/saywhy       the settings, hub.env
#   /srv/saywhy       the course, the exchange, and what the hub keeps
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
prefix=${PREFIX:-/opt/saywhy}
settings=/etc/saywhy/hub.env
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore DEBIAN_FRONTEND=noninteractive

[ "$(id -u)" = 0 ] || { echo "Run this as root: it makes accounts and folders." >&2; exit 1; }
[ -d "$repository/solutions" ] || { echo "This copy holds no solutions/." >&2; exit 1; }
say() { printf '%s\n' "$*"; }

say "Installing Debian's packages ..."
apt-get update -qq
apt-get install -y -qq --no-install-recommends \
  python3 python3-venv nodejs npm bubblewrap procps >/dev/null

say "Installing the hub and nbgrader in $prefix (about 700 MB) ..."
umask 022
[ -x "$prefix/bin/python" ] || python3 -m venv "$prefix"
wheels=$(mktemp -d)
trap 'rm -rf "$wheels"' EXIT
"$prefix/bin/pip" wheel -q --no-deps -w "$wheels" "$repository"
"$prefix/bin/pip" install -q -c "$repository/constraints.txt" \
  "$(ls "$wheels"/saywhy-*.whl)[instructor,hub,lti,postgres]"
# The same version may hold other code than last time.
"$prefix/bin/pip" install -q --no-deps --force-reinstall "$wheels"/saywhy-*.whl

say "Making accounts, folders and the course ..."
mkdir -p "$prefix/hub" /etc/saywhy
cp -R "$here"/*.py "$here"/*.sh "$here/jupyter" "$prefix/hub/"
[ -e "$settings" ] || install -m 600 "$here/hub.env" "$settings"
set -a
# shellcheck source=/dev/null
. "$settings"
set +a
PATH="$prefix/bin:$PATH" "$prefix/bin/python" "$prefix/hub/prepare.py" "$repository"

if [ -d /run/systemd/system ]; then
  sed "s|/opt/saywhy|$prefix|" "$here/saywhy-hub.service" > /etc/systemd/system/saywhy-hub.service
  systemctl daemon-reload
  systemctl enable -q saywhy-hub
  systemctl restart saywhy-hub
  say "The hub runs as the service saywhy-hub."
else
  say "There is no systemd here. Start the hub with:  $prefix/hub/start.sh"
fi
say "People:  $prefix/hub/people.sh instructor carla;  $prefix/hub/people.sh student ada bob"
