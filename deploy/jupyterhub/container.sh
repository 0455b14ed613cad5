#!/bin/sh
# What the container runs: makes what is lacking, the people of /etc/saywhy/people, then the hub.
# A line of that file is a role, a name and, for HUB_LOGIN=pam, the hash that `openssl passwd` gives.
set -eu
hub=/opt/saywhy/hub
export PATH="/opt/saywhy/bin:$PATH"
umask 022
python "$hub/prepare.py" /usr/local/src/saywhy
if [ -r /etc/saywhy/people ]; then
  while read -r role name hash; do
    case $role in "" | "#"*) continue ;; esac
    "$hub/people.sh" "$role" "$name"
    [ -z "$hash" ] || usermod --password "$hash" "$name"
  done < /etc/saywhy/people
fi
exec "$hub/start.sh"
