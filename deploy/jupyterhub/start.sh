#!/bin/sh
# Starts the hub that install.sh has made, in the foreground.
set -eu
prefix=$(cd "$(dirname "$0")/.." && pwd)
set -a
# shellcheck source=/dev/null
[ ! -r /etc/saywhy/hub.env ] || . /etc/saywhy/hub.env
set +a
export PATH="$prefix/bin:$PATH"
exec "$prefix/bin/python" -m jupyterhub -f "$prefix/hub/jupyterhub_config.py"
