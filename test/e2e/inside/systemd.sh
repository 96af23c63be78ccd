#!/bin/sh
# Boots the machine's own systemd in the lab, in namespaces of its own, as if the lab were a server: its first process is
# PID 1 there. Prints the pid to enter it by ("nsenter -t PID -a"), once it has come up. What is written is the lab's.
set -eu
rm -f /usr/sbin/policy-rc.d
mount --make-rprivate /
# shellcheck disable=SC2016
unshare --pid --fork --mount --cgroup sh -c '
  set -eu
  mount -t proc proc /proc
  mount -t tmpfs -o mode=0755 run /run
  mount -t tmpfs -o mode=1777 tmp /tmp
  mount -t cgroup2 cgroup /sys/fs/cgroup
  mkdir -p /run/systemd/system
  for unit in systemd-udevd.service systemd-udev-trigger.service systemd-udevd-control.socket systemd-udevd-kernel.socket \
    systemd-modules-load.service systemd-binfmt.service systemd-resolved.service systemd-networkd.service \
    systemd-timesyncd.service systemd-logind.service getty.target e2scrub_reap.service; do
    ln -s /dev/null /run/systemd/system/$unit
  done
  export container=lab
  exec /lib/systemd/systemd --system --unit=basic.target --log-target=null
' </dev/null >/run/lab-systemd.log 2>&1 &
outer=$!
for _ in $(seq 600); do
  pid=$(pgrep -P "$outer" || true)
  if [ -n "$pid" ] && nsenter -t "$pid" -a systemctl is-active -q basic.target 2>/dev/null; then
    echo "$pid"
    exit 0
  fi
  sleep 0.2
done
cat /run/lab-systemd.log >&2
nsenter -t "$(pgrep -P "$outer")" -a systemctl list-jobs >&2 || true
exit 1
