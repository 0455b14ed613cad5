#!/bin/sh
# Adds people to the course, or takes them out: people.sh student|instructor|remove NAME...
set -eu
prefix=$(cd "$(dirname "$0")/.." && pwd)
set -a
# shellcheck source=/dev/null
[ ! -r /etc/saywhy/hub.env ] || . /etc/saywhy/hub.env
set +a
exec "$prefix/bin/python" "$prefix/hub/accounts.py" "$@"
