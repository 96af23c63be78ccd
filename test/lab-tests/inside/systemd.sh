#!/bin/sh
# Boots the machine's own systemd in the lab, in namespaces of its own, as if the lab were a server: the lab's own first
# process is none. Prints the pid to enter it by ("nsenter -t PID --all --root --wd"), once it has come up. What is written
# is the lab's.
set -eu
# Where a machine forbids packages to start services, the lab's server does not.
rm -f /usr/sbin/policy-rc.d
mount --make-rprivate /
# A control group of its own: that of the lab itself cannot be mounted a second time in the same place.
echo '+cpu +io +memory +pids' >/sys/fs/cgroup/cgroup.subtree_control || true
mkdir -p /sys/fs/cgroup/server
# shellcheck disable=SC2016
sh -c 'echo $$ >/sys/fs/cgroup/server/cgroup.procs; exec "$@"' sh unshare --pid --fork --mount --cgroup sh -c '
  set -eux
  mount -t proc proc /proc
  mount -t tmpfs -o mode=0755 run /run
  mount -t tmpfs -o mode=1777 tmp /tmp
  umount /sys/fs/cgroup
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
for _ in $(seq 300); do
  kill -0 "$outer" 2>/dev/null || break
  pid=$(pgrep -P "$outer" || true)
  if [ -n "$pid" ] && nsenter -t "$pid" --all --root --wd systemctl is-active -q basic.target 2>/dev/null; then
    echo "$pid"
    exit 0
  fi
  sleep 0.2
done
cat /run/lab-systemd.log >&2
[ -z "${pid:-}" ] || nsenter -t "$pid" --all --root --wd systemctl list-jobs >&2 || true
exit 1
