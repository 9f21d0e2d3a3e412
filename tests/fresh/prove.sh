#!/usr/bin/env bash
# Prove `make run` and `make test` in a bare Debian that has only Python, make and git.
# It makes the system with debootstrap from this machine's own mirror, clones the last
# commit into it, and runs both commands there with an empty environment.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)

say() { printf '\n== %s\n' "$*"; }

[ "$(id -u)" = 0 ] || { echo "Root is needed to make a bare system: sudo make fresh" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 1; }

root=$(mktemp -d /var/tmp/market-shaper-fresh.XXXXXX)
server=""
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  for folder in dev/shm dev proc sys .; do
    umount -l "$root/$folder" 2>/dev/null || true
  done
  [ -n "${KEEP:-}" ] || rm -rf --one-file-system "$root"
}
trap finish EXIT

mirror=$(awk '/^URIs:/ && !/security/ {print $2; exit} /^deb / && !/security/ {print $2; exit}' \
  /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null | head -1)
say "a bare Debian"
debootstrap --variant=minbase \
  --include=python3,python3-venv,python3-pip,make,git,ca-certificates \
  bookworm "$root" "$mirror" >"$root.log" 2>&1 || { tail -5 "$root.log" >&2; exit 1; }
rm -f "$root.log"

# The network as this machine has it: names, and whom it trusts.
for file in /etc/resolv.conf /etc/hosts /etc/pip.conf; do
  [ -f "$file" ] && cp -L "$file" "$root$file"
done
mkdir -p "$root/etc/ssl/certs"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
cert=$(sed -n 's/^cert *= *//p' /etc/pip.conf 2>/dev/null || true)
[ -z "$cert" ] || { mkdir -p "$root$(dirname "$cert")"; cp -L "$cert" "$root$cert"; }
# Its root is a mount of its own, so that tests may make namespaces in it.
mount --bind "$root" "$root"
mount --bind /dev "$root/dev"
mkdir -p "$root/dev/shm"
mount -t tmpfs tmpfs "$root/dev/shm"
mount -t proc proc "$root/proc"
mount -t sysfs sys "$root/sys"

git clone --quiet "file://$here" "$root/root/market-shaper"
inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
  chroot "$root" bash -c "cd /root/market-shaper && $1"; }

say "make run"
inside "make run" >"$root/root/run.log" 2>&1 &
server=$!
for _ in $(seq 1 300); do
  if inside "python3 -c 'import urllib.request as u; u.urlopen(\"http://127.0.0.1:8050/\", timeout=2)'" 2>/dev/null; then
    up=yes; break
  fi
  kill -0 "$server" 2>/dev/null || break
  sleep 2
done
cat "$root/root/run.log"
[ "${up:-}" = yes ] || { echo "make run did not serve http://127.0.0.1:8050" >&2; exit 1; }
pkill -TERM -P "$server" || true
kill "$server" 2>/dev/null || true
wait "$server" 2>/dev/null || true
server=""

say "make test"
inside "make test"
say "both commands work in a bare system"
